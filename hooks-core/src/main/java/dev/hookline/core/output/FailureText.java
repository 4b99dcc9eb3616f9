package dev.hookline.core.output;

import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;

/** How reports and warnings say that a hook ended, and why. */
public final class FailureText {
  private FailureText() {}

  /**
   * Returns one line, such as {@code hook "migrate" (phase deploy) failed: exit code 3}; further
   * lines of the failure's own message follow.
   */
  public static String of(HookResult result) {
    String ended = result.hook() + " " + result.outcome();
    if (result.outcome() instanceof Skipped skipped) {
      return ended + ": " + skipped.reason();
    }
    return result.outcome().failure().map(f -> of(result, ended, f)).orElse(ended);
  }

  /** The message of a script names its hook already. */
  private static String of(HookResult result, String ended, Throwable failure) {
    String message = MaskedFailure.messageOf(failure);
    return message.startsWith(result.hook().toString()) ? message : ended + ": " + message;
  }
}
