package dev.hookline.core.plan;

import java.util.Arrays;

/**
 * The hooks that may run next, smallest key first. A heap of bare numbers: a large plan is bound by
 * memory, and a queue of objects would fetch each of them for each comparison.
 */
final class ReadyQueue {
  private long[] keys = new long[16];
  private int size;

  /** Adds a hook by its {@link PlanNode#sortKey}. */
  void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    int at = size++;
    while (at > 0 && key < keys[(at - 1) / 2]) {
      keys[at] = keys[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    keys[at] = key;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Removes the hook with the smallest key and returns the place at which it registered. */
  int remove() {
    int place = PlanNode.place(keys[0]);
    sink(keys[--size]);
    return place;
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
