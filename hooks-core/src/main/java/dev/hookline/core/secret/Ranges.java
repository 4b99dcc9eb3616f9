package dev.hookline.core.secret;

/** Ranges of positions in ascending order, of which no two overlap. Not thread-safe. */
final class Ranges {
  private static final int FEW = 8;

  private long[] bounds = {};
  private int first;
  private int end;

  boolean isEmpty() {
    return first == end;
  }

  void clear() {
    first = 0;
    end = 0;
  }

  /** Adds a range behind all others. */
  void add(long start, long to) {
    if (end == bounds.length) {
      makeRoom();
    }
    bounds[end++] = start;
    bounds[end++] = to;
  }

  /** Moves to the front what is there, and grows only if half of the room is taken. */
  private void makeRoom() {
    long[] from = bounds;
    int length = end - first;
    if (length >= bounds.length / 2) {
      bounds = new long[Math.max(FEW, bounds.length * 2)];
    }
    System.arraycopy(from, first, bounds, 0, length);
    first = 0;
    end = length;
  }

  void addAll(Ranges that) {
    for (int i = that.first; i < that.end; i += 2) {
      add(that.bounds[i], that.bounds[i + 1]);
    }
  }

  /** Returns where the first range starts. */
  long firstStart() {
    return bounds[first];
  }

  /** Removes the first range and returns its end. */
  long removeFirst() {
    first += 2;
    return bounds[first - 1];
  }

  /** Removes what ends after a position; returns the least start of all that, or the position. */
  long removeThoseThatEndAfter(long position) {
    long start = position;
    while (end > first && bounds[end - 1] > position) {
      end -= 2;
      start = Math.min(start, bounds[end]);
    }
    return start;
  }
}
