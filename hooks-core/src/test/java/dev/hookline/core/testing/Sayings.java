package dev.hookline.core.testing;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hooks that write down, each with its name, what they see. */
public final class Sayings {
  private final Phase phase;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  public Sayings(Phase phase) {
    this.phase = phase;
  }

  /** What a hook sees. */
  public interface Saying {
    Object of(HookContext context) throws Exception;
  }

  /** Returns a hook that writes its name and what it sees. */
  public HookSpec hook(String name, Saying saying) {
    return HookSpec.of(phase, name, context -> lines.add(name + ": " + saying.of(context)));
  }

  /** Returns what the hooks wrote, such as {@code attempt: 1}. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
