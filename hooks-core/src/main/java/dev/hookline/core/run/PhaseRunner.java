package dev.hookline.core.run;

import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.Listeners;
import dev.hookline.core.result.CallEnd;
import dev.hookline.core.result.MeasuredResult;
import dev.hookline.core.run.Deadlines.Deadline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hooks of one phase: for each planned hook decide, call, record; at the end undo, on
 * failure, always.
 */
final class PhaseRunner implements Worker.Owner {
  static final SkipReason CANCELLED = new SkipReason(Cause.CANCELLED, "the run was cancelled");
  private static final SkipReason NO_FAILURE = new SkipReason(Cause.NO_FAILURE, "nothing failed");

  final Run run;
  final PhaseTasks tasks;
  final PhaseState state;
  private final Deadlines deadlines;
  private final HookRunner hooks;
  private final boolean isConcurrent;
  private final boolean isFinishHeard;

  PhaseRunner(Run run, PhaseTasks tasks) {
    this.run = run;
    this.tasks = tasks;
    this.isConcurrent = tasks.concurrency > 1;
    this.isFinishHeard = run.listeners().isHeard() && run.listeners().hears(HookFinished.class);
    this.state = new PhaseState(run, tasks.size());
    this.deadlines = new Deadlines(run, tasks.limit);
    this.hooks = new HookRunner(run, state, deadlines, isConcurrent);
  }

  void restartClock() {
    hooks.restartClock();
  }

  long endNanos() {
    return hooks.lastNanos();
  }

  void runHooks() {
    if (isConcurrent && tasks.ordinary.length > 1) {
      new ConcurrentHooks(this, state, run, deadlines, tasks).run();
    } else {
      runOneByOne();
    }
    cleanUp();
  }

  private void runOneByOne() {
    int next = 0;
    while (next < tasks.ordinary.length) {
      if (isAbandonable(tasks.ordinary[next])) {
        next = runOnWorker(next);
      } else {
        run.takeInterrupt();
        perform(tasks.ordinary[next++], null);
      }
    }
  }

  /** Hands over the hooks that may be abandoned, up to the next one that may not. */
  private int runOnWorker(int from) {
    int end = from;
    while (end < tasks.ordinary.length && isAbandonable(tasks.ordinary[end])) {
      end++;
    }
    Worker worker = new Worker(this, run, deadlines, tasks.ordinary, from, end);
    Coordinator.supervise(run, worker);
    return Math.min(end, worker.place() + 1);
  }

  private boolean isAbandonable(Task task) {
    return task.isLimited
        || run.input.isAbandonable()
        || (deadlines.bindAll() && deadlines.ofPhase(task) != null);
  }

  @Override
  public boolean perform(Task task, @Nullable Worker worker) {
    SkipReason reason = reasonToSkip(task);
    CallEnd end = reason == null ? hooks.call(task, worker) : skipped(task, reason);
    if (end instanceof MeasuredResult result) {
      record(task, result);
      return true;
    }
    return false;
  }

  private @Nullable SkipReason reasonToSkip(Task task) {
    SkipReason leftOut = run.input.leftOut(task);
    if (leftOut != null) {
      return leftOut;
    }
    if (state.skipAll() != null) {
      return state.skipAll();
    }
    boolean isOrdinary = !task.isCleanup;
    SkipReason outOfTime = deadlines.bindAll() ? reasonOfTime(task, isOrdinary) : null;
    if (outOfTime != null) {
      return outOfTime;
    }
    if (isOrdinary && state.aborted() != null) {
      return state.aborted();
    }
    return isOrdinary && run.isCancelled() ? CANCELLED : null;
  }

  private @Nullable SkipReason reasonOfTime(Task task, boolean isOrdinary) {
    Deadline deadline = deadlines.ofPhase(task);
    if (deadline == null) {
      return null;
    }
    boolean isStopped = isOrdinary && (state.aborted() != null || run.isCancelled());
    if (isOrdinary && state.isOutOfTime()) {
      return outOfTime(deadline);
    }
    if (isStopped || !deadline.isReached(run.clock.nanos())) {
      return null;
    }
    state.endTime(task, deadline);
    return outOfTime(deadline);
  }

  private static SkipReason outOfTime(Deadline deadline) {
    return new SkipReason(Cause.OUT_OF_TIME, "the " + deadline.words() + " was reached");
  }

  private MeasuredResult skipped(Task task, SkipReason reason) {
    return MeasuredResult.notTried(task, new Skipped(reason), run.masker(), run.clock);
  }

  /** Where hooks overlap, results and events come in the same order. */
  private void record(Task task, MeasuredResult result) {
    if (isConcurrent) {
      synchronized (state) {
        note(task, result);
      }
    } else {
      note(task, result);
    }
  }

  private void note(Task task, MeasuredResult result) {
    state.record(task, result);
    if (isFinishHeard) {
      Listeners listeners = run.listeners();
      listeners.send(new HookFinished(listeners.run(), run.clock.at(result.endNanos()), result));
    }
  }

  @Override
  public void broken(Task task, Throwable broken) {
    record(task, hooks.broken(task, broken));
  }

  @Override
  public void abandoned(CallContext call, Worker.Stop stop) {
    record(call.task, hooks.abandoned(call, stop));
  }

  // ---- at the end

  private void cleanUp() {
    run.takeInterrupt();
    state.endOrdinary();
    if (state.isToUndo()) {
      undo();
    }
    if (state.isToUndo() || state.isFailed()) {
      cleanUp(tasks.onFailure);
    } else {
      SkipReason all = state.skipAll();
      skip(tasks.onFailure, all == null ? NO_FAILURE : all);
    }
    cleanUp(tasks.always);
  }

  /** Runs the on-failure and always hooks of a lifecycle, which deal with what failed in it. */
  void cleanUpAfter(@Nullable Throwable failure) {
    state.cleanUpAfter(failure);
    if (failure == null) {
      skip(tasks.onFailure, NO_FAILURE);
    } else {
      cleanUp(tasks.onFailure);
    }
    cleanUp(tasks.always);
  }

  void undo() {
    state.undos.take().forEach(this::cleanUp);
  }

  void cleanUp(Task[] cleanup) {
    for (Task task : cleanup) {
      cleanUp(task);
    }
  }

  private void cleanUp(Task task) {
    run.takeInterrupt();
    hooks.restartClock();
    if (isAbandonable(task)) {
      Coordinator.supervise(run, new Worker(this, run, deadlines, new Task[] {task}, 0, 1));
    } else {
      perform(task, null);
    }
  }

  void skip(Task[] skipped, SkipReason reason) {
    for (Task task : skipped) {
      SkipReason leftOut = run.input.leftOut(task);
      record(task, skipped(task, leftOut == null ? reason : leftOut));
    }
  }

  /** Records every hook as skipped: the phase does not begin. */
  void skipAll(SkipReason reason) {
    skip(tasks.ordinary, reason);
    skip(tasks.onFailure, reason);
    skip(tasks.always, reason);
  }

  List<HookResult> results() {
    return state.results();
  }
}
