package dev.hookline.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How one hook ended. Every outcome is immutable; the failures in it have secrets masked. */
public sealed interface HookOutcome {

  /** The hook returned. */
  record Succeeded() implements HookOutcome {
    private static final Succeeded INSTANCE = new Succeeded();

    @Override
    public String toString() {
      return "succeeded";
    }
  }

  /**
   * The hook threw, on its last attempt.
   *
   * @param cause what it threw; failures of earlier attempts are suppressed in it
   */
  record Failed(Throwable cause) implements HookOutcome {
    /** Refuses null. */
    public Failed {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public String toString() {
      return "failed";
    }
  }

  /**
   * The hook was stopped because a limit was reached.
   *
   * @param limit the limit that was reached first
   * @param allowed how long that limit was
   * @param cause what the hook threw when it was stopped, or a description of the timeout
   */
  record TimedOut(Limit limit, Duration allowed, Throwable cause) implements HookOutcome {
    /** Refuses null. */
    public TimedOut {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(allowed, "allowed");
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public String toString() {
      return "timed out";
    }
  }

  /**
   * The hook was stopped because the run was cancelled.
   *
   * @param cause what the hook threw when it was stopped, or a description of the cancellation
   */
  record Cancelled(Throwable cause) implements HookOutcome {
    /** Refuses null. */
    public Cancelled {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public String toString() {
      return "cancelled";
    }
  }

  /**
   * The hook did not run.
   *
   * @param reason why
   */
  record Skipped(SkipReason reason) implements HookOutcome {
    /** Refuses null. */
    public Skipped {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
      return "skipped";
    }
  }

  /** Returns the outcome of a hook that returned. */
  static HookOutcome succeeded() {
    return Succeeded.INSTANCE;
  }

  /** Returns whether the hook ran and returned. */
  default boolean isSuccess() {
    return this instanceof Succeeded;
  }

  /** Returns whether the failure policy has to decide: the hook failed or timed out. */
  default boolean isFailure() {
    return this instanceof Failed || this instanceof TimedOut;
  }

  /** Returns what was thrown, if the hook failed, timed out or was cancelled. */
  default Optional<Throwable> failure() {
    if (this instanceof Failed failed) {
      return Optional.of(failed.cause());
    }
    if (this instanceof TimedOut timedOut) {
      return Optional.of(timedOut.cause());
    }
    return this instanceof Cancelled cancelled ? Optional.of(cancelled.cause()) : Optional.empty();
  }
}
