package dev.hookline.core.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has failed in a run and may not be ignored, the first one first. Thread-safe. */
public final class Failures {
  /** Null as long as nothing has failed; read without the lock to see only that. */
  private volatile @Nullable List<RunFailure> list;

  /** Adds a failure. */
  public synchronized void add(RunFailure failure) {
    List<RunFailure> longer = list == null ? new ArrayList<>() : list;
    list = longer;
    longer.add(failure);
  }

  /** Returns how much has failed so far. */
  public synchronized int count() {
    return list == null ? 0 : list.size();
  }

  /** Forgets what has failed since there were so many, and returns it. */
  public synchronized List<RunFailure> removeSince(int count) {
    if (list == null) {
      return List.of();
    }
    List<RunFailure> removed = List.copyOf(list.subList(count, list.size()));
    list.subList(count, list.size()).clear();
    return removed;
  }

  /** Returns why the first one failed, if anything did. */
  public synchronized Optional<Throwable> first() {
    return list == null || list.isEmpty() ? Optional.empty() : Optional.of(list.get(0).cause());
  }

  /** Returns all failures, the first one first. */
  public List<RunFailure> all() {
    return list == null ? List.of() : copy();
  }

  private synchronized List<RunFailure> copy() {
    return list == null ? List.of() : List.copyOf(list);
  }
}
