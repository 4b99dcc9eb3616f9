package dev.hookline.core.run;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunInfo;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.core.input.Once;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.output.Heard;
import dev.hookline.core.result.PhaseResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one stage: a phase, or a step with the hooks of its phase; once for its key if it has one.
 * Undoes it later if the lifecycle is aborted.
 */
final class StageRunner {
  private final Run run;
  private final FailurePolicy onFailure;
  private final PhaseRunner hooks;
  private RunStatus status = RunStatus.SKIPPED;
  private FailurePolicy verdict = FailurePolicy.ABORT;

  /**
   * Creates it.
   *
   * @param onFailure what the failure of the stage means for the rest
   */
  StageRunner(Run run, PhaseTasks tasks, FailurePolicy onFailure) {
    this.run = run;
    this.onFailure = onFailure;
    this.hooks = new PhaseRunner(run, tasks);
  }

  /** Makes the time of the first hook begin now. */
  void restartClock() {
    hooks.restartClock();
  }

  RunStatus run() {
    started();
    SkipReason leftOut = run.input.leftOut(hooks.tasks);
    Once once = run.input.request().once(hooks.tasks.phase);
    if (leftOut != null) {
      hooks.state.skipAll(leftOut);
      hooks.runHooks();
    } else if (once == null) {
      hooks.runHooks();
    } else {
      new OncePhase(hooks, once).run();
    }
    return finished();
  }

  /** Runs the hooks of a lifecycle itself, which deal with what failed in it. */
  RunStatus runAfter(@Nullable Throwable failure) {
    started();
    hooks.cleanUpAfter(failure);
    return finished();
  }

  private void started() {
    if (run.heard().hears(Heard.PHASE_STARTED)) {
      run.announce(new PhaseStarted(run.listeners().run(), run.now(), hooks.tasks.phase));
    }
  }

  private RunStatus finished() {
    status = hooks.state.status();
    verdict = isAbovePolicies() ? FailurePolicy.ABORT : onFailure;
    if (run.heard().hears(Heard.PHASE_FINISHED)) {
      boolean isIgnored = status == RunStatus.FAILED && verdict == FailurePolicy.IGNORE;
      Optional<Throwable> failure = Optional.ofNullable(hooks.state.ownFailure());
      RunInfo info = run.listeners().run();
      Phase phase = hooks.tasks.phase;
      run.announce(new PhaseFinished(info, run.now(), phase, status, isIgnored, failure));
    }
    return status;
  }

  private boolean isAbovePolicies() {
    return run.isFatal() || run.isOutOfTime() || run.input.isUnrecorded();
  }

  /**
   * Returns what its failure means, if it failed. The failure policy of a phase is consulted here,
   * and nowhere else.
   */
  FailurePolicy verdict() {
    return verdict;
  }

  /** Skips every hook, because the stage does not begin. */
  void skip(SkipReason reason) {
    hooks.skipAll(reason);
  }

  /** Undoes what this stage did, because a later one was aborted. */
  void rollBack(Throwable failure) {
    hooks.state.cleanUpAfter(failure);
    Once once = run.input.request().once(hooks.tasks.phase);
    if (once != null && !hooks.state.undos().isEmpty()) {
      new OncePhase(hooks, once).rollBack();
    } else {
      hooks.undo();
    }
  }

  /** Returns the results so far, in the order in which the hooks ended. */
  List<HookResult> results() {
    return hooks.results();
  }

  /** Returns when the last hook ended. */
  long endNanos() {
    return hooks.endNanos();
  }

  PhaseResult result() {
    return new PhaseResult(hooks.tasks.phase, status, hooks.results());
  }
}
