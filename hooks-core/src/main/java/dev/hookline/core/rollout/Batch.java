package dev.hookline.core.rollout;

import dev.hookline.core.rollout.TargetResult.Status;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Some targets, taken one after the other until so many of them have run: those on which nothing
 * ran, because they were done before, say nothing of those that follow. Thread-safe.
 */
final class Batch {
  private final Iterator<String> targets;

  // guarded by this

  private final List<TargetResult> ran = new ArrayList<>();
  private long open;

  /**
   * Creates it.
   *
   * @param targets what is left of them, for one batch at a time
   * @param size how many are to run
   */
  Batch(Iterator<String> targets, long size) {
    this.targets = targets;
    this.open = size;
  }

  synchronized Optional<String> next() {
    if (open == 0 || !targets.hasNext()) {
      return Optional.empty();
    }
    open--;
    return Optional.of(targets.next());
  }

  /** Has another target take the place of one on which nothing ran. */
  synchronized void record(TargetResult result) {
    if (result.status() == Status.DONE_BEFORE) {
      open++;
    } else {
      ran.add(result);
    }
  }

  synchronized List<TargetResult> ran() {
    return List.copyOf(ran);
  }
}
