package dev.hookline.core.rollout;

import dev.hookline.api.Durations;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.Succeeded;
import dev.hookline.api.HookResult;
import dev.hookline.api.SkipReason;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import dev.hookline.core.RunReport;
import dev.hookline.core.rollout.TargetResult.HookCell;
import dev.hookline.core.rollout.TargetResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of a rollout. */
final class RolloutRun {
  private final Rollout rollout;
  private final HookEngine engine;
  private final Function<String, HookRequest> requests;
  private final RolloutState state;
  private final long startedAt = System.nanoTime();
  private boolean interrupted;
  private volatile @Nullable Error fatal;

  /** Starts the run of one target. */
  interface Start {
    RunHandle with(HookRequest request);
  }

  RolloutRun(Rollout rollout, HookEngine engine, Function<String, HookRequest> requests) {
    this.rollout = rollout;
    this.engine = engine;
    this.requests = requests;
    this.state = new RolloutState(rollout.targets.size(), rollout.budgets);
  }

  RolloutReport run(String name, Start start) {
    for (List<String> batch : rollout.batches.split(rollout.targets)) {
      if (!state.isStopped()) {
        onEach(batch, state::isStopped, target -> state.record(resultOf(target, start)));
        state.endBatch(batch);
      }
    }
    if (state.isStopped()) {
      rollout.undo.ifPresent(
          phase ->
              onEach(
                  state.toUndo(),
                  () -> false,
                  target -> undo(target, request -> engine.start(phase, request))));
    }
    rethrowFatal();
    return report(name);
  }

  private RolloutReport report(String name) {
    List<TargetResult> results =
        rollout.targets.stream()
            .map(target -> state.result(target).orElseGet(() -> notBegun(target)))
            .toList();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    return new RolloutReport(name, results, took, state.stop());
  }

  private void rethrowFatal() {
    Error thrown = fatal;
    if (thrown != null) {
      throw thrown;
    }
  }

  private static TargetResult notBegun(String target) {
    return new TargetResult(
        target, Status.NOT_BEGUN, Duration.ZERO, List.of(), Optional.empty(), "");
  }

  /** Has threads take one target after the other, and waits for all of them. */
  private void onEach(List<String> targets, BooleanSupplier isOver, Consumer<String> work) {
    Iterator<String> rest = targets.iterator();
    List<Thread> threads = new ArrayList<>();
    while (threads.size() < Math.min(rollout.atOnce, targets.size())) {
      Thread thread = new Thread(() -> work(rest, isOver, work), "hookline-rollout");
      threads.add(thread);
      thread.start();
    }
    threads.forEach(this::join);
  }

  private void work(Iterator<String> rest, BooleanSupplier isOver, Consumer<String> work) {
    try {
      for (Optional<String> next = next(rest, isOver);
          next.isPresent();
          next = next(rest, isOver)) {
        work.accept(next.get());
      }
    } catch (Error e) {
      fatal = e;
      state.cancel();
    }
  }

  private static Optional<String> next(Iterator<String> rest, BooleanSupplier isOver) {
    synchronized (rest) {
      return !isOver.getAsBoolean() && rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }
  }

  private void join(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        state.cancel();
      }
    }
  }

  private TargetResult resultOf(String target, Start start) {
    long began = System.nanoTime();
    try {
      RunReport report = report(target, start);
      Status status = status(report);
      return new TargetResult(
          target,
          status,
          report.duration(),
          report.results().stream().map(RolloutRun::cell).toList(),
          status.isSuccess() ? Optional.empty() : Optional.of(report),
          "");
    } catch (RuntimeException e) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new TargetResult(
          target, Status.FAILED, took, List.of(), Optional.empty(), String.valueOf(e));
    }
  }

  private RunReport report(String target, Start start) {
    HookRequest request =
        requests
            .apply(target)
            .attribute(Rollout.TARGET, target)
            .override("HOOKLINE_TARGET", target)
            .listener(new Lines(target));
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

  private void undo(String target, Start start) {
    boolean isUndone = resultOf(target, start).status().isSuccess();
    Status status = isUndone ? Status.UNDONE : Status.NOT_UNDONE;
    state.result(target).ifPresent(result -> state.replace(result.withStatus(status)));
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

  /** Says of each line which target it is of. */
  private final class Lines implements HookListener {
    private final String target;

    Lines(String target) {
      this.target = target;
    }

    @Override
    public void lineWritten(LineWritten event) {
      rollout.lines.accept(target, event.line());
    }
  }
}
