package dev.hookline.api;

import org.jspecify.annotations.Nullable;

/**
 * Says that the run was cancelled. It is the failure of a hook that a cancellation stopped, and
 * what cleanup hooks and the report find as the failure of a run in which nothing else failed. Its
 * cause, if it has one, is what the hook threw when it was stopped. Created by Hookline.
 */
public final class HookCancelledException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was cancelled
   * @param cause what the hook threw when it was stopped; null if it threw nothing
   */
  public HookCancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
