package dev.hookline.core.run;

import dev.hookline.api.CutOffException;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.OnceKey;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Task;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.output.Listeners;
import dev.hookline.core.output.MaskedFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs the hooks of a phase unless the ledger says that it is done for its key, and rolls back
 * first what an earlier run left when it was cut off. Records nothing in a dry run.
 */
final class OncePhase {
  private final PhaseRunner hooks;
  private final PhaseState state;
  private final Run run;
  private final OnceKey key;
  private final boolean isDryRun;
  private boolean isWaiting;

  OncePhase(PhaseRunner hooks, OnceKey key) {
    this.hooks = hooks;
    this.state = hooks.state;
    this.run = hooks.run;
    this.key = key;
    this.isDryRun = run.isDryRun();
  }

  void run() {
    LedgerClaim claim;
    try {
      claim = claim(0, run.ordinaryDeadline);
    } catch (InterruptedException e) {
      interrupted();
      state.skipAll(PhaseRunner.CANCELLED);
      hooks.runHooks();
      return;
    } catch (LedgerException e) {
      failBeforeHooks(run.isOutOfTime() ? outOfTime() : e);
      return;
    }
    try {
      runUnlessDone(claim);
    } catch (LedgerException e) {
      failBeforeHooks(e);
    } finally {
      state.onSuccess(null);
      close(claim);
    }
  }

  private LedgerClaim claim(int harmlessRequests, long deadline) throws InterruptedException {
    Ledger ledger = Objects.requireNonNull(run.input.engine().ledger(), "checked by the engine");
    return ledger.claim(
        key, run.id.toString(), holder -> reasonToGiveUp(holder, harmlessRequests, deadline));
  }

  /** Blocking clears the flag when it throws: the interrupt is a request all the same. */
  private void interrupted() {
    run.takeInterrupt();
    if (!run.isCancelled()) {
      run.interrupted();
    }
  }

  /** Returns why the coordinator may not wait any longer for the key, if it may not. */
  private Optional<String> reasonToGiveUp(String holder, int harmlessRequests, long deadline)
      throws InterruptedException {
    if (run.cancellation.count() > harmlessRequests) {
      throw new InterruptedException("the run was cancelled");
    }
    if (run.isLimited() && run.clock.nanos() - deadline >= 0) {
      run.endTime();
      return Optional.of("the run limit was reached");
    }
    if (!holder.isEmpty() && !isWaiting) {
      isWaiting = true;
      waiting(holder);
    }
    return Optional.empty();
  }

  private void waiting(String holder) {
    Listeners listeners = run.listeners();
    if (listeners.isHeard()) {
      listeners.send(new KeyAwaited(listeners.run(), run.now(), hooks.tasks.phase, key, holder));
    }
  }

  private HookTimeoutException outOfTime() {
    Duration limit = Objects.requireNonNull(run.input.request().timeout());
    return new HookTimeoutException(
        "the run limit of " + limit + " was reached before the ledger's key was free", null);
  }

  private void failBeforeHooks(Exception failure) {
    state.failWithoutHook(failure);
    String firstLine = MaskedFailure.messageOf(failure).lines().findFirst().orElse("failed");
    hooks.skipAll(new SkipReason(Cause.ABORTED, firstLine));
  }

  private void close(LedgerClaim claim) {
    try {
      claim.close();
    } catch (LedgerException e) {
      run.warn(MaskedFailure.messageOf(e)); // all is written down, and the key is free
    }
  }

  private void runUnlessDone(LedgerClaim claim) {
    Optional<LedgerEntry> done = claim.done();
    if (done.isPresent()) {
      state.skipAll(doneAlready(done.get()));
      hooks.runHooks();
      return;
    }
    Optional<CutOffRun> cutOff = isDryRun ? Optional.empty() : claim.cutOff();
    state.onSuccess(task -> writeDown(claim, task));
    if (cutOff.isEmpty() || rollBack(claim, cutOff.get())) {
      if (!isDryRun) {
        claim.recordBegun();
      }
      hooks.restartClock();
      hooks.runHooks();
    }
    end(claim);
  }

  private static SkipReason doneAlready(LedgerEntry done) {
    return new SkipReason(
        Cause.DONE_ALREADY, "done already (run " + done.runId() + " at " + done.at() + ")");
  }

  /** What cannot be written down cannot be undone after a crash: nothing more may begin. */
  private void writeDown(LedgerClaim claim, Task task) {
    if (isDryRun) {
      return;
    }
    try {
      if (task.id.kind() == HookKind.UNDO) {
        claim.recordUndone(task.id.name());
      } else if (!task.id.kind().isCleanup() && task.undo != null) {
        claim.recordSucceeded(task.id.name());
      }
    } catch (LedgerException e) {
      state.failWithoutHook(e);
      state.abort(MaskedFailure.messageOf(e).lines().findFirst().orElse("the ledger failed"));
    }
  }

  /** If the end cannot be written down, the next run finds that this one was cut off. */
  private void end(LedgerClaim claim) {
    if (isDryRun) {
      return;
    }
    try {
      if (state.status() == RunStatus.SUCCEEDED) {
        claim.recordDone();
      } else {
        claim.recordFailed();
      }
    } catch (LedgerException e) {
      state.failWithoutHook(e);
    }
  }

  /** Does what the end of an aborted phase does, for a run that died; false if that failed. */
  private boolean rollBack(LedgerClaim claim, CutOffRun cutOff) {
    CutOffException died = new CutOffException(cutOff.runId(), cutOff.began());
    run.warn(died.getMessage() + "; it is rolled back first");
    state.cleanUpAfter(died);
    cutOff.succeeded().forEach(this::addUndo);
    hooks.undo();
    hooks.cleanUp(hooks.tasks.onFailure);
    hooks.cleanUp(hooks.tasks.always);
    if (state.isFailed() || run.isCancelled()) {
      String why = "rolling back run " + cutOff.runId() + " failed";
      hooks.skip(hooks.tasks.ordinary, new SkipReason(Cause.ABORTED, why));
      return false;
    }
    state.cleanUpAfter(null);
    claim.recordFailed();
    return true;
  }

  private void addUndo(String name) {
    for (Task task : hooks.tasks.ordinary) {
      if (task.id.name().equals(name) && task.undo != null) {
        state.undos.add(task.undo);
        return;
      }
    }
    run.warn(
        "hook \""
            + name
            + "\" (phase "
            + hooks.tasks.phase
            + ") had succeeded, but has no undo any more; nothing is undone");
  }

  /** Undoes, and writes down, what the ledger calls done because the phase itself went well. */
  void rollBack() {
    run.takeInterrupt();
    int harmlessRequests = Math.max(1, run.cancellation.count());
    try (LedgerClaim claim = claim(harmlessRequests, run.deadline)) {
      claim.recordBegun();
      state.undos.names().forEach(claim::recordSucceeded);
      state.onSuccess(task -> writeDown(claim, task));
      hooks.undo();
      claim.recordFailed();
    } catch (InterruptedException e) {
      interrupted();
    } catch (LedgerException e) {
      state.failWithoutHook(e);
    } finally {
      state.onSuccess(null);
    }
    hooks.undo();
  }
}
