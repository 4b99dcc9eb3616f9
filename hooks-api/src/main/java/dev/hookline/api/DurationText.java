package dev.hookline.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them. */
final class DurationText {
  private static final BigInteger NANOS_OF_A_SECOND = BigInteger.valueOf(1_000_000_000);
  private static final Pattern PART =
      Pattern.compile("\\s*([0-9]{1,18}(?:\\.[0-9]{1,9})?)\\s*(d|h|min|ms|m|s)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "d", ChronoUnit.DAYS,
          "h", ChronoUnit.HOURS,
          "min", ChronoUnit.MINUTES,
          "m", ChronoUnit.MINUTES,
          "s", ChronoUnit.SECONDS,
          "ms", ChronoUnit.MILLIS);

  private DurationText() {}

  static Duration parse(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.lookingAt()) {
      nanos = nanos.add(nanos(part));
      end = part.end();
      part.region(end, text.length());
    }
    if (end == 0 || end != text.length()) {
      throw notADuration(text);
    }
    try {
      BigInteger[] parts = nanos.toBigIntegerExact().divideAndRemainder(NANOS_OF_A_SECOND);
      return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    } catch (ArithmeticException tooLargeOrTooFine) {
      throw notADuration(text);
    }
  }

  private static BigDecimal nanos(Matcher part) {
    Duration unit = UNITS.getOrDefault(part.group(2), ChronoUnit.SECONDS).getDuration();
    return new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
  }

  private static IllegalArgumentException notADuration(String text) {
    return new IllegalArgumentException(
        Names.quote(text)
            + " is not a duration; write one such as \"30 s\", \"1 h 30 min\" or \"500 ms\"");
  }
}
