package dev.hookline.core;

import dev.hookline.api.Condition;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.Limit;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.Lane.Stop;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls one hook: its conditions, its attempts and the waits between them. Holds the only catch.
 */
final class HookCaller {
  private static final SkipReason DRY_RUN = new SkipReason(Cause.DRY_RUN, "dry run");

  private final HookRunner runner;
  private final Run run;
  private final Deadlines deadlines;
  private long lastNanos;

  HookCaller(HookRunner runner, Deadlines deadlines) {
    this.runner = runner;
    this.run = runner.run;
    this.deadlines = deadlines;
    this.lastNanos = run.clock.nanos();
  }

  long lastNanos() {
    return lastNanos;
  }

  /** Reads the clock anew, after time has passed that belongs to no hook. */
  void restartClock() {
    lastNanos = System.nanoTime();
  }

  /** Returns how the hook ended, or null if the coordinator abandoned it and recorded that. */
  @Nullable HookRecord call(Work work, @Nullable Lane lane) {
    HookCall call = new HookCall(runner, work, lane);
    if (runner.isConcurrent() || work.isLimited || run.events.isHeard()) {
      restartClock();
    }
    long start = lastNanos;
    HookOutcome outcome = outcomeOf(call, lane, start);
    return outcome == null ? null : record(call, outcome, start);
  }

  HookRecord record(HookCall call, HookOutcome outcome, long start) {
    boolean wasTried = !(outcome instanceof Skipped);
    HookRecord.Detail detail = call.detail(wasTried);
    long end = System.nanoTime();
    lastNanos = end;
    return new HookRecord(
        call.work.id, outcome, detail, run.clock, start, wasTried ? end - start : 0);
  }

  private @Nullable HookOutcome outcomeOf(HookCall call, @Nullable Lane lane, long start) {
    call.start = start;
    if (deadlines.bindAll() || call.work.isLimited) {
      call.deadline = deadlines.ofAttempt(call.work, start, start);
    }
    if (call.work.isConditional || run.isDryRun) {
      HookOutcome refused = ask(call, lane);
      if (refused != HookOutcome.succeeded()) {
        return refused;
      }
    }
    run.events.hookStarted(call.work.id);
    HookOutcome outcome = execute(call, lane, call.work.hook::run);
    return call.work.isTriedOnce ? outcome : retried(call, lane, start, outcome);
  }

  // ---- conditions

  private @Nullable HookOutcome ask(HookCall call, @Nullable Lane lane) {
    HookOutcome answer =
        call.work.isConditional ? execute(call, lane, this::askEach) : HookOutcome.succeeded();
    boolean met = answer == HookOutcome.succeeded();
    return met && run.isDryRun ? new Skipped(DRY_RUN) : answer;
  }

  private void askEach(HookCall call) throws Exception {
    for (Condition condition : call.work.spec.conditions()) {
      boolean asked = !run.isDryRun || condition.isWithoutEffects();
      if (asked && !condition.isMet(call)) {
        throw new HookSkippedException(
            new SkipReason(Cause.CONDITION, "runs only " + condition.words()));
      }
    }
  }

  // ---- attempts

  private @Nullable HookOutcome retried(
      HookCall call, @Nullable Lane lane, long start, @Nullable HookOutcome first) {
    HookOutcome outcome = first;
    while (outcome != null && mayTryAgain(call, outcome)) {
      Throwable failure = outcome.failure().orElseThrow();
      Duration wait =
          call.work.spec.retry().waitAfter(call.attempt, ThreadLocalRandom.current().nextDouble());
      if (isTooLate(call, start, wait)) {
        return outcome;
      }
      run.events.hookRetried(call.work.id, call.attempt, failure, wait);
      HookOutcome waited = waitFor(call, lane, start, wait);
      if (waited != HookOutcome.succeeded()) {
        return withEarlier(waited, failure);
      }
      call.attempt++;
      call.deadline = deadlines.ofAttempt(call.work, start, System.nanoTime());
      outcome = withEarlier(execute(call, lane, call.work.hook::run), failure);
    }
    return outcome;
  }

  private boolean mayTryAgain(HookCall call, HookOutcome outcome) {
    if (!outcome.isFailure() || call.attempt >= call.work.spec.retry().maxAttempts()) {
      return false;
    }
    if (run.isFatal() || run.isCancelled()) {
      return false;
    }
    if (outcome instanceof TimedOut timedOut && timedOut.limit() != Limit.ATTEMPT) {
      return false;
    }
    return isRetryable(call, outcome);
  }

  /** Asks about the failure as it was thrown, which may have to be masked in the outcome. */
  private boolean isRetryable(HookCall call, HookOutcome outcome) {
    Throwable failure = outcome.failure().orElseThrow();
    Throwable thrown = outcome instanceof Failed ? call.thrown : failure;
    try {
      return call.work.spec.retry().isRetryable(thrown == null ? failure : thrown);
    } catch (Throwable ofPredicate) {
      suppress(failure, shown(ofPredicate));
      return false;
    }
  }

