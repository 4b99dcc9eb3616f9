package dev.hookline.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.Environment;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Replaces secret values by {@code ***}, in texts and in streams of bytes. A value of several lines
 * is also masked line by line, because that is how it is often printed. Immutable and thread-safe.
 */
final class Masker {
  static final Masker NONE = new Masker(Set.of());

  private static final String MASK = "***";
  private static final byte[] MASK_BYTES = MASK.getBytes(UTF_8);

  /** A line of a secret that is shorter than this is too common to be one. */
  private static final int SHORTEST_LINE = 4;

  private final Set<String> secrets;
  private final List<String> longestFirst;
  private final byte[][] patterns;
  private final boolean[] firstBytes = new boolean[256];

  private Masker(Set<String> secrets) {
    this.secrets = secrets;
    this.longestFirst =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    this.patterns =
        longestFirst.stream().map(secret -> secret.getBytes(UTF_8)).toArray(byte[][]::new);
    for (byte[] pattern : patterns) {
      firstBytes[pattern[0] & 0xff] = true;
    }
  }

  /** Returns a masker for the secret values of a layer as well. */
  Masker with(Environment layer) {
    if (layer.secretNames().isEmpty()) {
      return this;
    }
    return with(layer.secretNames().stream().map(layer.variables()::get).toList());
  }

  /** Returns a masker for what another one masks as well. */
  Masker with(Masker other) {
    return secrets.containsAll(other.secrets) ? this : with(other.secrets);
  }

  /** Returns a masker for these values as well. */
  Masker with(Collection<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Set<String> more = new LinkedHashSet<>(secrets);
    for (String value : values) {
      add(more, value);
    }
    return more.isEmpty() ? NONE : new Masker(more);
  }

  private static void add(Set<String> secrets, String value) {
    if (!value.isBlank()) {
      secrets.add(value);
      value
          .lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_LINE)
          .forEach(secrets::add);
    }
  }

  boolean isNone() {
    return patterns.length == 0;
  }

  /** Returns the text with every secret masked. */
  String mask(String text) {
    String masked = text;
    for (String secret : longestFirst) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /** Takes what is masked, in pieces. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] bytes, int offset, int length);
  }

  /**
   * Masks {@code bytes[0, length)} into the sink.
   *
   * @param atEnd whether nothing follows
   * @return how many bytes at the end were held back, because they may be the beginning of a secret
   */
  int mask(byte[] bytes, int length, boolean atEnd, Sink sink) {
    int plainFrom = 0;
    int at = 0;
    while (at < length) {
      if (!firstBytes[bytes[at] & 0xff]) {
        at++;
        continue;
      }
      int matched = matchAt(bytes, at, length, atEnd);
      if (matched == HOLD) {
        break;
      }
      if (matched == 0) {
        at++;
        continue;
      }
      sink.accept(bytes, plainFrom, at - plainFrom);
      sink.accept(MASK_BYTES, 0, MASK_BYTES.length);
      at += matched;
      plainFrom = at;
    }
    sink.accept(bytes, plainFrom, at - plainFrom);
    return length - at;
  }

  private static final int HOLD = -1;

  /**
   * Returns the length of the secret that stands here, 0 if none does, HOLD if it cannot be told.
   */
  private int matchAt(byte[] bytes, int at, int length, boolean atEnd) {
    for (byte[] pattern : patterns) {
      int common = commonPrefix(pattern, bytes, at, length);
      if (common == pattern.length) {
        return common;
      }
      if (!atEnd && at + common == length) {
        return HOLD;
      }
    }
    return 0;
  }

  private static int commonPrefix(byte[] pattern, byte[] bytes, int at, int length) {
    int most = Math.min(pattern.length, length - at);
    int common = 0;
    while (common < most && pattern[common] == bytes[at + common]) {
      common++;
    }
    return common;
  }
}
