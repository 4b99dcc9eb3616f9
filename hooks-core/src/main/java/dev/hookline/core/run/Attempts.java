package dev.hookline.core.run;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookEvent.AttemptEnded;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.Limit;
import dev.hookline.core.input.RunRecord;
import dev.hookline.core.output.Heard;
import dev.hookline.core.run.Deadlines.Deadline;
import dev.hookline.core.run.Execution.End;
import dev.hookline.core.run.Execution.Ended;
import dev.hookline.core.time.Backoff;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Tries a hook, and tries it again as long as its retry policy, its limits and the run allow. */
final class Attempts {
  private final Run run;
  private final Heard heard;
  private final Deadlines deadlines;

  /** When the latest attempt ended; only where hooks do not overlap is there a latest one. */
  private long endNanos;

  Attempts(Run run, Deadlines deadlines) {
    this.run = run;
    this.heard = run.heard();
    this.deadlines = deadlines;
  }

  /** Returns when the latest attempt ended, if that was sent; by the clock of the run. */
  long endNanos() {
    return endNanos;
  }

  End run(CallContext call) {
    End first = attempt(call);
    return call.task.isTriedOnce ? first : retried(call, first);
  }

  private End attempt(CallContext call) {
    if (heard.isAnything() && call.isCancelled()) {
      return Execution.cancelled(run); // a listener may just have asked for it
    }
    call.attempts++;
    RunRecord record = call.attempts > 1 ? run.input.record() : null;
    if (record != null) {
      record.attempted(call.task.id, call.attempts);
    }
    if (heard.hears(Heard.ATTEMPT_STARTED)) {
      announceStart(call);
    }
    if (!call.task.isTriedOnce) {
      call.rare().attemptStart = call.attempts == 1 ? call.start : run.clock.nanos();
    }
    End end = Execution.execute(call, call.task.hook);
    if (end instanceof Ended ended) {
      ended(call, ended.outcome());
    }
    return end;
  }

  /** What listeners do with it is not the attempt's time. */
  private void announceStart(CallContext call) {
    boolean isFirst = call.attempts == 1;
    long before = isFirst ? run.heardFrom(call.start, call.task.isConditional) : run.clock.nanos();
    Instant time = run.clock.at(isFirst ? call.start : before);
    run.announce(
        new AttemptStarted(
            run.listeners().run(), time, call.task.id, call.attempts, call.remaining()));
    long after = run.clock.nanos();
    if (isFirst) {
      call.startLater(after - before);
    } else {
      call.rare().deadline = deadlines.ofAttempt(call.task, call.start, after);
    }
  }

  /** Sends the end of the attempt, if one began, and notes it if others may follow. */
  void ended(CallContext call, HookOutcome outcome) {
    if (call.attempts == 0) {
      return;
    }
    if (!call.task.isTriedOnce) {
      note(call, outcome);
    }
    if (heard.hears(Heard.ATTEMPT_ENDED)) {
      long now = run.clock.nanos();
      run.announce(
          new AttemptEnded(
              run.listeners().run(), run.clock.at(now), call.task.id, call.attempts, outcome),
          call::isTimeUp);
      endNanos = now;
    }
  }

  private void note(CallContext call, HookOutcome outcome) {
    CallDetail rare = call.rare();
    long took = run.clock.nanos() - rare.attemptStart;
    rare.add(
        new HookAttempt(
            call.attempts, run.clock.at(rare.attemptStart), Duration.ofNanos(took), outcome));
  }

  private End retried(CallContext call, End first) {
    List<Throwable> earlier = new ArrayList<>();
    End end = first;
    while (end instanceof Ended ended && mayTryAgain(call, ended.outcome())) {
      Throwable failure = ended.outcome().failure().orElseThrow();
      Duration delay =
          Backoff.after(
              call.task.spec.retry(), call.attempts, ThreadLocalRandom.current().nextDouble());
      if (isTooLate(call, delay)) {
        break;
      }
      earlier.add(failure);
      end = waitFor(call, failure, delay);
      if (end == Ended.SUCCEEDED) {
        call.rare().deadline = deadlines.ofAttempt(call.task, call.start, run.clock.nanos());
        end = attempt(call);
      }
    }
    return withEarlier(end, earlier);
  }

  private boolean mayTryAgain(CallContext call, HookOutcome outcome) {
    if (!outcome.isFailure() || call.attempts >= call.task.spec.retry().maxAttempts()) {
      return false;
    }
    if (run.isFatal()) {
      return false;
    }
    if (outcome instanceof TimedOut timedOut && timedOut.limit() != Limit.ATTEMPT) {
      return false;
    }
    return isRetryable(call, outcome);
  }

  /** Asks about the failure as it was thrown, which may have to be masked in the outcome. */
  private boolean isRetryable(CallContext call, HookOutcome outcome) {
    Throwable failure = outcome.failure().orElseThrow();
    Throwable thrown = outcome instanceof Failed ? call.rare().thrown : failure;
    try {
      return call.task.spec.retry().isRetryable(thrown == null ? failure : thrown);
    } catch (Throwable ofPredicate) {
      suppress(failure, Execution.outcomes(run).shown(ofPredicate));
      return false;
    }
  }

  /** No attempt begins after a limit: its failure would say less than the one that is there. */
  private boolean isTooLate(CallContext call, Duration delay) {
    Deadline nearest = deadlines.ofHook(call.task, call.start);
    return nearest != null && nearest.isReached(run.clock.nanos() + RunClock.toNanos(delay));
  }

  private End waitFor(CallContext call, Throwable failure, Duration delay) {
    if (call.isCancelled()) {
      return Execution.cancelled(run);
    }
    if (heard.hears(Heard.RETRY_AWAITED)) {
      run.announce(
          new RetryAwaited(
              run.listeners().run(), run.now(), call.task.id, call.attempts, failure, delay));
    }
    call.rare().deadline = deadlines.ofHook(call.task, call.start);
    return Execution.execute(call, waiting -> run.clock.sleep(RunClock.toNanos(delay)));
  }

  private static End withEarlier(End end, List<Throwable> earlier) {
    if (end instanceof Ended ended) {
      ended
          .outcome()
          .failure()
          .ifPresent(last -> earlier.forEach(failure -> suppress(last, failure)));
    }
    return end;
  }

  private static void suppress(Throwable failure, Throwable earlier) {
    if (failure != earlier && !List.of(failure.getSuppressed()).contains(earlier)) {
      failure.addSuppressed(earlier);
    }
  }
}
