package dev.hookline.core.rollout;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.rollout.Rollout.OnFailure;
import dev.hookline.core.rollout.TargetResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a rollout. */
final class RolloutRun {
  private static final String WHOLE = "the rollout";

  private final Rollout rollout;
  private final HookEngine engine;
  private final Function<String, HookRequest> requests;
  private final RolloutState state;
  private final long startedAt = System.nanoTime();
  private boolean interrupted;
  private volatile @Nullable Error fatal;

  RolloutRun(Rollout rollout, HookEngine engine, Function<String, HookRequest> requests) {
    this.rollout = rollout;
    this.engine = engine;
    this.requests = requests;
    this.state = new RolloutState(rollout.targets.size(), rollout.budgets);
  }

  RolloutReport run(String name, TargetRun.Start start) {
    rollout.undo.ifPresent(phase -> check("undoWith", phase));
    rollout.onFailure.ifPresent(last -> check("onFailure", last.phase()));
    runBatches(start);
    rethrowFatal();
    state.beginCleanUp();
    if (state.isStopped()) {
      rollout.undo.ifPresent(this::undoAll);
    }
    Optional<TargetResult> last = report(name, Optional.empty()).failure().flatMap(this::onFailure);
    rethrowFatal();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return report(name, last);
  }

  /** Found out later, it would be too late: a phase without hooks succeeds. */
  private void check(String setting, Phase phase) {
    if (engine.plan(phase).hooks().isEmpty()) {
      throw new IllegalArgumentException(
          "the phase %s of %s has no hook; register one, or correct its name"
              .formatted(phase, setting));
    }
  }

  private void runBatches(TargetRun.Start start) {
    Iterator<String> rest = rollout.targets.iterator();
    for (int i = 0; rest.hasNext() && !state.isStopped(); i++) {
      Batch batch = new Batch(rest, rollout.batches.of(i, rollout.targets.size()));
      onEach(
          () -> state.isStopped() ? Optional.empty() : batch.next(),
          target -> {
            TargetResult result = resultOf(target, start);
            state.record(result);
            batch.record(result);
          });
      state.endBatch(batch.ran());
    }
  }

  private void undoAll(Phase phase) {
    List<String> done = state.toUndo();
    Batch all = new Batch(done.iterator(), done.size());
    onEach(all::next, target -> undo(target, request -> engine.start(phase, request)));
  }

  private void undo(String target, TargetRun.Start start) {
    boolean isUndone = resultOf(target, start).status().isSuccess();
    Status status = isUndone ? Status.UNDONE : Status.NOT_UNDONE;
    state.result(target).ifPresent(result -> state.replace(result.withStatus(status)));
  }

  private Optional<TargetResult> onFailure(RolloutReport report) {
    List<TargetResult> results = new ArrayList<>();
    rollout.onFailure.ifPresent(
        last -> {
          String name = last.phase().name();
          Batch one = new Batch(List.of(name).iterator(), 1);
          onEach(one::next, unused -> results.add(onFailure(last, report)));
        });
    return results.stream().findFirst();
  }

  private TargetResult onFailure(OnFailure last, RolloutReport report) {
    return new TargetRun(last.phase().name(), state, line -> rollout.lines.accept(WHOLE, line))
        .result(
            () ->
                last.request()
                    .attribute(Rollout.REPORT, report)
                    .override("HOOKLINE_ROLLOUT", report.headline()),
            request -> engine.start(last.phase(), request));
  }

  private TargetResult resultOf(String target, TargetRun.Start start) {
    return new TargetRun(target, state, line -> rollout.lines.accept(target, line))
        .result(
            () ->
                requests
                    .apply(target)
                    .attribute(Rollout.TARGET, target)
                    .override("HOOKLINE_TARGET", target),
            start);
  }

  private RolloutReport report(String name, Optional<TargetResult> onFailure) {
    List<TargetResult> results =
        rollout.targets.stream()
            .map(target -> state.result(target).orElseGet(() -> TargetResult.notBegun(target)))
            .toList();
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    return new RolloutReport(name, results, took, state.stop(), onFailure);
  }

  private void rethrowFatal() {
    Error thrown = fatal;
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Has threads take one target after the other, and waits for all of them. */
  private void onEach(Supplier<Optional<String>> targets, Consumer<String> work) {
    List<Thread> threads = new ArrayList<>();
    Optional<String> first = targets.get();
    while (first.isPresent()) {
      String target = first.get();
      Thread thread = new Thread(() -> work(target, targets, work), "hookline-rollout");
      threads.add(thread);
      thread.start();
      first = threads.size() < rollout.atOnce ? targets.get() : Optional.empty();
    }
    threads.forEach(this::join);
  }

  private void work(String first, Supplier<Optional<String>> targets, Consumer<String> work) {
    try {
      Optional<String> next = Optional.of(first);
      while (next.isPresent()) {
        work.accept(next.get());
        next = targets.get();
      }
    } catch (Error e) {
      fatal = e;
      state.cancel();
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
}
