package dev.hookline.core;

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
      runner.runHooks();
    } catch (LedgerException e) {
      runner.failBeforeHooks(e);
    } finally {
      state.claim = null;
    }
  }

  private void runUnlessDone(PhaseClaim claim) {
    state.skipAll = claim.doneAlready().orElse(null);
    if (state.skipAll != null) {
      runner.runHooks();
      return;
    }
    state.claim = claim;
    Optional<CutOff> cutOff = claim.cutOff();
    cutOff.ifPresent(earlier -> recover(claim, earlier));
    if (!state.isFailed()) {
      claim.begun();
    }
    runner.restartClock();
    runner.runHooks();
    claim.ended(state.status());
  }

  /** Does what the end of an aborted phase does, for the hooks of a run that died. */
  private void recover(PhaseClaim claim, CutOff cutOff) {
    CutOffException died = new CutOffException(cutOff);
    runner.run.warn(died.getMessage() + "; it is taken back first");
    state.recovering(died);
    cutOff.succeeded().forEach(this::addUndo);
    runner.undo();
    runner.cleanUp(plan.onFailure);
    runner.cleanUp(plan.always);
    if (state.isFailed()) {
      state.abort("taking back run " + cutOff.runId() + " failed");
    } else {
      state.recovered();
      claim.recovered();
    }
  }

  private void addUndo(String name) {
    for (PlannedHook hook : plan.ordinary) {
      if (hook.name().equals(name) && hook.work.undo != null) {
        state.addUndo(hook.work.undo);
      }
    }
  }
}
