package dev.hookline.core.run;

import dev.hookline.api.Condition;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.ConditionFailedException;
import dev.hookline.core.output.Heard;
import dev.hookline.core.result.CallEnd;
import dev.hookline.core.result.DryRun;
import dev.hookline.core.result.MeasuredResult;
import dev.hookline.core.run.Execution.End;
import dev.hookline.core.run.Execution.Ended;
import org.jspecify.annotations.Nullable;

/** Runs one hook: asks its conditions, tries it, and measures how that ended. */
final class HookRunner implements CallContext.Scope {
  private final Run run;
  private final PhaseState state;
  private final Deadlines deadlines;
  private final boolean isConcurrent;

  /** Whether a listener or a journal may take time between two hooks, which is that of neither. */
  private final boolean isHeldUpBetween;

  /** Made for a hook that is not plain; hooks that overlap may make one each. */
  private volatile @Nullable Attempts attempts;

  private long lastNanos;

  HookRunner(Run run, PhaseState state, Deadlines deadlines, boolean isConcurrent) {
    this.run = run;
    this.state = state;
    this.deadlines = deadlines;
    this.isConcurrent = isConcurrent;
    this.isHeldUpBetween = run.input.record() != null || run.heard().hears(Heard.BETWEEN_HOOKS);
    this.lastNanos = run.clock.start();
  }

  /** What the calls share that a worker makes. */
  private record OnWorker(Run run, PhaseState state, Deadlines deadlines, Worker worker)
      implements CallContext.Scope {}

  @Override
  public Run run() {
    return run;
  }

  @Override
  public PhaseState state() {
    return state;
  }

  @Override
  public Deadlines deadlines() {
    return deadlines;
  }

  @Override
  public @Nullable Worker worker() {
    return null;
  }

  /** Returns when the last hook ended; only where hooks do not overlap is there a last one. */
  long lastNanos() {
    return isConcurrent ? run.clock.nanos() : lastNanos;
  }

  /** Reads the clock anew, after time has passed that belongs to no hook. */
  void restartClock() {
    lastNanos = run.clock.nanos();
  }

  /** Returns whether plain hooks need nothing but {@link #callPlain}. */
  boolean isPlain() {
    return !isConcurrent
        && !run.heard().hears(Heard.HOOK_STARTED | Heard.ATTEMPT_STARTED | Heard.ATTEMPT_ENDED)
        && !deadlines.bindAll()
        && !run.isDryRun();
  }

  CallEnd call(Task task, @Nullable Worker worker) {
    boolean isMeasuredApart =
        isConcurrent || task.isLimited || isHeldUpBetween || state.isRecorded();
    long start = isMeasuredApart ? run.clock.nanos() : lastNanos;
    CallContext.Scope scope = worker == null ? this : new OnWorker(run, state, deadlines, worker);
    CallContext call = new CallContext(scope, task, start);
    End end = run(call);
    return end instanceof Ended ended ? result(call, ended.outcome()) : CallEnd.Abandoned.ABANDONED;
  }

  /**
   * Calls a plain hook of a run in which no listener of hooks, no limit and no record asks for
   * more; whoever calls this has asked whether the run was cancelled.
   */
  MeasuredResult callPlain(Task task) {
    CallContext call = new CallContext(this, task, lastNanos);
    call.attempts = 1;
    call.isStarted = true;
    return result(call, Execution.onThisThread(call, task.hook));
  }

  private MeasuredResult result(CallContext call, HookOutcome outcome) {
    boolean isSkipped = outcome instanceof Skipped;
    MeasuredResult.Detail detail = call.end(isSkipped ? 0 : 1, !isSkipped && !outcome.isSuccess());
    boolean isMeasuredAlready =
        call.attempts > 0 && !isConcurrent && run.heard().hears(Heard.ATTEMPT_ENDED);
    long end = isMeasuredAlready ? attempts().endNanos() : run.clock.nanos();
    if (!isConcurrent) {
      lastNanos = end;
    }
    long took = call.attempts > 0 || !isSkipped ? end - call.start : 0;
    return new MeasuredResult(
        call.task, outcome, detail, run.masker(), run.clock, call.start, took);
  }

  /** Returns the result of a hook that did not end although it was asked to stop. */
  MeasuredResult abandoned(CallContext call, Worker.Stop stop) {
    call.rare().isAbandoned = true;
    HookOutcome outcome = Execution.outcomes(run).abandoned(call, stop);
    if (!call.isStarted) {
      started(call);
    }
    attempts().ended(call, outcome);
    return result(call, outcome);
  }

  /** Returns the result of a hook of which the engine could not find out how it ended. */
  MeasuredResult broken(Task task, Throwable broken) {
    if (broken instanceof VirtualMachineError error) {
      run.trouble().failFatally(error);
    }
    return MeasuredResult.notTried(
        task, new Failed(Execution.outcomes(run).shown(broken)), run.masker(), run.clock);
  }

  private End run(CallContext call) {
    if (deadlines.bindAll() || call.task.isLimited) {
      call.limit(deadlines.ofAttempt(call.task, call.start, call.start));
    }
    if (call.task.isConditional || run.isDryRun()) {
      End refused = ask(call);
      if (refused != Ended.SUCCEEDED) {
        return refused;
      }
    }
    started(call);
    return attempts().run(call);
  }

  private Attempts attempts() {
    Attempts known = attempts;
    if (known == null) {
      known = new Attempts(run, deadlines);
      attempts = known;
    }
    return known;
  }

  private void started(CallContext call) {
    call.isStarted = true;
    if (run.heard().hears(Heard.HOOK_STARTED)) {
      long before = run.heardFrom(call.start, call.task.isConditional);
      run.announce(
          new HookStarted(
              run.listeners().run(),
              run.clock.at(call.start),
              call.task.id,
              call.task.spec.output()));
      call.startLater(run.clock.nanos() - before);
    }
  }

  // ---- conditions

  private End ask(CallContext call) {
    End answer = Execution.execute(call, asking -> askEach(call));
    if (!(answer instanceof Ended ended)) {
      return answer;
    }
    SkipReason refusal = call.rare().refusal;
    if (refusal != null) {
      return new Ended(new Skipped(refusal));
    }
    if (answer == Ended.SUCCEEDED) {
      return answer;
    }
    if (ended.outcome() instanceof Cancelled && !call.task.isCleanup) {
      return new Ended(new Skipped(PhaseRunner.CANCELLED)); // it has not begun
    }
    if (!(ended.outcome() instanceof Skipped)) {
      started(call);
    }
    return answer;
  }

  private void askEach(CallContext call) throws Exception {
    if (call.task.isConditional) {
      for (Condition condition : call.task.spec.conditions()) {
        boolean asked = !run.isDryRun() || condition.isWithoutEffects();
        if (asked && !ConditionFailedException.isMet(condition, call)) {
          String words = "runs only " + condition.words();
          call.rare().refusal = new SkipReason(Cause.CONDITION, run.masker().mask(words));
          return;
        }
      }
    }
    if (run.isDryRun()) {
      call.rare().refusal = DryRun.reason(call.task, call, run.masker());
    }
  }
}
