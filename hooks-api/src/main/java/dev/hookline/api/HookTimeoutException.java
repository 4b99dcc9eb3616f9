package dev.hookline.api;

import org.jspecify.annotations.Nullable;

/**
 * Says which limit a hook, a phase or a run reached. Its cause, if it has one, is what the hook
 * threw when it was stopped. Created by Hookline.
 */
public final class HookTimeoutException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message which limit was reached, and by what
   * @param cause what the hook threw when it was stopped; null if it threw nothing
   */
  public HookTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
