package dev.hookline.api;

/**
 * Says when people see what a hook writes. Reports keep the output of a hook under any policy, and
 * listeners hear it.
 */
public enum OutputPolicy {
  /**
   * As whoever shows the run sees fit: on a terminal the last line while the hook runs, elsewhere
   * every line, and the last lines after a failure. The default.
   */
  AUTOMATIC,

  /** Every line, while the hook runs. */
  ALWAYS,

  /** Nothing while the hook runs, and what is kept of its output when it has failed. */
  ON_FAILURE,

  /** Nothing, even if the hook fails. */
  HIDDEN
}
