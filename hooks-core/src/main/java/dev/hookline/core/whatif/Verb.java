package dev.hookline.core.whatif;

import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.SkipReason;

/** How one says what a hook would do. */
final class Verb {
  private Verb() {}

  /** Returns for example {@code runs}, or {@code is skipped: nothing failed}. */
  static String of(HookResult result) {
    HookOutcome outcome = result.outcome();
    if (outcome instanceof Skipped skipped) {
      boolean isDone = skipped.reason().cause() == SkipReason.Cause.DONE_ALREADY;
      return "is skipped: " + (isDone ? "done already" : skipped.reason().words());
    }
    if (outcome instanceof TimedOut timedOut) {
      return "times out at its " + timedOut.limit().words() + " limit";
    }
    if (outcome instanceof Failed) {
      return "fails";
    }
    return outcome.isSuccess() ? "runs" : "is cancelled";
  }
}
