package dev.hookline.api;

/**
 * Says when a hook runs. The order at the end of a phase is: {@link #UNDO}, {@link #ON_FAILURE},
 * {@link #ALWAYS}.
 */
public enum HookKind {
  /** Runs in its place, as long as nothing before it aborted the phase. */
  ORDINARY("hook"),

  /** The tool's own work between the phases of a lifecycle. */
  STEP("step"),

  /** Undoes what a hook or a step that succeeded has done; newest first. */
  UNDO("undo"),

  /** Runs at the end of a phase that failed or was cancelled. */
  ON_FAILURE("on-failure hook"),

  /** Always runs at the end of a phase. */
  ALWAYS("always hook");

  private final String words;

  HookKind(String words) {
    this.words = words;
  }

  /** Returns how messages call a hook of this kind, such as {@code on-failure hook}. */
  public String words() {
    return words;
  }

  /** Returns whether this kind cleans up, and therefore runs after a failure or a cancellation. */
  public boolean isCleanup() {
    return this == UNDO || this == ON_FAILURE || this == ALWAYS;
  }
}
