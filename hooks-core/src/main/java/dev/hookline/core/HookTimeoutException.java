package dev.hookline.core;

/**
 * Says which limit a hook, or a phase, reached. Its cause is what the hook threw when it was
 * stopped.
 */
public final class HookTimeoutException extends Exception {
  private static final long serialVersionUID = 1;

  HookTimeoutException(String message) {
    super(message);
  }
}
