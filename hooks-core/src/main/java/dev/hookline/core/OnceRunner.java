package dev.hookline.core;

import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.ledger.CutOff;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerKey;
import java.util.Optional;

/** Runs a phase unless the ledger says that it is done; takes back first what was cut off. */
final class OnceRunner {
  private final HookRunner runner;
  private final HookPlan plan;
  private final PhaseState state;

  OnceRunner(HookRunner runner, HookPlan plan, PhaseState state) {
    this.runner = runner;
    this.plan = plan;
    this.state = state;
  }

  void run(LedgerKey key) {
    try (PhaseClaim claim = PhaseClaim.open(runner.run, key)) {
      runUnlessDone(claim);
    } catch (InterruptedException e) {
      runner.run.interrupted();
      state.skipAll = HookRunner.CANCELLED;
      runner.runHooks();
    } catch (LedgerException e) {
      runner.failBeforeHooks(e);
    } finally {
      state.claim = null;
    }
  }

  /** Undoes, and writes down, what the ledger calls done because the phase itself went well. */
  void takeBack(LedgerKey key) {
    try (PhaseClaim claim = PhaseClaim.open(runner.run, key)) {
      claim.reopen(state.undoable());
      state.claim = claim;
      runner.undo();
      claim.failed();
    } catch (InterruptedException e) {
      runner.run.interrupted();
    } catch (LedgerException e) {
      state.failWithoutHook(e);
    } finally {
      state.claim = null;
    }
    runner.undo();
  }

  private void runUnlessDone(PhaseClaim claim) {
    state.skipAll = claim.doneAlready().orElse(null);
    if (state.skipAll != null) {
      runner.runHooks();
      return;
    }
    state.claim = claim;
    Optional<CutOff> cutOff = claim.cutOff();
    if (cutOff.isEmpty() || recover(claim, cutOff.get())) {
      claim.begun();
      runner.restartClock();
      runner.runHooks();
    }
    end(claim);
  }

  /** If the end cannot be written down, the next run finds that this one was cut off. */
  private void end(PhaseClaim claim) {
    try {
      claim.ended(state.status());
    } catch (LedgerException e) {
      state.failWithoutHook(e);
    }
  }

  /** Does what the end of an aborted phase does, for a run that died; false if that failed. */
  private boolean recover(PhaseClaim claim, CutOff cutOff) {
    CutOffException died = new CutOffException(cutOff);
    runner.run.warn(died.getMessage() + "; it is taken back first");
    state.recovering(died);
    cutOff.succeeded().forEach(this::addUndo);
    runner.undo();
    runner.cleanUp(plan.onFailure);
    runner.cleanUp(plan.always);
    if (state.isFailed() || runner.run.isCancelled()) {
      String why = "taking back run " + cutOff.runId() + " failed";
      runner.skip(plan.ordinary, new SkipReason(Cause.ABORTED, why));
      return false;
    }
    state.recovered();
    claim.failed();
    return true;
  }

  private void addUndo(String name) {
    for (PlannedHook hook : plan.ordinary) {
      if (hook.name().equals(name) && hook.work().undo != null) {
        state.addUndo(hook.work().undo);
        return;
      }
    }
    String phase = " (phase " + plan.phase() + ")";
    runner.run.warn(
        "hook \""
            + name
            + "\""
            + phase
            + " had succeeded, but has no undo any more; nothing is undone");
  }
}
