package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.Limit;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.ledger.LedgerException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a phase has come: what was recorded, and what that means for the rest. Here, and nowhere
 * else, a failure policy is consulted. Only where hooks overlap does recording need the lock of
 * this object; elsewhere one thread hands over to the next.
 */
final class PhaseState {
  private final Run run;
  private final boolean isShared;
  private List<HookResult> results;
  private @Nullable List<Work> toUndo;
  private volatile @Nullable SkipReason aborted;
  private volatile @Nullable Throwable firstFailure;
  private volatile boolean isOutOfTime;
  private boolean isFailed;
  private boolean isCutOff;
  @Nullable SkipReason skipAll;
  @Nullable PhaseClaim claim;

  PhaseState(Run run, int hooks, boolean isShared) {
    this.run = run;
    this.isShared = isShared;
    this.results = new ArrayList<>(hooks);
  }

  // ---- record

  void record(Work work, HookRecord result) {
    if (isShared) {
      synchronized (this) {
        note(work, result);
      }
    } else {
      note(work, result);
    }
  }

  private void note(Work work, HookRecord result) {
    results.add(result);
    HookOutcome outcome = result.outcome();
    if (outcome == HookOutcome.succeeded()) {
      recordSuccess(work);
    } else if (outcome instanceof Cancelled) {
      noteFailure(result);
    } else if (outcome.isFailure()) {
      recordFailure(work, result);
    }
  }

  private void recordSuccess(Work work) {
    if (work.undo != null) {
      addUndo(work.undo);
    }
    if (claim != null) {
      writeDown(claim, work);
    }
  }

  /** What cannot be written down cannot be taken back after a crash: nothing more may begin. */
  private void writeDown(PhaseClaim ledger, Work work) {
    try {
      if (work.id.kind() == HookKind.UNDO) {
        ledger.undone(work);
      } else if (!work.id.kind().isCleanup()) {
        ledger.succeeded(work);
      }
    } catch (LedgerException e) {
      failWithoutHook(e);
      abort(MaskedFailure.messageOf(e));
    }
  }

  private void recordFailure(Work work, HookRecord result) {
    FailurePolicy policy = run.isFatal() ? FailurePolicy.ABORT : work.spec.onFailure();
    boolean isTimeUp = isTimeUp(result.outcome());
    isOutOfTime |= isTimeUp;
    if (policy == FailurePolicy.IGNORE && !isTimeUp) {
      run.warn(RunReport.describe(result) + " (ignored)");
      return;
    }
    fail(result);
    if (!work.isCleanup && (policy == FailurePolicy.ABORT || isTimeUp)) {
      abort(work.id + " failed");
    }
  }

  /** The limits of a phase and of a run stand above the policy of a hook. */
  private boolean isTimeUp(HookOutcome outcome) {
    if (!(outcome instanceof TimedOut timedOut)) {
      return false;
    }
    if (timedOut.limit() == Limit.RUN) {
      run.endTime();
    }
    return timedOut.limit() == Limit.PHASE || timedOut.limit() == Limit.RUN;
  }

  private void fail(HookRecord result) {
    isFailed = true;
    noteFailure(result);
  }

  private void noteFailure(HookRecord result) {
    firstFailure = firstFailure == null ? result.outcome().failure().orElse(null) : firstFailure;
    run.fail(result);
  }

  synchronized void failWithoutHook(Throwable failure) {
    isFailed = true;
    firstFailure = firstFailure == null ? failure : firstFailure;
    run.failOtherwise(failure);
  }

  synchronized void abort(String why) {
    aborted = aborted == null ? new SkipReason(Cause.ABORTED, why) : aborted;
  }

  synchronized void endTime(Work work, Deadline reached) {
    if (reached.limit() == Limit.RUN) {
      run.endTime();
    }
    if (!isOutOfTime) {
      isOutOfTime = true;
      failWithoutHook(
          new HookTimeoutException(
              "the " + reached.words() + " was reached before " + work.id + " could begin"));
    }
  }

  /** Notes whether the run was cancelled before the ordinary hooks had ended. */
  void endOrdinary() {
    isCutOff = run.isCancelled();
  }

  // ---- undo

  void addUndo(Work undo) {
    List<Work> list = toUndo == null ? new ArrayList<>() : toUndo;
    toUndo = list;
    list.add(undo);
  }

  /** Returns the names of the hooks that are to be undone, oldest first. */
  List<String> undoable() {
    return toUndo == null ? List.of() : toUndo.stream().map(work -> work.id.name()).toList();
  }

  /** Returns what is to be undone, newest first, and forgets it. */
  List<Work> takeUndo() {
    List<Work> newestFirst = toUndo == null ? List.of() : toUndo;
    toUndo = null;
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Begins a new list of results for what is taken back after the phase has ended. */
  List<HookResult> reopen(Throwable failure) {
    results = new ArrayList<>();
    firstFailure = failure;
    return results;
  }

  /** Forgets the failure that a recovery dealt with. */
  void recovered() {
    firstFailure = null;
  }

  void recovering(Throwable cutOff) {
    firstFailure = cutOff;
  }

  // ---- what is asked

  @Nullable SkipReason aborted() {
    return aborted;
  }

  @Nullable Throwable firstFailure() {
    return firstFailure;
  }

  boolean isFailed() {
    return isFailed;
  }

  boolean isOutOfTime() {
    return isOutOfTime;
  }

  boolean isAborted() {
    return isCutOff || isOutOfTime || aborted != null;
  }

  /** Returns whether all ordinary hooks that are left will be skipped. */
  boolean isStopped() {
    return aborted != null || run.isCancelled() || skipAll != null || isOutOfTime;
  }

  RunStatus status() {
    SkipReason reason = skipAll;
    if (reason != null) {
      return reason.cause() == Cause.CANCELLED ? RunStatus.CANCELLED : RunStatus.SKIPPED;
    }
    if (isCutOff || (run.isCancelled() && !isFailed)) {
      return RunStatus.CANCELLED;
    }
    return isFailed ? RunStatus.FAILED : RunStatus.SUCCEEDED;
  }

  List<HookResult> results() {
    return Collections.unmodifiableList(results);
  }
}
