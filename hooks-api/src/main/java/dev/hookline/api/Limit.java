package dev.hookline.api;

/** Names the time limit that was reached first. */
public enum Limit {
  /** One try of a hook. */
  ATTEMPT("attempt"),
  /** All tries of a hook and the waits between them. */
  HOOK("hook"),
  /** The ordinary hooks of a phase together. */
  PHASE("phase"),
  /** The whole run. */
  RUN("run");

  private final String words;

  Limit(String words) {
    this.words = words;
  }

  /** Returns how messages call this limit, such as {@code attempt}. */
  public String words() {
    return words;
  }
}
