package dev.hookline.core.rollout;

import dev.hookline.core.RunHandle;
import dev.hookline.core.rollout.TargetResult.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far a rollout has come. Thread-safe. */
final class RolloutState {
  private final int targets;
  private final List<FailureBudget> budgets;

  // guarded by this

  private final Map<String, TargetResult> results = new LinkedHashMap<>();
  private final Set<RunHandle> running = new HashSet<>();
  private Optional<String> stop = Optional.empty();
  private int failed;
  private boolean isCancelled;

  RolloutState(int targets, List<FailureBudget> budgets) {
    this.targets = targets;
    this.budgets = budgets;
  }

  synchronized boolean isStopped() {
    return stop.isPresent();
  }

  synchronized Optional<String> stop() {
    return stop;
  }

  /** Keeps a run so that it can be cancelled; one that begins too late is cancelled at once. */
  synchronized void begun(RunHandle handle) {
    running.add(handle);
    if (isCancelled) {
      handle.cancel();
    }
  }

  synchronized void ended(RunHandle handle) {
    running.remove(handle);
  }

  synchronized void record(TargetResult result) {
    results.put(result.target(), result);
    failed += result.status() == Status.FAILED ? 1 : 0;
    if (result.status() == Status.FAILED && stop.isEmpty()) {
      stop =
          budgets.stream()
              .filter(budget -> budget.isUsedUp(failed, targets))
              .map(FailureBudget::toString)
              .findFirst();
    }
  }

  synchronized void replace(TargetResult result) {
    results.put(result.target(), result);
  }

  /** Whatever the budget: a batch of which nothing succeeded says what the next one would do. */
  synchronized void endBatch(List<TargetResult> batch) {
    boolean allFailed = batch.stream().allMatch(result -> result.status() == Status.FAILED);
    if (stop.isEmpty() && allFailed && !batch.isEmpty()) {
      stop = Optional.of("the failure of a whole batch of " + batch.size());
    }
  }

  synchronized void cancel() {
    isCancelled = true;
    stop = Optional.of(stop.orElse("an interrupt"));
    running.forEach(handle -> handle.cancel("the rollout was interrupted"));
  }

  /**
   * An interrupt ends what the rollout was doing, and only a second one what cleans up after it.
   */
  synchronized void beginCleanUp() {
    isCancelled = false;
  }

  /** Returns the targets that succeeded, the last one first. */
  synchronized List<String> toUndo() {
    List<String> done = new ArrayList<>();
    results.values().stream()
        .filter(result -> result.status() == Status.SUCCEEDED)
        .forEach(result -> done.add(0, result.target()));
    return done;
  }

  synchronized Optional<TargetResult> result(String target) {
    return Optional.ofNullable(results.get(target));
  }
}
