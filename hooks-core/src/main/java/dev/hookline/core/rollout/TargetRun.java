package dev.hookline.core.rollout;

import dev.hookline.api.Durations;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.Succeeded;
import dev.hookline.api.HookResult;
import dev.hookline.api.OutputLine;
import dev.hookline.api.SkipReason;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import dev.hookline.core.RunReport;
import dev.hookline.core.rollout.TargetResult.HookCell;
import dev.hookline.core.rollout.TargetResult.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One run of a rollout, and what is kept of it. */
final class TargetRun {
  private final String name;
  private final RolloutState state;
  private final Consumer<OutputLine> lines;

  /** Starts a run. */
  interface Start {
    RunHandle with(HookRequest request);
  }

  TargetRun(String name, RolloutState state, Consumer<OutputLine> lines) {
    this.name = name;
    this.state = state;
    this.lines = lines;
  }

  /**
   * Runs it, and waits for the end.
   *
   * @param request what it throws is a failure, too
   */
  TargetResult result(Supplier<HookRequest> request, Start start) {
    long began = System.nanoTime();
    try {
      RunReport report = report(request.get().listener(new Lines()), start);
      Status status = status(report);
      return new TargetResult(
          name,
          status,
          report.duration(),
          report.results().stream().map(TargetRun::cell).toList(),
          status.isSuccess() ? Optional.empty() : Optional.of(report),
          "");
    } catch (RuntimeException e) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new TargetResult(
          name, Status.FAILED, took, List.of(), Optional.empty(), String.valueOf(e));
    }
  }

  private RunReport report(HookRequest request, Start start) {
    RunHandle handle = start.with(request);
    state.begun(handle);
    try {
      return handle.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("no one interrupts the threads of a rollout", e);
    } finally {
      state.ended(handle);
    }
  }

  private static Status status(RunReport report) {
    return switch (report.status()) {
      case SUCCEEDED, SKIPPED -> wasDone(report) ? Status.DONE_BEFORE : Status.SUCCEEDED;
      case FAILED -> Status.FAILED;
      case CANCELLED -> Status.CANCELLED;
    };
  }

  private static boolean wasDone(RunReport report) {
    return !report.results().isEmpty()
        && report.results().stream()
            .map(HookResult::outcome)
            .allMatch(
                o ->
                    o instanceof Skipped skipped
                        && skipped.reason().cause() == SkipReason.Cause.DONE_ALREADY);
  }

  private static HookCell cell(HookResult result) {
    boolean succeeded = result.outcome() instanceof Succeeded;
    String took = succeeded ? Durations.measured(result.duration()) : result.status();
    return new HookCell(result.hook().name(), took);
  }

  /** Says of each line which run it is of. */
  private final class Lines implements HookListener {
    @Override
    public void lineWritten(LineWritten event) {
      lines.accept(event.line());
    }
  }
}
