package dev.hookline.core.plan;

/**
 * The hooks that may run next, lowest rank first: a bit for each rank, above them a bit for each
 * word that is not 0, and so on, so that a few words lead to the lowest one. A heap has a branch on
 * each of its many levels that no processor foresees: with one, planning took a tenth longer.
 */
final class ReadyQueue {
  /** Each level says which words of the one below have bits; the last one has one word. */
  private final long[][] levels;

  ReadyQueue(int ranks) {
    int depth = 1;
    for (int words = words(ranks); words > 1; words = words(words)) {
      depth++;
    }
    this.levels = new long[depth][];
    int bits = ranks;
    for (int level = 0; level < depth; level++) {
      bits = words(bits);
      levels[level] = new long[bits];
    }
  }

  /** Returns how many words have room for so many bits; at least 1. */
  private static int words(int bits) {
    return Math.max(1, (bits + Long.SIZE - 1) / Long.SIZE);
  }

  void add(int rank) {
    int bit = rank;
    for (long[] level : levels) {
      level[bit / Long.SIZE] |= 1L << bit;
      bit /= Long.SIZE;
    }
  }

  boolean isEmpty() {
    return levels[levels.length - 1][0] == 0;
  }

  /** Removes the lowest rank and returns it. */
  int remove() {
    int lowest = 0;
    for (int level = levels.length - 1; level >= 0; level--) {
      lowest = lowest * Long.SIZE + Long.numberOfTrailingZeros(levels[level][lowest]);
    }
    int bit = lowest;
    for (long[] level : levels) {
      level[bit / Long.SIZE] &= ~(1L << bit);
      if (level[bit / Long.SIZE] != 0) {
        break;
      }
      bit /= Long.SIZE;
    }
    return lowest;
  }
}
