package dev.hookline.core.plan;

/**
 * The order of hooks that do not have to wait: by number, then by registration. It is found in
 * linear time, by a radix sort that leaves out bytes in which all numbers are the same.
 */
final class Ranks {
  private final int[] hookAt;
  private final int[] rankOf;

  /** Ranks hooks by their numbers. */
  Ranks(int[] numbers) {
    this.hookAt = sorted(numbers);
    this.rankOf = new int[hookAt.length];
    for (int rank = 0; rank < hookAt.length; rank++) {
      rankOf[hookAt[rank]] = rank;
    }
  }

  private static int[] sorted(int[] numbers) {
    int[] hooks = new int[numbers.length];
    int differing = 0;
    for (int hook = 0; hook < hooks.length; hook++) {
      hooks[hook] = hook;
      differing |= numbers[hook] ^ numbers[0];
    }
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      if ((differing >>> shift & 0xff) != 0) {
        hooks = sortedByByte(hooks, numbers, shift);
      }
    }
    return hooks;
  }

  /** Sorts by one byte; hooks that have the same one stay in their order. */
  private static int[] sortedByByte(int[] hooks, int[] numbers, int shift) {
    int[] next = new int[0x101];
    for (int number : numbers) {
      next[byteOf(number, shift) + 1]++;
    }
    for (int i = 1; i < next.length; i++) {
      next[i] += next[i - 1];
    }
    int[] sorted = new int[hooks.length];
    for (int hook : hooks) {
      sorted[next[byteOf(numbers[hook], shift)]++] = hook;
    }
    return sorted;
  }

  /** Returns one byte of a number whose sign is turned round, because negative ones come first. */
  private static int byteOf(int number, int shift) {
    return (number ^ Integer.MIN_VALUE) >>> shift & 0xff;
  }

  /** Returns how many hooks would run before this one. */
  int of(int hook) {
    return rankOf[hook];
  }

  /** Returns the hook before which so many others would run. */
  int hookAt(int rank) {
    return hookAt[rank];
  }
}
