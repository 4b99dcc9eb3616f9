package dev.hookline.core.journal.record;

import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.Limit;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.secret.Masker;
import java.time.Duration;
import java.util.List;

/** How the end of a hook stands in a journal. */
final class OutcomeText {
  private static final String SUCCEEDED = "succeeded";
  private static final String FAILED = "failed";
  private static final String FATAL = "failed-fatally";
  private static final String TIMED_OUT = "timed-out";
  private static final String CANCELLED = "cancelled";
  private static final String SKIPPED = "skipped";

  private OutcomeText() {}

  /** Returns the fields; the first one says which outcome it is. */
  static List<String> encode(HookOutcome outcome, Masker masker) {
    if (outcome instanceof Failed failed) {
      boolean isFatal = failed.cause() instanceof VirtualMachineError;
      return failure(isFatal ? FATAL : FAILED, failed.cause(), masker);
    }
    if (outcome instanceof TimedOut timedOut) {
      List<String> failure = failure(TIMED_OUT, timedOut.cause(), masker);
      String allowed = String.valueOf(timedOut.allowed());
      return List.of(
          failure.get(0), failure.get(1), failure.get(2), timedOut.limit().name(), allowed);
    }
    if (outcome instanceof Cancelled cancelled) {
      return failure(CANCELLED, cancelled.cause(), masker);
    }
    if (outcome instanceof Skipped skipped) {
      SkipReason reason = skipped.reason();
      return List.of(SKIPPED, reason.cause().name(), masker.mask(reason.words()));
    }
    return List.of(SUCCEEDED);
  }

  private static List<String> failure(String word, Throwable cause, Masker masker) {
    return List.of(word, String.valueOf(exitCode(cause)), masker.mask(FailureText.of(cause)));
  }

  private static int exitCode(Throwable failure) {
    if (failure instanceof HookCancelledException cancelled) {
      return cancelled.exitCode();
    }
    return failure instanceof HookExitException exit ? exit.exitCode() : 0;
  }

  /** Reads the fields. */
  static HookOutcome decode(List<String> fields) {
    return switch (fields.get(0)) {
      case SUCCEEDED -> HookOutcome.succeeded();
      case FAILED -> new Failed(failure(fields));
      case FATAL -> new Failed(new InternalError(fields.get(2)));
      case TIMED_OUT ->
          new TimedOut(
              Limit.valueOf(fields.get(3)), Duration.parse(fields.get(4)), failure(fields));
      case CANCELLED ->
          new Cancelled(
              new HookCancelledException(fields.get(2), null, Integer.parseInt(fields.get(1))));
      case SKIPPED -> new Skipped(new SkipReason(Cause.valueOf(fields.get(1)), fields.get(2)));
      default -> throw new IllegalArgumentException(fields.get(0));
    };
  }

  private static Exception failure(List<String> fields) {
    return RecordedFailure.of(Integer.parseInt(fields.get(1)), fields.get(2));
  }
}
