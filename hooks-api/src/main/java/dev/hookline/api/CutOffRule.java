package dev.hookline.api;

/**
 * Says what becomes of a hook that was running when the process of its run died, once the run is
 * resumed. How far the hook had come is not known.
 */
public enum CutOffRule {
  /** It runs again, from its beginning: right for hooks that a second run does no harm. */
  RUN_AGAIN,
  /** It counts as skipped, and is not undone. */
  SKIP,
  /** Its undo runs at once, and it counts as failed; its failure policy decides about the rest. */
  UNDO,
  /** Whoever resumes the run is asked; without an answer the run is not resumed. */
  ASK
}
