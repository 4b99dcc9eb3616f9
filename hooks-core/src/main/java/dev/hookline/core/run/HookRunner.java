package dev.hookline.core.run;

import dev.hookline.api.Condition;
import dev.hookline.api.HookEvent.AttemptEnded;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.Limit;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.Listeners;
import dev.hookline.core.result.CallEnd;
import dev.hookline.core.result.MeasuredResult;
import dev.hookline.core.run.Deadlines.Deadline;
import dev.hookline.core.time.Backoff;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs one hook: its conditions, its attempts and the waits between them. What a hook throws is
 * caught here; {@link Outcomes} says what it means.
 */
final class HookRunner {
  private static final Skipped DRY_RUN = new Skipped(new SkipReason(Cause.DRY_RUN, "dry run"));

  /** How a part of a call ended: with an outcome, or the coordinator abandoned it. */
  private sealed interface PartEnd permits Ended, Abandoned {}

  private enum Abandoned implements PartEnd {
    ABANDONED
  }

  private record Ended(HookOutcome outcome) implements PartEnd {
    static final Ended SUCCEEDED = new Ended(HookOutcome.succeeded());

    static Ended with(HookOutcome outcome) {
      return outcome == HookOutcome.succeeded() ? SUCCEEDED : new Ended(outcome);
    }
  }

  private final Run run;
  private final Listeners listeners;
  private final CallContext.Scope scope;
  private final Deadlines deadlines;
  private final Outcomes outcomes;
  private final boolean isConcurrent;
  private final boolean isSequentialAndHeard;
  private long lastNanos;

  /** When the latest attempt ended; only where hooks do not overlap is there a latest one. */
  private long attemptEnd;

  HookRunner(Run run, PhaseState state, Deadlines deadlines, boolean isConcurrent) {
    this.run = run;
    this.listeners = run.listeners();
    this.scope = new CallContext.Scope(run, state, deadlines);
    this.deadlines = deadlines;
    this.outcomes = new Outcomes(run, HookRunner.class.getName());
    this.isConcurrent = isConcurrent;
    this.isSequentialAndHeard = !isConcurrent && listeners.isHeard();
    this.lastNanos = run.clock.start();
  }

  /** Returns when the last hook ended; only where hooks do not overlap is there a last one. */
  long lastNanos() {
    return isConcurrent ? run.clock.nanos() : lastNanos;
  }

  /** Reads the clock anew, after time has passed that belongs to no hook. */
  void restartClock() {
    lastNanos = run.clock.nanos();
  }

  CallEnd call(Task task, @Nullable Worker worker) {
    boolean isMeasuredApart = isConcurrent || task.isLimited || listeners.isHeard();
    long start = isMeasuredApart ? run.clock.nanos() : lastNanos;
    CallContext call = new CallContext(scope, task, worker, start);
    PartEnd end = run(call);
    return end instanceof Ended ended ? result(call, ended.outcome()) : CallEnd.Abandoned.ABANDONED;
  }

  private MeasuredResult result(CallContext call, HookOutcome outcome) {
    boolean isSkipped = outcome instanceof Skipped;
    MeasuredResult.Detail detail = call.end(isSkipped ? 0 : 1);
    long end = isSequentialAndHeard && call.attempts > 0 ? attemptEnd : run.clock.nanos();
    if (!isConcurrent) {
      lastNanos = end;
    }
    boolean isMeasured = call.attempts > 0 || !isSkipped;
    return new MeasuredResult(
        call.task.id, outcome, detail, run.clock, call.start, isMeasured ? end - call.start : 0);
  }

  /** Returns the result of a hook that did not end although it was asked to stop. */
  MeasuredResult abandoned(CallContext call, Worker.Stop stop) {
    call.rare().isAbandoned = true;
    HookOutcome outcome = outcomes.abandoned(call, stop);
    attemptEnded(call, outcome);
    return result(call, outcome);
  }

  /** Returns the result of a hook of which the engine could not find out how it ended. */
  MeasuredResult broken(Task task, Throwable broken) {
    if (broken instanceof VirtualMachineError error) {
      run.failFatally(error);
    }
    return MeasuredResult.notTried(task.id, new Failed(outcomes.shown(broken)), run.clock);
  }

  private PartEnd run(CallContext call) {
    if (deadlines.bindAll() || call.task.isLimited) {
      call.rare().deadline = deadlines.ofAttempt(call.task, call.start, call.start);
    }
    if (call.task.isConditional || run.isDryRun()) {
      PartEnd refused = ask(call);
      if (refused != Ended.SUCCEEDED) {
        return refused;
      }
    }
    started(call);
    PartEnd end = attempt(call);
    return call.task.isTriedOnce ? end : retried(call, end);
  }

