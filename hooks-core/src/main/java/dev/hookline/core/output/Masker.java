package dev.hookline.core.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.Environment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Replaces secret values by {@code ***}, in texts and in streams of bytes. A value of several lines
 * is also masked line by line, because that is how it is often printed. Immutable and thread-safe.
 */
public final class Masker {
  /** Masks nothing. */
  public static final Masker NONE = new Masker(Set.of());

  private static final String MASK = "***";
  private static final byte[] MASK_BYTES = MASK.getBytes(UTF_8);

  /** A line of a secret that is shorter than this is too common to be one. */
  private static final int SHORTEST_LINE = 4;

  /** Upper bound on bytes held back while secrets overlap. */
  private static final int MOST_HELD = 64 * 1024;

  private final Set<String> secrets;
  private final List<String> longestFirst;
  private final byte[][] patterns;
  private final boolean[] firstBytes = new boolean[256];

  private Masker(Set<String> secrets) {
    this.secrets = secrets;
    this.longestFirst = new ArrayList<>(secrets);
    if (!secrets.isEmpty()) {
      longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    }
    this.patterns = new byte[longestFirst.size()][];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] = longestFirst.get(i).getBytes(UTF_8);
    }
    for (byte[] pattern : patterns) {
      firstBytes[pattern[0] & 0xff] = true;
    }
  }

  /** Returns a masker for the secret values of a layer as well. */
  public Masker with(Environment layer) {
    if (layer.secretNames().isEmpty()) {
      return this;
    }
    return with(layer.secretNames().stream().map(layer.variables()::get).toList());
  }

  /** Returns a masker for what another one masks as well. */
  public Masker with(Masker other) {
    return secrets.containsAll(other.secrets) ? this : with(other.secrets);
  }

  /** Returns a masker for these values as well. */
  public Masker with(Collection<String> values) {
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
      addWithQuoted(secrets, withoutLineEnds(value));
      value
          .lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_LINE)
          .forEach(line -> addWithQuoted(secrets, line));
    }
  }

  private static String withoutLineEnds(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isLineEnd(value.charAt(start))) {
      start++;
    }
    while (end > start && isLineEnd(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }

  /** A command is shown quoted for a shell, which changes what has quotes in it. */
  private static void addWithQuoted(Set<String> secrets, String value) {
    secrets.add(value);
    secrets.add(value.replace("'", "'\\''"));
    secrets.add(value.replace("\\", "\\\\").replace("'", "\\'"));
  }

  /** Returns whether there is nothing to mask. */
  public boolean isNone() {
    return patterns.length == 0;
  }

  /** Returns the text with every secret masked; those that overlap are masked as one. */
  public String mask(String text) {
    if (isNone()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int end = 0;
    for (int at = 0; at < text.length(); at++) {
      int length = secretAt(text, at);
      if (length > 0 && at >= end) {
        masked.append(text, end, at).append(MASK);
      }
      end = length > 0 ? Math.max(end, at + length) : end;
    }
    return masked.append(text, end, text.length()).toString();
  }

  private int secretAt(String text, int at) {
    for (String secret : longestFirst) {
      if (text.startsWith(secret, at)) {
        return secret.length();
      }
    }
    return 0;
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
    int shown = 0;
    int from = 0;
    int end = 0; // of the secrets that overlap and begin at from
    int at = 0;
    for (int matched = 0; at < length; at++) {
      matched = firstBytes[bytes[at] & 0xff] ? matchAt(bytes, at, length, atEnd) : 0;
      if (matched == HOLD) {
        break;
      }
      if (matched > 0 && at >= end) {
        shown = show(bytes, shown, from, end, sink);
        from = at;
      }
      end = matched > 0 ? Math.max(end, at + matched) : end;
    }
    if (at < end && at < length && length - from <= MOST_HELD) {
      sink.accept(bytes, shown, from - shown);
      return length - from;
    }
    shown = show(bytes, shown, from, end, sink);
    int shownTo = Math.max(at, end);
    sink.accept(bytes, shown, shownTo - shown);
    return length - shownTo;
  }

  /** Shows what stands before secrets, and a mask for them; returns where they end. */
  private static int show(byte[] bytes, int shown, int from, int end, Sink sink) {
    if (from == end) {
      return shown;
    }
    sink.accept(bytes, shown, from - shown);
    sink.accept(MASK_BYTES, 0, MASK_BYTES.length);
    return end;
  }

  private static final int HOLD = -1;

  /**
   * Returns the length of the secret that stands here, 0 if none does, HOLD if more bytes are
   * needed to know.
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
