package dev.hookline.core.run;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.Limit;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Task;
import dev.hookline.core.input.Undos;
import dev.hookline.core.once.HeldKey;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.output.MaskedFailure;
import dev.hookline.core.result.RunFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a phase has come: what was recorded, and what that means for the rest. The failure policy
 * of a hook is consulted here and nowhere else; that of a phase, in {@link StageRunner}. Where
 * hooks overlap, whoever records holds the lock of this object; elsewhere one thread hands over to
 * the next.
 */
final class PhaseState {
  private final Run run;
  private final List<HookResult> results;
  private @Nullable Undos undos;
  private volatile @Nullable SkipReason aborted;
  private volatile @Nullable Throwable firstFailure;
  private volatile boolean isOutOfTime;
  private volatile boolean isStoppedByCancellation;
  private volatile @Nullable SkipReason skipAll;
  private @Nullable Throwable ownFailure;
  private boolean isFailed;
  private boolean isToUndo;
  private boolean isEnding;
  private volatile @Nullable HeldKey recorder;

  PhaseState(Run run, int hooks) {
    this.run = run;
    this.results = hooks == 0 ? List.of() : new ArrayList<>(hooks);
  }

  // ---- record

  void record(Task task, HookResult result) {
    results.add(result);
    HookOutcome outcome = result.outcome();
    if (outcome == HookOutcome.succeeded()) {
      recordSuccess(task);
    } else if (outcome instanceof Cancelled) {
      isStoppedByCancellation |= !task.isCleanup && aborted == null;
      fail(RunFailure.of(result));
    } else if (outcome.isFailure()) {
      recordFailure(task, result);
    } else if (outcome instanceof Skipped skipped) {
      isStoppedByCancellation |= !task.isCleanup && skipped.reason().cause() == Cause.CANCELLED;
    }
    if (recorder != null && task.id.kind() == HookKind.UNDO) {
      recorder.ended(task, outcome);
    }
  }

  private void recordSuccess(Task task) {
    if (task.undo != null && isUndone(task)) {
      undos().add(task.undo);
      if (recorder != null) {
        recorder.succeeded(task);
      }
    }
  }

  /** Returns what undoes the hooks that succeeded; made for the first one that can be undone. */
  Undos undos() {
    undos = undos == null ? new Undos() : undos;
    return undos;
  }

  /** A cleanup hook that dealt with a failure did so after what is undone. */
  private boolean isUndone(Task task) {
    return !task.isCleanup || (firstFailure == null && !isToUndo && !run.isCancelled());
  }

  /** Has what is to be undone written down from now on, or no longer. */
  void recordBy(@Nullable HeldKey key) {
    recorder = key;
  }

  /** Returns whether what is to be undone is written down, which takes time. */
  boolean isRecorded() {
    return recorder != null;
  }

  /** Returns the fencing token of the key that the phase has, if it has one. */
  OptionalLong fencingToken() {
    HeldKey held = recorder;
    return held == null ? OptionalLong.empty() : held.token();
  }

  private void recordFailure(Task task, HookResult result) {
    Throwable cause = result.outcome().failure().orElseThrow();
    boolean isFatal = cause instanceof VirtualMachineError || (run.isFatal() && !task.isCleanup);
    FailurePolicy policy = isFatal ? FailurePolicy.ABORT : task.spec.onFailure();
    boolean isTimeUp = isTimeUp(result.outcome());
    isOutOfTime |= isTimeUp && !task.isCleanup;
    if (policy == FailurePolicy.IGNORE && !isTimeUp) {
      run.warn(FailureText.remarked(FailureText.of(result), " (ignored)"));
      return;
    }
    setFailed(task.isCleanup);
    fail(RunFailure.of(result));
    if (!task.isCleanup && (policy == FailurePolicy.ABORT || isTimeUp)) {
      abort(task.id + " failed");
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

  /** If a cancellation came first, what fails in cleanup does not change how the phase ended. */
  private void setFailed(boolean isCleanup) {
    isStoppedByCancellation |= isCleanup && !isFailed && run.isCancelled();
    isFailed = true;
  }

  private void fail(RunFailure failure) {
    firstFailure = firstFailure == null ? failure.cause() : firstFailure;
    run.trouble().add(failure);
  }

  synchronized void failWithoutHook(Throwable failure) {
    setFailed(isEnding);
    Throwable shown = MaskedFailure.show(failure, run.masker());
    ownFailure = ownFailure == null ? shown : ownFailure;
    fail(new RunFailure(null, shown));
  }

  synchronized void abort(String why) {
    aborted = aborted == null ? new SkipReason(Cause.ABORTED, why) : aborted;
  }

  /** Notes that a limit was reached before a hook could begin. */
  synchronized void endTime(Task task, Limit reached, String words) {
    if (reached == Limit.RUN) {
      run.endTime();
    }
    if (!isOutOfTime) {
      isOutOfTime = true;
      failWithoutHook(
          new HookTimeoutException(words + " before " + task.id + " could begin", null));
    }
  }

  /** Has every hook skipped for this reason. */
  void skipAll(SkipReason reason) {
    skipAll = reason;
  }

  /** Decides, when the ordinary hooks have ended, whether those that succeeded are to be undone. */
  void endOrdinary() {
    isEnding = true;
    isToUndo =
        isOutOfTime
            || aborted != null
            || isStoppedByCancellation
            || (run.isCancelled() && !isFailed);
    if (firstFailure == null && run.isCancelled()) {
      firstFailure = run.cancelled();
    }
  }

  /** Sets the failure that cleanup hooks deal with: one of another phase, or of another run. */
  void cleanUpAfter(@Nullable Throwable failure) {
    firstFailure = failure;
  }

  // ---- what is asked

  @Nullable SkipReason aborted() {
    return aborted;
  }

  @Nullable SkipReason skipAll() {
    return skipAll;
  }

  @Nullable Throwable firstFailure() {
    return firstFailure;
  }

  /** Returns the first failure that is not one of a hook. */
  synchronized @Nullable Throwable ownFailure() {
    return ownFailure;
  }

  boolean isFailed() {
    return isFailed;
  }

  boolean isOutOfTime() {
    return isOutOfTime;
  }

  /** Returns whether what succeeded is to be undone. */
  boolean isToUndo() {
    return isToUndo;
  }

  /** Returns whether all ordinary hooks that are left will be skipped. */
  boolean isStopped() {
    return aborted != null || run.isCancelled() || skipAll != null || isOutOfTime;
  }

  RunStatus status() {
    SkipReason reason = skipAll;
    if (reason != null && !isFailed) {
      return reason.cause() == Cause.CANCELLED ? RunStatus.CANCELLED : RunStatus.SKIPPED;
    }
    if (isStoppedByCancellation) {
      return RunStatus.CANCELLED;
    }
    if (isFailed) {
      return RunStatus.FAILED;
    }
    return run.isCancelled() ? RunStatus.CANCELLED : RunStatus.SUCCEEDED;
  }

  /** Returns the results so far. */
  List<HookResult> results() {
    return results.isEmpty() ? List.of() : Collections.unmodifiableList(results);
  }
}
