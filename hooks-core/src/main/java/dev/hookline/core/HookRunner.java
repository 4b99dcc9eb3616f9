package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.Limit;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.Lane.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one phase: for each planned hook decide, call, record; at the end undo, on failure, always.
 * Here, and nowhere else, a failure policy is consulted.
 */
final class HookRunner {
  static final SkipReason CANCELLED = new SkipReason(Cause.CANCELLED, "the run was cancelled");
  private static final SkipReason NO_FAILURE = new SkipReason(Cause.NO_FAILURE, "nothing failed");

  final Run run;
  private final HookPlan plan;
  private final HookCaller caller;
  private final int concurrency;
  private final boolean isTimed;
  private List<HookResult> results;
  private @Nullable List<Work> toUndo;
  private @Nullable HookId abortedBy;
  private @Nullable SkipReason skipAll;
  private @Nullable Throwable firstFailure;
  private @Nullable PhaseClaim claim;
  private boolean isFailed;
  private boolean isOutOfTime;
  private boolean isCutOff;

  HookRunner(Run run, HookPlan plan) {
    this.run = run;
    this.plan = plan;
    this.results = new ArrayList<>(plan.hooks().size());
    Optional<Duration> limit = run.engine.limit(plan.phase());
    this.isTimed = run.isLimited() || limit.isPresent();
    this.concurrency = run.engine.concurrency(plan.phase());
    this.caller = new HookCaller(this, limit);
  }

  PhaseReport run() {
    run.events.phaseStarted(plan.phase());
    if (run.request.onceKey(plan.phase()) == null) {
      runHooks();
    } else {
      runOnce();
    }
    RunStatus status = status();
    run.events.phaseFinished(plan.phase(), status);
    return new PhaseReport(plan.phase(), status, Collections.unmodifiableList(results));
  }

  private void runHooks() {
    runOrdinary();
    cleanUp();
  }

  /** Runs the phase unless the ledger says that it is done; finishes first what was cut off. */
  private void runOnce() {
    try (PhaseClaim opened = PhaseClaim.open(run, plan.phase())) {
      claim = opened;
      skipAll = opened == null ? null : opened.doneAlready().orElse(null);
      if (opened == null || skipAll != null) {
        runHooks();
        return;
      }
      opened.cutOff().ifPresent(cutOff -> recover(opened, cutOff));
      if (!isFailed) {
        opened.begun();
      }
      runHooks();
      opened.ended(status());
    } catch (InterruptedException e) {
      run.interrupted();
      runHooks();
    } catch (LedgerException e) {
      failWithoutHook(e);
    } finally {
      claim = null;
    }
  }

  private void failWithoutHook(Exception failure) {
    run.failOtherwise(failure);
    firstFailure = firstFailure == null ? failure : firstFailure;
    isFailed = true;
    if (results.isEmpty()) {
      skipAllBecause(new SkipReason(Cause.ABORTED, MaskedFailure.messageOf(failure)));
    }
  }

  private void skipAllBecause(SkipReason reason) {
    for (PlannedHook hook : plan.hooks()) {
      record(hook.work, skipped(hook.work, reason));
    }
  }

  /** Takes back what a run did that died, as if it had been aborted where it was cut off. */
  private void recover(PhaseClaim opened, CutOff cutOff) {
    firstFailure = new CutOffException(cutOff);
    run.warn(MaskedFailure.messageOf(firstFailure) + "; it is taken back first");
    for (String name : cutOff.succeeded()) {
      for (PlannedHook hook : plan.ordinary) {
        if (hook.name().equals(name) && hook.work.undo != null) {
          toUndo().add(hook.work.undo);
        }
      }
    }
    undo();
    cleanUpAll(plan.onFailure);
    cleanUpAll(plan.always);
    if (isFailed) {
      abortedBy = new HookId(plan.phase(), "recovery of run " + cutOff.runId(), HookKind.UNDO);
    } else {
      firstFailure = null;
      opened.recovered();
    }
  }

  private void runOrdinary() {
    if (concurrency > 1 && plan.ordinary.length > 1) {
      new ConcurrentPhase(this, plan.ordinary, concurrency).run();
      return;
    }
    int next = 0;
    while (next < plan.ordinary.length) {
      next = isGuarded(plan.ordinary[next].work) ? runLane(next) : runHere(next);
    }
  }

  private int runHere(int place) {
    run.takeCancellation();
    perform(plan.ordinary[place].work, null);
    return place + 1;
  }

  /** Hands the hooks over that may be abandoned, up to the next one that may not. */
  private int runLane(int from) {
    int end = from;
    while (end < plan.ordinary.length && isGuarded(plan.ordinary[end].work)) {
      end++;
    }
    Lane lane = new Lane(this, plan.ordinary, from, end);
    Supervisor.supervise(run, lane);
    return Math.min(end, lane.place() + 1);
  }

