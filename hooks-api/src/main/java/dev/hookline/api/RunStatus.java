package dev.hookline.api;

/** How a run, or a phase of it, ended. */
public enum RunStatus {
  /** All went well, or what failed may be ignored. */
  SUCCEEDED("succeeded"),
  /** Something failed and its policy is not to ignore it. */
  FAILED("failed"),
  /** It was cancelled before its end. */
  CANCELLED("cancelled"),
  /** It did not begin. */
  SKIPPED("skipped");

  private final String words;

  RunStatus(String words) {
    this.words = words;
  }

  /** Returns how messages call this status, such as {@code failed}. */
  public String words() {
    return words;
  }
}
