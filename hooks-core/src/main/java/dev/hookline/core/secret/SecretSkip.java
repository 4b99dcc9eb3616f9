package dev.hookline.core.secret;

import java.util.Arrays;

/**
 * Passes quickly over what cannot begin a form of a secret (Wu and Manber): looks at the last
 * {@value #BLOCK} bytes of a window that is as long as the shortest form, and moves the window on
 * as far as the nearest form that has them allows. Immutable.
 */
final class SecretSkip {
  private static final int BLOCK = 3;
  private static final int HASHES = 1 << 15;

  private final int window;
  private final byte[] moves;
  private final long[] beginnings = new long[1 << 10];

  SecretSkip(byte[][] forms) {
    int shortest = Byte.MAX_VALUE;
    for (byte[] form : forms) {
      shortest = Math.min(shortest, form.length);
    }
    this.window = shortest < BLOCK ? 1 : shortest;
    this.moves = new byte[window == 1 ? 256 : HASHES];
    Arrays.fill(moves, (byte) (window == 1 ? 1 : window - BLOCK + 1));
    for (byte[] form : forms) {
      add(form);
    }
  }

  private void add(byte[] form) {
    if (window == 1) {
      moves[form[0] & 0xff] = 0;
      return;
    }
    int pair = pair(form, 0);
    beginnings[pair >> 6] |= 1L << pair;
    for (int at = 0; at <= window - BLOCK; at++) {
      int hash = hash(form, at);
      moves[hash] = (byte) Math.min(moves[hash], window - BLOCK - at);
    }
  }

  /** Returns the next index at which a form may begin, or {@code to}. */
  int next(byte[] bytes, int from, int to) {
    return window == 1 ? nextByFirst(bytes, from, to) : nextByBlock(bytes, from, to);
  }

  private int nextByFirst(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && moves[bytes[at] & 0xff] != 0) {
      at++;
    }
    return at;
  }

  private int nextByBlock(byte[] bytes, int from, int to) {
    int at = from;
    int last = to - window;
    while (at <= last) {
      int move = moves[hash(bytes, at + window - BLOCK)];
      if (move == 0) {
        if (isBeginning(pair(bytes, at))) {
          return at;
        }
        move = 1;
      }
      at += move;
    }
    return at; // what is left is shorter than a form: it may begin one
  }

  private boolean isBeginning(int pair) {
    return (beginnings[pair >> 6] & (1L << pair)) != 0;
  }

  private static int pair(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static int hash(byte[] bytes, int at) {
    return ((bytes[at] << 10) ^ (bytes[at + 1] << 5) ^ bytes[at + 2]) & (HASHES - 1);
  }
}