  private boolean isGuarded(Work work) {
    return isTimed || work.isLimited || run.engine.isAbandonable();
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

  // ---- decide

  private @Nullable SkipReason reasonToSkip(Work work) {
    if (skipAll != null) {
      return skipAll;
    }
    boolean isCleanup = work.id.kind().isCleanup();
    if (!isCleanup && abortedBy != null) {
      return new SkipReason(Cause.ABORTED, abortedBy + " failed");
    }
    if (!isCleanup && run.isCancelled()) {
      return CANCELLED;
    }
    return isTimed ? outOfTime(work, isCleanup) : null;
  }

  private @Nullable SkipReason outOfTime(Work work, boolean isCleanup) {
    Deadline deadline = caller.ofPhase(isCleanup);
    if (deadline == null
        || (deadline.at() - System.nanoTime() > 0 && (isCleanup || !isOutOfTime))) {
      return null;
    }
    String reached = deadline.limit().words() + " limit of " + Duration.ofNanos(deadline.allowed());
    if (!isOutOfTime) {
      run.failOtherwise(
          new HookTimeoutException(
              "the " + reached + " was reached before " + work.id + " could begin"));
    }
    isOutOfTime = true;
    isFailed = true;
    return new SkipReason(Cause.OUT_OF_TIME, "the " + reached + " was reached");
  }

  // ---- record

  private HookRecord skipped(Work work, SkipReason reason) {
    return new HookRecord(work.id, new Skipped(reason), null, run.clock, System.nanoTime(), 0);
  }

  void recordAbandoned(HookCall call, Lane.Stop stop) {
    record(call.work, caller.record(call, caller.abandoned(call, stop), call.start));
  }

  private synchronized void record(Work work, HookRecord result) {
    results.add(result);
    HookOutcome outcome = result.outcome();
    if (outcome == HookOutcome.succeeded()) {
      recordSuccess(work);
    } else if (outcome instanceof Cancelled) {
      fail(result);
    } else if (outcome.isFailure()) {
      recordFailure(work, result);
    }
    run.events.hookFinished(result);
  }

  private void recordSuccess(Work work) {
    if (work.undo != null) {
      toUndo().add(work.undo);
    }
    if (claim != null && work.id.kind() == HookKind.UNDO) {
      claim.undone(work);
    } else if (claim != null) {
      claim.succeeded(work);
    }
  }

  private List<Work> toUndo() {
    List<Work> list = toUndo == null ? new ArrayList<>() : toUndo;
    toUndo = list;
    return list;
  }

  private void recordFailure(Work work, HookRecord result) {
    FailurePolicy policy = run.isFatal() ? FailurePolicy.ABORT : work.spec.onFailure();
    boolean isTimeUp =
        result.outcome() instanceof TimedOut timedOut
            && (timedOut.limit() == Limit.PHASE || timedOut.limit() == Limit.RUN);
    isOutOfTime |= isTimeUp;
    if (policy == FailurePolicy.IGNORE && !isTimeUp) {
      run.warn(RunReport.describe(result) + " (ignored)");
      return;
    }
    fail(result);
    if (!work.id.kind().isCleanup() && (policy == FailurePolicy.ABORT || isTimeUp)) {
      abortedBy = abortedBy == null ? work.id : abortedBy;
    }
  }

  private void fail(HookRecord result) {
    isFailed = true;
    firstFailure = firstFailure == null ? result.outcome().failure().orElse(null) : firstFailure;
    run.fail(result);
  }

  // ---- at the end

  private void cleanUp() {
    run.takeCancellation();
    isCutOff = run.isCancelled();
    boolean isAborted = isCutOff || isOutOfTime || abortedBy != null;
    if (isAborted) {
      undo();
    }
    boolean hasFailed = isAborted || isFailed;
    for (PlannedHook hook : plan.onFailure) {
      if (hasFailed) {
        cleanUp(hook.work);
      } else {
        record(hook.work, skipped(hook.work, skipAll == null ? NO_FAILURE : skipAll));
      }
    }
    cleanUpAll(plan.always);
  }

  private void cleanUpAll(PlannedHook[] hooks) {
    for (PlannedHook hook : hooks) {
      cleanUp(hook.work);
    }
  }

  private void undo() {
    List<Work> newestLast = toUndo == null ? List.of() : toUndo;
    toUndo = null;
    for (int i = newestLast.size() - 1; i >= 0; i--) {
      cleanUp(newestLast.get(i));
    }
  }

  private void cleanUp(Work work) {
    run.takeCancellation();
    caller.restartClock();
    if (run.isLimited() || work.isLimited || run.engine.isAbandonable()) {
      Supervisor.supervise(run, new Lane(this, work));
    } else {
      perform(work, null);
    }
  }

  /** Takes back what this phase did, because a later one was aborted; returns what came of it. */
  List<HookResult> rollBack(Throwable failure) {
    results = new ArrayList<>();
    firstFailure = failure;
    undo();
    return results;
  }

  private RunStatus status() {
    if (skipAll != null) {
      return RunStatus.SKIPPED;
    }
    if (isCutOff || (run.isCancelled() && !isFailed)) {
      return RunStatus.CANCELLED;
    }
    return isFailed ? RunStatus.FAILED : RunStatus.SUCCEEDED;
  }

  // ---- what the parts of a run ask

  Optional<Throwable> firstFailure() {
    return Optional.ofNullable(firstFailure);
  }

  boolean isConcurrent() {
    return concurrency > 1;
  }

  boolean isTimed() {
    return isTimed;
  }

  /** Returns whether all that is left will be skipped. */
  boolean isStopped() {
    return abortedBy != null || run.isCancelled() || skipAll != null || isOutOfTime;
  }

  /** Returns the results of a phase that did not begin. */
  static PhaseReport notBegun(Run run, HookPlan plan, SkipReason reason) {
    HookRunner runner = new HookRunner(run, plan);
    runner.skipAllBecause(reason);
    return new PhaseReport(
        plan.phase(), RunStatus.SKIPPED, Collections.unmodifiableList(runner.results));
  }
}
