package dev.hookline.api;

import java.time.Duration;
import java.util.Objects;

/**
 * How Hookline writes durations for people, in every message, plan and report: {@code 0.144 s},
 * {@code 2 min}, {@code 1 h 30 min}.
 */
public final class Durations {
  private static final int NANOS_OF_A_SECOND = 1_000_000_000;
  private static final int NANOS_OF_A_MILLI = 1_000_000;
  private static final int NANOS_OF_A_TENTH = 100_000_000;
  static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

  private Durations() {}

  /**
   * Returns the duration to the nanosecond, for example {@code 1 h 30 min} or {@code 0.2 s}; {@code
   * 0 s} if it is zero.
   */
  public static String words(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    return duration.isNegative()
        ? "-" + words(withoutSign(duration))
        : words(duration.toSeconds(), duration.toNanosPart());
  }

  /**
   * Returns how long something took, as exactly as people read it: to the millisecond below one
   * second, to a tenth of a second below a minute, and to the second from there on.
   */
  public static String measured(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    long seconds = duration.toSeconds();
    int unit = seconds < 1 ? NANOS_OF_A_MILLI : seconds < 60 ? NANOS_OF_A_TENTH : NANOS_OF_A_SECOND;
    long rounded = ((long) duration.toNanosPart() + unit / 2) / unit * unit;
    long carry = rounded == NANOS_OF_A_SECOND && seconds < Long.MAX_VALUE ? 1 : 0;
    return words(Duration.ofSeconds(seconds + carry, rounded % NANOS_OF_A_SECOND));
  }

  /**
   * Returns the duration that a text says: whole or decimal numbers with the units {@code d},
   * {@code h}, {@code min} or {@code m}, {@code s} and {@code ms}, such as {@code 1 h 30 min},
   * {@code 90s} or {@code 0.5 s}. Whatever {@link #words} returns for a duration that is not
   * negative is read as that duration.
   *
   * @throws IllegalArgumentException if the text says none
   */
  public static Duration parse(String text) {
    return DurationText.parse(text); // a class of its own, because few tools need it
  }

  private static Duration withoutSign(Duration negative) {
    return negative.toSeconds() == Long.MIN_VALUE
        ? Duration.ofSeconds(Long.MAX_VALUE)
        : negative.negated();
  }

  private static String words(long seconds, int nanos) {
    StringBuilder words = new StringBuilder();
    append(words, seconds / 86_400, "", " d");
    append(words, seconds / 3_600 % 24, "", " h");
    append(words, seconds / 60 % 60, "", " min");
    append(words, seconds % 60, fraction(nanos), " s");
    return words.isEmpty() ? "0 s" : words.toString();
  }

  private static void append(StringBuilder words, long number, String fraction, String unit) {
    if (number > 0 || !fraction.isEmpty()) {
      words.append(words.isEmpty() ? "" : " ").append(number).append(fraction).append(unit);
    }
  }

  /** String.format would load a hundred classes at the start of every tool. */
  private static String fraction(int nanos) {
    if (nanos == 0) {
      return "";
    }
    String digits = Integer.toString(NANOS_OF_A_SECOND + nanos);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return "." + digits.substring(1, end);
  }

  static Duration positive(String what, Duration duration) {
    notNegative(what, duration);
    if (duration.isZero()) {
      throw new IllegalArgumentException(what + " must be longer than zero");
    }
    return duration;
  }

  static Duration notNegative(String what, Duration duration) {
    Objects.requireNonNull(duration, what);
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative, but is " + words(duration));
    }
    return duration;
  }
}
