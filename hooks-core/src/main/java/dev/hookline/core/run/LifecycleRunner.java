package dev.hookline.core.run;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookResult;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.input.RunRecord;
import dev.hookline.core.output.Heard;
import dev.hookline.core.output.MaskedFailure;
import dev.hookline.core.result.PhaseResult;
import dev.hookline.core.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of a lifecycle: each phase ends with its own cleanup; if it aborts the lifecycle,
 * what earlier stages did is rolled back too, newest first; the lifecycle's own hooks are the last.
 */
public final class LifecycleRunner {
  private final Run run;
  private final List<PhaseTasks> tasks;
  private final @Nullable PhaseTasks ownTasks;
  private final List<Stage> stages;
  private final List<StageRunner> runners = new ArrayList<>();
  private final List<StageRunner> begun = new ArrayList<>();
  private final List<HookResult> results = new ArrayList<>();
  private @Nullable SkipReason stopped;
  private boolean isFailed;

  private LifecycleRunner(
      Run run, Lifecycle lifecycle, List<PhaseTasks> tasks, @Nullable PhaseTasks ownTasks) {
    this.run = run;
    this.stages = lifecycle.stages();
    this.tasks = tasks;
    this.ownTasks = ownTasks;
  }

  /** Runs one phase by itself. */
  public static RunResult run(RunInput input, PhaseTasks tasks) {
    Run run = new Run(input, tasks.alone);
    started(run);
    StageRunner stage = new StageRunner(run, tasks, FailurePolicy.ABORT);
    RunStatus ofPhase = stage.run();
    boolean isWell = ofPhase == RunStatus.SUCCEEDED || ofPhase == RunStatus.SKIPPED;
    RunStatus status = isWell ? unlessCancelled(run) : ofPhase;
    finished(run, status);
    PhaseResult phase = stage.result();
    boolean tookMoreTime =
        run.heard().hears(Heard.END) || run.input.request().once(tasks.phase) != null;
    long end = tookMoreTime ? run.clock.nanos() : stage.endNanos();
    return run.end(status, List.of(phase), phase.results(), end);
  }

  /**
   * Runs a lifecycle.
   *
   * @param tasks those of each stage
   * @param ownTasks those of the lifecycle's own hooks; null if it has none
   */
  public static RunResult run(
      RunInput input, Lifecycle lifecycle, List<PhaseTasks> tasks, @Nullable PhaseTasks ownTasks) {
    List<PhaseTasks> all = new ArrayList<>(tasks);
    if (ownTasks != null) {
      all.add(ownTasks);
    }
    return new LifecycleRunner(new Run(input, all), lifecycle, tasks, ownTasks).run();
  }

  private static void started(Run run) {
    if (run.heard().hears(Heard.RUN_STARTED)) {
      run.announce(new RunStarted(run.listeners().run(), run.now(), run.isDryRun()));
    }
    for (String warning : run.input.engine().warnings()) {
      run.warn(warning);
    }
    for (String doubt : run.input.doubts()) {
      run.warn(doubt);
    }
    run.warnOfShortSecrets(run.masker());
  }

  private static void finished(Run run, RunStatus status) {
    RunRecord record = run.input.record();
    if (record != null) {
      record.finished(status);
      Throwable trouble = record.takeTrouble();
      if (trouble != null) {
        run.warn(MaskedFailure.messageOf(trouble));
      }
    }
    if (run.heard().hears(Heard.RUN_FINISHED)) {
      run.announce(new RunFinished(run.listeners().run(), run.now(), status));
    }
  }

  private RunResult run() {
    started(run);
    for (int i = 0; i < stages.size(); i++) {
      stopIfCancelled();
      runStage(stages.get(i), tasks.get(i));
    }
    if (!isFailed) {
      stopIfCancelled();
    }
    if (stopped != null) {
      rollBack(run.failureOrCancelled());
    }
    if (ownTasks != null) {
      runOwnHooks(ownTasks);
    }
    return result();
  }

  private void stopIfCancelled() {
    run.takeInterrupt();
    if (stopped == null && run.isCancelled()) {
      stopped = PhaseRunner.CANCELLED;
    }
  }

  private void runStage(Stage stage, PhaseTasks ofStage) {
    StageRunner runner = new StageRunner(run, ofStage, stage.onFailure());
    runners.add(runner);
    if (stopped != null) {
      runner.skip(stopped);
    } else {
      int failuresBefore = run.failures().size();
      begun.add(runner);
      runner.restartClock();
      RunStatus status = runner.run();
      judge(stage, status, runner.verdict(), failuresBefore);
    }
    results.addAll(runner.results());
  }

  private void judge(Stage stage, RunStatus status, FailurePolicy verdict, int failuresBefore) {
    String what =
        stage instanceof StepStage step ? step.spec().id().toString() : "phase " + stage.phase();
    if (status == RunStatus.CANCELLED) {
      stopped = PhaseRunner.CANCELLED;
    } else if (status == RunStatus.FAILED) {
      if (verdict == FailurePolicy.ABORT) {
        stopped = new SkipReason(Cause.ABORTED, what + " failed");
        isFailed = true;
      } else if (verdict == FailurePolicy.CONTINUE) {
        isFailed = true;
      } else {
        run.ignoreSince(failuresBefore, what);
      }
    }
  }

  private void rollBack(Throwable failure) {
    for (int i = begun.size() - 1; i >= 0; i--) {
      StageRunner stage = begun.get(i);
      int before = stage.results().size();
      stage.rollBack(failure);
      results.addAll(stage.results().subList(before, stage.results().size()));
    }
  }

  private void runOwnHooks(PhaseTasks own) {
    boolean isWell = stopped == null && !isFailed && !run.isCancelled();
    StageRunner runner = new StageRunner(run, own, FailurePolicy.ABORT);
    runners.add(runner);
    isFailed |= runner.runAfter(isWell ? null : run.failureOrCancelled()) == RunStatus.FAILED;
    results.addAll(runner.results());
  }

  /** A run that had failed before it was cancelled has failed, unless hooks were still to run. */
  private RunStatus status() {
    if (stopped != null && stopped.cause() == Cause.CANCELLED) {
      return RunStatus.CANCELLED;
    }
    if (isFailed) {
      return RunStatus.FAILED;
    }
    return unlessCancelled(run);
  }

  private static RunStatus unlessCancelled(Run run) {
    return run.isCancelled() ? RunStatus.CANCELLED : RunStatus.SUCCEEDED;
  }

  private RunResult result() {
    RunStatus status = status();
    finished(run, status);
    List<PhaseResult> phases = runners.stream().map(StageRunner::result).toList();
    return run.end(status, phases, List.copyOf(results), run.clock.nanos());
  }
}