  private void started(CallContext call) {
    if (listeners.isHeard()) {
      listeners.send(new HookStarted(listeners.run(), run.clock.at(call.start), call.task.id));
    }
  }

  // ---- conditions

  private PartEnd ask(CallContext call) {
    PartEnd answer = call.task.isConditional ? execute(call, this::askEach) : Ended.SUCCEEDED;
    SkipReason refusal = call.rare().refusal;
    if (refusal != null) {
      return new Ended(new Skipped(refusal));
    }
    if (answer == Ended.SUCCEEDED) {
      return run.isDryRun() ? new Ended(DRY_RUN) : answer;
    }
    if (answer instanceof Ended ended && !(ended.outcome() instanceof Skipped)) {
      started(call);
    }
    return answer;
  }

  private void askEach(CallContext call) throws Exception {
    for (Condition condition : call.task.spec.conditions()) {
      boolean asked = !run.isDryRun() || condition.isWithoutEffects();
      if (asked && !isMet(condition, call)) {
        String words = "runs only " + condition.words();
        call.rare().refusal = new SkipReason(Cause.CONDITION, run.masker().mask(words));
        return;
      }
    }
  }

  private static boolean isMet(Condition condition, CallContext call) throws Exception {
    try {
      return condition.isMet(call);
    } catch (HookSkippedException | VirtualMachineError itself) {
      throw itself;
    } catch (Throwable failure) {
      throw new ConditionFailedException(condition, failure);
    }
  }

  // ---- attempts

  private PartEnd attempt(CallContext call) {
    call.attempts++;
    if (listeners.isHeard()) {
      Instant now = call.attempts == 1 ? run.clock.at(call.start) : run.now();
      listeners.send(
          new AttemptStarted(listeners.run(), now, call.task.id, call.attempts, call.remaining()));
    }
    PartEnd end = execute(call, call.task.hook::run);
    if (end instanceof Ended ended) {
      attemptEnded(call, ended.outcome());
    }
    return end;
  }

  private void attemptEnded(CallContext call, HookOutcome outcome) {
    if (listeners.isHeard() && call.attempts > 0) {
      long now = run.clock.nanos();
      listeners.send(
          new AttemptEnded(
              listeners.run(), run.clock.at(now), call.task.id, call.attempts, outcome));
      attemptEnd = now;
    }
  }

  private PartEnd retried(CallContext call, PartEnd first) {
    List<Throwable> earlier = new ArrayList<>();
    PartEnd end = first;
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
    if (run.isFatal() || call.isCancelled()) {
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
      suppress(failure, outcomes.shown(ofPredicate));
      return false;
    }
  }

  /** No attempt begins after a limit: its failure would say less than the one that is there. */
  private boolean isTooLate(CallContext call, Duration delay) {
    Deadline nearest = deadlines.ofHook(call.task, call.start);
    return nearest != null && nearest.isReached(run.clock.nanos() + RunClock.toNanos(delay));
  }

  private PartEnd waitFor(CallContext call, Throwable failure, Duration delay) {
    if (listeners.isHeard()) {
      listeners.send(
          new RetryAwaited(
              listeners.run(), run.now(), call.task.id, call.attempts, failure, delay));
    }
    call.rare().deadline = deadlines.ofHook(call.task, call.start);
    return execute(call, waiting -> run.clock.sleep(RunClock.toNanos(delay)));
  }

  private static PartEnd withEarlier(PartEnd end, List<Throwable> earlier) {
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

  // ---- the call itself

  /** Something that a hook does and that can be stopped. */
  private interface Body {
    void run(CallContext call) throws Exception;
  }

  private PartEnd execute(CallContext call, Body body) {
    Worker worker = call.worker;
    if (worker == null ? call.isCancelled() : !worker.enter(call, deadlineOf(call))) {
      return new Ended(new Cancelled(run.cancelled()));
    }
    Throwable thrown = null;
    try {
      body.run(call);
    } catch (Throwable anything) {
      thrown = anything;
      call.rare().thrown = anything;
      call.rare().shown =
          outcomes.shown(anything); // while it can be abandoned: reading may never return
    }
    return worker == null
        ? Ended.with(outcomes.unguarded(call, thrown))
        : left(call, worker.exit(), thrown);
  }

  private PartEnd left(CallContext call, Worker.Stop stop, @Nullable Throwable thrown) {
    return stop == Worker.Stop.ABANDONED
        ? Abandoned.ABANDONED
        : Ended.with(outcomes.guarded(call, stop, thrown));
  }

  private long deadlineOf(CallContext call) {
    Deadline nearest = call.deadline();
    return nearest == null ? run.clock.never() : nearest.at();
  }
}
