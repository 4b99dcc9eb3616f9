package dev.hookline.api;

import java.util.Objects;

/** Thrown by a hook that has nothing to do: its outcome is skipped, with this reason. */
public final class HookSkippedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SkipReason reason;

  /**
   * Creates the exception.
   *
   * @throws IllegalArgumentException if only the engine may give such a reason, as for a dry run
   */
  public HookSkippedException(SkipReason reason) {
    super(Objects.requireNonNull(reason, "skip reason").words(), null, false, false);
    if (!reason.cause().isForHooks()) {
      throw new IllegalArgumentException(
          "only the engine skips a hook for the cause "
              + reason.cause()
              + "; use SkipReason.because(…)");
    }
    this.reason = reason;
  }

  /** Returns why the hook did not do anything. */
  public SkipReason reason() {
    return reason;
  }
}