  /** No attempt begins after a limit: its failure would say less than the one that is there. */
  private boolean isTooLate(HookCall call, long start, Duration wait) {
    long begin = System.nanoTime() + Work.toNanos(wait);
    Deadline nearest = deadlines.ofHook(call.work, start);
    return nearest != null && nearest.isReached(begin);
  }

  private @Nullable HookOutcome waitFor(
      HookCall call, @Nullable Lane lane, long start, Duration wait) {
    call.deadline = deadlines.ofHook(call.work, start);
    return execute(call, lane, waiting -> TimeUnit.NANOSECONDS.sleep(Work.toNanos(wait)));
  }

  private static @Nullable HookOutcome withEarlier(
      @Nullable HookOutcome outcome, Throwable failure) {
    if (outcome != null) {
      outcome.failure().ifPresent(later -> suppress(later, failure));
    }
    return outcome;
  }

  private static void suppress(Throwable failure, Throwable earlier) {
    if (failure != earlier) {
      failure.addSuppressed(earlier);
    }
  }

  // ---- the call itself

  /** Something that a hook does and that can be stopped. */
  private interface Body {
    void run(HookCall call) throws Exception;
  }

  private @Nullable HookOutcome execute(HookCall call, @Nullable Lane lane, Body body) {
    if (lane != null && !lane.enter(call, deadlineOf(call))) {
      return new Cancelled(new CancellationException("the run was cancelled"));
    }
    Throwable thrown = null;
    try {
      body.run(call);
    } catch (Throwable anything) {
      thrown = anything;
      call.thrown = anything;
      call.shown = shown(anything); // as long as it can be abandoned: reading it may take for ever
    }
    if (thrown == null && lane == null) {
      return HookOutcome.succeeded();
    }
    return lane == null ? unguarded(call, thrown) : guarded(call, lane.exit(), thrown);
  }

  private long deadlineOf(HookCall call) {
    Deadline nearest = call.deadline;
    return nearest == null ? run.clock.nanos() + Work.UNLIMITED : nearest.at();
  }

  private HookOutcome unguarded(HookCall call, @Nullable Throwable thrown) {
    if (thrown == null) {
      return HookOutcome.succeeded();
    }
    boolean interrupted = Thread.interrupted() || isInterruption(thrown);
    if (interrupted) {
      run.interrupted();
    }
    return interrupted && !isFatal(thrown)
        ? new Cancelled(shown(call, thrown))
        : ended(call, thrown);
  }

  private static boolean isInterruption(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (at instanceof InterruptedException) {
        return true;
      }
      at = MaskedFailure.causeOf(at);
    }
    return false;
  }

  private @Nullable HookOutcome guarded(
      HookCall call, @Nullable Stop stop, @Nullable Throwable thrown) {
    if (stop == Stop.ABANDONED) {
      return null;
    }
    if (thrown != null && isFatal(thrown)) {
      return ended(call, thrown);
    }
    if (stop == Stop.LIMIT) {
      return timedOut(call, thrown);
    }
    if (thrown == null) {
      return HookOutcome.succeeded();
    }
    return stop == Stop.CANCEL ? new Cancelled(shown(call, thrown)) : ended(call, thrown);
  }

  private static boolean isFatal(Throwable thrown) {
    return thrown instanceof VirtualMachineError;
  }

  private HookOutcome ended(HookCall call, Throwable thrown) {
    if (thrown instanceof HookSkippedException skipped) {
      return new Skipped(masked(skipped.reason()));
    }
    if (thrown instanceof VirtualMachineError error) {
      run.failFatally(error);
    }
    return new Failed(shown(call, thrown));
  }

  private SkipReason masked(SkipReason reason) {
    return new SkipReason(reason.cause(), run.masker().mask(reason.words()));
  }

  private Throwable shown(HookCall call, Throwable thrown) {
    Throwable known = call.shown;
    return known != null && thrown == call.thrown ? known : shown(thrown);
  }

  private Throwable shown(Throwable thrown) {
    return MaskedFailure.show(thrown, run.masker());
  }

  HookOutcome timedOut(HookCall call, @Nullable Throwable thrown) {
    Deadline reached = Objects.requireNonNull(call.deadline);
    Duration allowed = Duration.ofNanos(reached.allowed());
    String message = "reached its " + reached.words();
    return new TimedOut(reached.limit(), allowed, timeout(call, message, thrown));
  }

  private HookTimeoutException timeout(HookCall call, String message, @Nullable Throwable thrown) {
    if (thrown == null) {
      return new HookTimeoutException(message);
    }
    Throwable shown = shown(call, thrown);
    String more = isInterruption(thrown) ? "" : "; " + MaskedFailure.messageOf(shown);
    HookTimeoutException timeout = new HookTimeoutException(message + more);
    timeout.initCause(shown);
    return timeout;
  }

  /** Returns the outcome of a hook that did not end although it was told to. */
  HookOutcome abandoned(HookCall call, Stop stop) {
    String message = "did not end within its grace period of " + call.gracePeriod();
    return stop == Stop.LIMIT
        ? timedOut(call, new HookTimeoutException(message + "; its thread was left behind"))
        : new Cancelled(new HookTimeoutException(message + "; its thread was left behind"));
  }
}
