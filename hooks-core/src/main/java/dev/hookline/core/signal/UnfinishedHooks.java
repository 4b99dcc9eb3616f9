package dev.hookline.core.signal;

import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows what a run that ends at once leaves undone. Thread-safe. */
public final class UnfinishedHooks implements HookListener {
  private final Set<HookId> running = new LinkedHashSet<>();
  private final Set<HookId> planned = new LinkedHashSet<>();

  @Override
  public synchronized void runStarted(RunStarted event) {
    planned.addAll(event.run().plan());
  }

  @Override
  public synchronized void hookStarted(HookStarted event) {
    running.add(event.hook());
    planned.remove(event.hook());
  }

  @Override
  public synchronized void hookFinished(HookFinished event) {
    running.remove(event.result().hook());
    planned.remove(event.result().hook());
  }

  /** Returns what was running, and what was still to run, in one line. */
  public synchronized String words() {
    return "running: " + list(running) + "; not begun: " + list(planned);
  }

  private static String list(Collection<HookId> hooks) {
    return hooks.isEmpty()
        ? "nothing"
        : hooks.stream().map(HookId::toString).collect(Collectors.joining(", "));
  }
}
