package dev.hookline.api;

import org.jspecify.annotations.Nullable;

/**
 * Says that the run was cancelled. It is the failure of a hook that a cancellation stopped, and
 * what cleanup hooks and the report find as the failure of a run in which nothing else failed. Its
 * cause, if it has one, is what the hook threw when it was stopped. Created by Hookline.
 */
public final class HookCancelledException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int INTERRUPTED = 130;

  private final int exitCode;

  /**
   * Creates the exception.
   *
   * @param message what was cancelled
   * @param cause what the hook threw when it was stopped; null if it threw nothing
   */
  public HookCancelledException(String message, @Nullable Throwable cause) {
    this(message, cause, INTERRUPTED);
  }

  /**
   * Creates the exception.
   *
   * @param message what was cancelled
   * @param cause what the hook threw when it was stopped; null if it threw nothing
   * @param exitCode the code that the tool should exit with
   */
  public HookCancelledException(String message, @Nullable Throwable cause, int exitCode) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /**
   * Returns the code that the tool should exit with: 128 and the number of the signal that
   * cancelled the run, so 143 for SIGTERM; 130, as for SIGINT, if it was cancelled in another way.
   */
  public int exitCode() {
    return exitCode;
  }
}
