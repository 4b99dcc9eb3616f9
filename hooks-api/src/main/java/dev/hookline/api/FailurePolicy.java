package dev.hookline.api;

/**
 * Says what a failed hook means for the rest of its phase, and a failed phase for the rest of its
 * lifecycle. A timeout is a failure; a skip is not; a cancellation ends the run under any policy.
 */
public enum FailurePolicy {
  /** The rest is skipped and the whole has failed. The default. */
  ABORT,

  /** The rest runs and the whole has failed at the end. */
  CONTINUE,

  /** The rest runs and the whole has succeeded, with a warning in the report. */
  IGNORE
}
