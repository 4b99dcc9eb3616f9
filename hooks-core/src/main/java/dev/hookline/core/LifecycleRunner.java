package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookResult;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of a lifecycle: each phase ends with its own cleanup; if it aborts the lifecycle,
 * what earlier stages did is taken back too, newest first.
 */
final class LifecycleRunner {
  private final Run run;
  private final List<HookPlan> plans;
  private final List<Stage> stages;
  private final List<PhaseReport> phases = new ArrayList<>();
  private final List<HookRunner> begun = new ArrayList<>();
  private final List<HookResult> results = new ArrayList<>();
  private @Nullable SkipReason stopped;
  private boolean isFailed;

  LifecycleRunner(Run run, Lifecycle lifecycle, List<HookPlan> plans) {
    this.run = run;
    this.stages = lifecycle.stages();
    this.plans = plans;
  }

  RunReport run() {
    run.events.runStarted(run.name);
    for (int i = 0; i < stages.size(); i++) {
      run.takeCancellation();
      if (stopped == null && run.isCancelled()) {
        stopped = HookRunner.CANCELLED;
      }
      Run.Mark before = run.mark();
      PhaseReport report =
          stopped == null ? runStage(i) : new HookRunner(run, plans.get(i)).notBegun(stopped);
      phases.add(report);
      results.addAll(report.results());
      if (stopped == null) {
        judge(stages.get(i), report, before);
      }
    }
    if (stopped != null) {
      rollBack();
    }
    return report();
  }

  private PhaseReport runStage(int i) {
    HookRunner runner = new HookRunner(run, plans.get(i));
    begun.add(runner);
    runner.restartClock();
    return runner.run();
  }

  private void judge(Stage stage, PhaseReport report, Run.Mark before) {
    String what =
        stage instanceof StepStage step ? step.spec().id().toString() : "phase " + stage.phase();
    if (report.status() == RunStatus.CANCELLED) {
      stopped = HookRunner.CANCELLED;
    } else if (report.status() == RunStatus.FAILED) {
      if (run.isFatal() || run.isOutOfTime() || stage.onFailure() == FailurePolicy.ABORT) {
        stopped = new SkipReason(Cause.ABORTED, what + " failed");
        isFailed = true;
      } else if (stage.onFailure() == FailurePolicy.CONTINUE) {
        isFailed = true;
      } else {
        run.ignoreSince(before, what);
      }
    }
  }

  private void rollBack() {
    Throwable failure =
        run.firstFailure().orElseGet(() -> new HookTimeoutException("the run was cancelled"));
    for (int i = begun.size() - 1; i >= 0; i--) {
      results.addAll(begun.get(i).rollBack(failure));
    }
  }

  private RunReport report() {
    RunStatus status = isFailed ? RunStatus.FAILED : RunStatus.SUCCEEDED;
    if (run.isCancelled()) {
      status = RunStatus.CANCELLED;
    }
    run.events.runFinished(run.name, status);
    return new RunReport(
        run,
        status,
        Collections.unmodifiableList(phases),
        Collections.unmodifiableList(results),
        System.nanoTime());
  }
}
