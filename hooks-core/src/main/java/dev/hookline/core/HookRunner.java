package dev.hookline.core;

import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.ledger.LedgerKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one phase: for each planned hook decide, call, record; at the end undo, on failure, always.
 */
final class HookRunner {
  static final SkipReason CANCELLED = new SkipReason(Cause.CANCELLED, "the run was cancelled");
  private static final SkipReason NO_FAILURE = new SkipReason(Cause.NO_FAILURE, "nothing failed");

  final Run run;
  private final HookPlan plan;
  private final PhaseState state;
  private final Deadlines deadlines;
  private final HookCaller caller;
  private final int concurrency;

  HookRunner(Run run, HookPlan plan) {
    this.run = run;
    this.plan = plan;
    this.concurrency = run.engine.concurrency(plan.phase());
    this.state = new PhaseState(run, plan.hooks().size(), concurrency > 1);
    this.deadlines = new Deadlines(run, run.engine.limit(plan.phase()));
    this.caller = new HookCaller(this, deadlines);
  }

  PhaseReport run() {
    run.events.phaseStarted(plan.phase());
    LedgerKey key = run.request.onceKey(plan.phase());
    if (key == null) {
      runHooks();
    } else {
      new OnceRunner(this, plan, state).run(key);
    }
    RunStatus status = state.status();
    run.events.phaseFinished(plan.phase(), status);
    return new PhaseReport(plan.phase(), status, state.results());
  }

  /** Makes the time of the next hook begin now, and not at the beginning of the run. */
  void restartClock() {
    caller.restartClock();
  }

  void runHooks() {
    if (concurrency > 1 && plan.ordinary.length > 1) {
      new ConcurrentPhase(this, plan.ordinary, concurrency).run();
    } else {
      runOneByOne();
    }
    cleanUp();
  }

  private void runOneByOne() {
    int next = 0;
    while (next < plan.ordinary.length) {
      next = isAbandonable(plan.ordinary[next].work()) ? runLane(next) : runHere(next);
    }
  }

  private int runHere(int place) {
    run.takeCancellation();
    perform(plan.ordinary[place].work(), null);
    return place + 1;
  }

  /** Hands the hooks over that may be abandoned, up to the next one that may not. */
  private int runLane(int from) {
    int end = from;
    while (end < plan.ordinary.length && isAbandonable(plan.ordinary[end].work())) {
      end++;
    }
    Lane lane = new Lane(this, plan.ordinary, from, end);
    Supervisor.supervise(run, lane);
    return Math.min(end, lane.place() + 1);
  }

  private boolean isAbandonable(Work work) {
    return work.isLimited
        || run.engine.isAbandonable()
        || (deadlines.bindAll() && deadlines.ofPhase(work) != null);
  }

  /** Decides, calls and records; false if the coordinator abandoned the hook and recorded that. */
  boolean perform(Work work, @Nullable Lane lane) {
    SkipReason reason = reasonToSkip(work);
    HookRecord result = reason == null ? caller.call(work, lane) : skipped(work, reason);
    if (result != null) {
      record(work, result);
    }
    return result != null;
  }

  private @Nullable SkipReason reasonToSkip(Work work) {
    if (state.skipAll != null) {
      return state.skipAll;
    }
    boolean isOrdinary = !work.isCleanup;
    if (isOrdinary && state.aborted() != null) {
      return state.aborted();
    }
    if (isOrdinary && run.isCancelled()) {
      return CANCELLED;
    }
    return deadlines.bindAll() ? reasonOfTime(work, isOrdinary) : null;
  }

  private @Nullable SkipReason reasonOfTime(Work work, boolean isOrdinary) {
    Deadline deadline = deadlines.ofPhase(work);
    boolean isUp = isOrdinary && state.isOutOfTime();
    if (deadline == null || !(isUp || deadline.isReached(System.nanoTime()))) {
      return null;
    }
    state.endTime(work, deadline);
    return new SkipReason(Cause.OUT_OF_TIME, "the " + deadline.words() + " was reached");
  }

  private HookRecord skipped(Work work, SkipReason reason) {
    return new HookRecord(work.id, new Skipped(reason), null, run.clock, System.nanoTime(), 0);
  }

  private void record(Work work, HookRecord result) {
    state.record(work, result);
    run.events.hookFinished(result);
  }

  /** Records a hook of which the engine could not find out how it ended. */
  void recordBroken(Work work, Throwable broken) {
    if (broken instanceof VirtualMachineError error) {
      run.failFatally(error);
    }
    Failed failed = new Failed(MaskedFailure.show(broken, run.masker()));
    record(work, new HookRecord(work.id, failed, null, run.clock, System.nanoTime(), 0));
  }

  void recordAbandoned(HookCall call, Lane.Stop stop) {
    call.isAbandoned = true;
    record(call.work, caller.record(call, caller.abandoned(call, stop), call.start));
  }

  // ---- at the end

  private void cleanUp() {
    run.takeCancellation();
    state.endOrdinary();
    if (state.isAborted()) {
      undo();
    }
    if (state.isAborted() || state.isFailed()) {
      cleanUp(plan.onFailure);
    } else {
      skip(plan.onFailure, state.skipAll == null ? NO_FAILURE : state.skipAll);
    }
    cleanUp(plan.always);
  }

  void undo() {
    state.takeUndo().forEach(this::cleanUp);
  }

  void cleanUp(PlannedHook[] hooks) {
    for (PlannedHook hook : hooks) {
      cleanUp(hook.work());
    }
  }

  private void cleanUp(Work work) {
    run.takeCancellation();
    caller.restartClock();
    if (isAbandonable(work)) {
      Supervisor.supervise(run, new Lane(this, work));
    } else {
      perform(work, null);
    }
  }

  void skip(PlannedHook[] hooks, SkipReason reason) {
    for (PlannedHook hook : hooks) {
      record(hook.work(), skipped(hook.work(), reason));
    }
  }

  private void skipAll(SkipReason reason) {
    skip(plan.ordinary, reason);
    skip(plan.onFailure, reason);
    skip(plan.always, reason);
  }

  /** Fails the phase before any hook could run. */
  void failBeforeHooks(Exception failure) {
    state.failWithoutHook(failure);
    skipAll(new SkipReason(Cause.ABORTED, MaskedFailure.messageOf(failure)));
  }

  /** Takes back what this phase did, because a later one was aborted; returns what came of it. */
  List<HookResult> rollBack(Throwable failure) {
    List<HookResult> undone = state.reopen(failure);
    LedgerKey key = run.request.onceKey(plan.phase());
    if (key != null && !state.undoable().isEmpty()) {
      new OnceRunner(this, plan, state).takeBack(key);
    } else {
      undo();
    }
    return undone;
  }

  /** Returns the report of a phase that does not begin. */
  PhaseReport notBegun(SkipReason reason) {
    skipAll(reason);
    return new PhaseReport(plan.phase(), RunStatus.SKIPPED, state.results());
  }

  // ---- what the parts of a run ask

  /** Returns when the last hook ended. */
  long endNanos() {
    return caller.lastNanos();
  }

  Optional<Throwable> firstFailure() {
    return Optional.ofNullable(state.firstFailure());
  }

  boolean isConcurrent() {
    return concurrency > 1;
  }

  boolean isStopped() {
    return state.isStopped();
  }
}
