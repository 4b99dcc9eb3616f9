package dev.hookline.api;

import java.util.Objects;

/**
 * Says which hook is meant: its phase, its name and its kind. A step of a lifecycle stands in a
 * phase of its own name. Immutable and thread-safe.
 *
 * @param phase the phase
 * @param name the name, unique among the hooks of the phase
 * @param kind the kind; the undo of a hook carries the name of that hook
 */
public record HookId(Phase phase, String name, HookKind kind) {

  /** Refuses null. */
  public HookId {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(name, "hook name");
    Objects.requireNonNull(kind, "hook kind");
  }

  /**
   * Returns how every message names the hook: {@code hook "migrate" (phase deploy)}, {@code step
   * "freeze"}, {@code undo of "migrate" (phase deploy)}.
   */
  @Override
  public String toString() {
    if (kind == HookKind.STEP) {
      return "step " + Names.quote(name);
    }
    String of = kind == HookKind.UNDO ? " of " : " ";
    return kind.words() + of + Names.quote(name) + " (phase " + phase + ")";
  }
}
