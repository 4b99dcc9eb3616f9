package dev.hookline.core.plan;

import java.util.Arrays;
import java.util.List;

/**
 * The hooks that may run next, smallest key first. A heap of bare numbers: a large plan is bound by
 * memory, and a queue of objects would fetch each of them for each comparison.
 */
final class ReadyQueue {
  private final List<PlanNode> byPlace;
  private long[] keys = new long[16];
  private int size;

  /** Creates a queue of hooks that are found in the list by the place at which they registered. */
  ReadyQueue(List<PlanNode> byPlace) {
    this.byPlace = byPlace;
  }

  void add(PlanNode hook) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    int at = size++;
    long key = hook.sortKey;
    while (at > 0 && key < keys[(at - 1) / 2]) {
      keys[at] = keys[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    keys[at] = key;
  }

  boolean isEmpty() {
    return size == 0;
  }

  PlanNode remove() {
    int registered = (int) keys[0];
    sink(keys[--size]);
    return byPlace.get(registered - 1);
  }

  /** Lets the last key find its place from the top. */
  private void sink(long key) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (key <= keys[child]) {
        break;
      }
      keys[at] = keys[child];
      at = child;
    }
    keys[at] = key;
  }
}
