package dev.hookline.core.run;

import dev.hookline.core.result.RunFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has failed in a run and may not be ignored, the first one first. Thread-safe. */
final class Failures {
  private @Nullable List<RunFailure> list;

  synchronized void add(RunFailure failure) {
    List<RunFailure> longer = list == null ? new ArrayList<>() : list;
    list = longer;
    longer.add(failure);
  }

  /** Returns how much has failed so far. */
  synchronized int count() {
    return list == null ? 0 : list.size();
  }

  /** Forgets what has failed since there were so many, and returns it. */
  synchronized List<RunFailure> removeSince(int count) {
    if (list == null) {
      return List.of();
    }
    List<RunFailure> removed = List.copyOf(list.subList(count, list.size()));
    list.subList(count, list.size()).clear();
    return removed;
  }

  synchronized Optional<Throwable> first() {
    return list == null || list.isEmpty() ? Optional.empty() : Optional.of(list.get(0).cause());
  }

  synchronized List<RunFailure> all() {
    return list == null ? List.of() : List.copyOf(list);
  }
}
