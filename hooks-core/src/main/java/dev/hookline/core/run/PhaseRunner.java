package dev.hookline.core.run;

import dev.hookline.api.CutOffRule;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.Limit;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RecordedEnd;
import dev.hookline.core.input.RunRecord;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.Heard;
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
  private static final SkipReason UNRECORDED =
      new SkipReason(Cause.ABORTED, "the journal cannot be written");
  private static final SkipReason NO_FAILURE = new SkipReason(Cause.NO_FAILURE, "nothing failed");

  final Run run;
  final PhaseTasks tasks;
  final PhaseState state;
  private final Deadlines deadlines;
  private final HookRunner hooks;
  private final boolean isConcurrent;

  /** Whether nothing is asked of the run that would concern a hook without settings of its own. */
  private final boolean isPlain;

  /** Whether a listener or the ledger may take time after a plain hook. */
  private boolean isHeldUpBetween;

  private @Nullable RunRecord record;

  PhaseRunner(Run run, PhaseTasks tasks) {
    this.run = run;
    this.tasks = tasks;
    this.isConcurrent = tasks.concurrency > 1;
    this.state = new PhaseState(run, tasks.size());
    this.record = run.input.record();
    this.deadlines = new Deadlines(run, tasks.limit);
    this.hooks = new HookRunner(run, state, deadlines, isConcurrent);
    this.isPlain =
        hooks.isPlain()
            && record == null
            && run.input.leftOut().isEmpty()
            && !run.input.isAbandonable();
  }

  void restartClock() {
    hooks.restartClock();
  }

  long endNanos() {
    return hooks.lastNanos();
  }

  void runHooks() {
    if (run.heard().hears(Heard.BEGINNING)) {
      hooks.restartClock(); // what they did with the beginning is no hook's time
    }
    isHeldUpBetween = run.heard().hears(Heard.HOOK_FINISHED) || state.isRecorded();
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
      if (isPlain && tasks.ordinary[next].isPlain) {
        performPlain(tasks.ordinary[next++]);
      } else if (isAbandonable(tasks.ordinary[next])) {
        next = runOnWorker(next);
      } else {
        run.takeInterrupt();
        perform(tasks.ordinary[next++], null);
      }
    }
  }

  /**
   * Does what {@link #perform} does: most hooks are like that, and all its questions, asked for
   * each of them, cost a third of the time that the engine takes for one.
   */
  private void performPlain(Task task) {
    if (state.isStopped()) { // which a pending interrupt means, too
      run.takeInterrupt();
      perform(task, null);
      return;
    }
    MeasuredResult result = hooks.callPlain(task);
    note(task, result);
    boolean mayHaveWarned = result.outcome() != HookOutcome.succeeded();
    if (isHeldUpBetween || mayHaveWarned) {
      hooks.restartClock();
    }
  }

  /** Hands over the hooks that may be abandoned, up to the next one that may not. */
  private int runOnWorker(int from) {
    int end = from;
    while (end < tasks.ordinary.length && isAbandonable(tasks.ordinary[end])) {
      end++;
    }
    if (end == tasks.size()) {
      run.expectNoMoreThreads(tasks);
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
    CallEnd end = end(task, worker);
    if (end instanceof MeasuredResult result) {
      record(task, result);
      return true;
    }
    return false;
  }

  private CallEnd end(Task task, @Nullable Worker worker) {
    RecordedEnd recorded = record == null ? null : record.endOf(task.id);
    if (recorded != null) {
      return repeated(task, recorded);
    }
    CutOffRule rule = record == null ? null : record.ruleOf(task.id);
    if (record != null && (rule == CutOffRule.SKIP || rule == CutOffRule.UNDO)) {
      return settled(record, rule, task, worker);
    }
    SkipReason reason = reasonToSkip(task);
    if (reason != null) {
      return skipped(task, reason);
    }
    return record == null ? hooks.call(task, worker) : recordedCall(record, task, worker);
  }

  /** Nothing is done again, but it counts again for all that follows. */
  private MeasuredResult repeated(Task task, RecordedEnd recorded) {
    if (!recorded.exported().variables().isEmpty()) {
      run.values().export(recorded.exported());
    }
    if (recorded.outcome() instanceof Skipped skipped
        && skipped.reason().cause() == Cause.OUT_OF_TIME) {
      String words = skipped.reason().words();
      state.endTime(
          task,
          words.startsWith("the " + Limit.RUN.words() + " limit") ? Limit.RUN : Limit.PHASE,
          words);
      state.abort(words);
    }
    return MeasuredResult.of(task, recorded, run.masker(), run.clock);
  }

  /** Does to a hook that was cut off what its rule says. */
  private CallEnd settled(RunRecord by, CutOffRule rule, Task task, @Nullable Worker worker) {
    Throwable cutOff = by.cutOff(task.id);
    if (rule == CutOffRule.SKIP) {
      return skipped(task, new SkipReason(Cause.BY_HOOK, String.valueOf(cutOff.getMessage())));
    }
    boolean isDone = task.undo == null || perform(task.undo, worker);
    return isDone
        ? MeasuredResult.notTried(task, new Failed(cutOff), run.masker(), run.clock)
        : CallEnd.Abandoned.ABANDONED;
  }

  private CallEnd recordedCall(RunRecord to, Task task, @Nullable Worker worker) {
    to.started(task.id);
    noteTrouble(to);
    return to.isBroken() ? skipped(task, UNRECORDED) : hooks.call(task, worker);
  }

  /** What cannot be recorded must not happen: a resumed run would do it a second time. */
  private void noteTrouble(RunRecord of) {
    Throwable trouble = of.takeTrouble();
    if (trouble != null) {
      state.failWithoutHook(trouble);
      state.abort(UNRECORDED.words());
    }
  }

  /**
   * Sets whether what happens is recorded: of a run that is rolled back the ledger has a record.
   */
  void setRecorded(boolean isRecorded) {
    record = isRecorded ? run.input.record() : null;
  }

  private @Nullable SkipReason reasonToSkip(Task task) {
    SkipReason leftOut = run.input.leftOut(task);
    if (leftOut != null) {
      return leftOut;
    }
    if (record != null && record.isBroken()) {
      return UNRECORDED;
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
    SkipReason reason = outOfTime(deadline);
    state.endTime(task, deadline.limit(), reason.words());
    return reason;
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
    if (record != null) {
      record.ended(result, run.masker());
      noteTrouble(record);
    }
    state.record(task, result);
    if (record != null) {
      record.counted(task.id);
    }
    if (run.heard().hears(Heard.HOOK_FINISHED)) {
      run.announce(
          new HookFinished(run.listeners().run(), run.clock.at(result.endNanos()), result));
    }
  }

  @Override
  public void broken(Task task, Throwable broken) {
    record(task, hooks.broken(task, broken));
  }

  @Override
  public void refused(Task task, Throwable refusal) {
    RecordedEnd recorded = record == null ? null : record.endOf(task.id);
    SkipReason reason = reasonToSkip(task);
    if (recorded != null) {
      record(task, repeated(task, recorded));
    } else {
      record(task, reason == null ? hooks.broken(task, refusal) : skipped(task, reason));
    }
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
    state.undos().take().forEach(this::cleanUp);
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
