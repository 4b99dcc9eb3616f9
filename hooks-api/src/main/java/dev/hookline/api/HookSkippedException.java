package dev.hookline.api;

import java.util.Objects;

/** Thrown by a hook that has nothing to do: its outcome is skipped, with this reason. */
public final class HookSkippedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SkipReason reason;

  /** Creates the exception. */
  public HookSkippedException(SkipReason reason) {
    super(Objects.requireNonNull(reason, "skip reason").words(), null, false, false);
    this.reason = reason;
  }

  /** Returns why the hook did not do anything. */
  public SkipReason reason() {
    return reason;
  }
}
