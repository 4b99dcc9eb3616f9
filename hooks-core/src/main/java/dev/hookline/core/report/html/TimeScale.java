package dev.hookline.core.report.html;

import dev.hookline.core.report.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where moments of a run stand on a line from its beginning to its end, in percent. */
final class TimeScale {
  /** What is shorter is drawn this long, so that it can be seen; in hundredths of a percent. */
  private static final long SHORTEST = 40;

  private static final long ALL = 10_000;
  private static final int MOST_TICKS = 6;
  private static final long[] STEPS = {1, 2, 5, 10, 20, 50, 100, 200, 500};
  private static final long[] LONG_STEPS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600
  };

  private final Instant start;
  private final long nanos;

  TimeScale(Instant start, Duration duration) {
    this.start = start;
    this.nanos = Math.max(1, duration.toNanos());
  }

  private long hundredths(Instant time) {
    double part = (double) Duration.between(start, time).toNanos() / nanos;
    return Math.max(0, Math.min(ALL, Math.round(part * ALL)));
  }

  private static String percent(long hundredths) {
    long rest = hundredths % 100;
    String decimals =
        rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest;
    return hundredths / 100 + decimals + "%";
  }

  /** Returns whether the moment is within the run. */
  boolean has(Instant time) {
    return !time.isBefore(start) && !time.isAfter(start.plusNanos(nanos));
  }

  /** Returns where the moment stands. */
  String at(Instant time) {
    return percent(hundredths(time));
  }

  /** Returns the attributes {@code x} and {@code width} of what took place from then to then. */
  String span(Instant from, Instant to) {
    long width = Math.max(SHORTEST, hundredths(to) - hundredths(from));
    long x = Math.min(hundredths(from), ALL - width);
    return "x=" + percent(x) + " width=" + percent(width);
  }

  /** Returns round moments, from the beginning on. */
  List<Instant> ticks() {
    long step = step();
    List<Instant> ticks = new ArrayList<>();
    for (long at = 0; at <= nanos; at += step) {
      ticks.add(start.plusNanos(at));
    }
    return ticks;
  }

  private long step() {
    for (long unit = 1; unit < 1_000_000_000L; unit *= 1000) {
      for (long step : STEPS) {
        if (nanos / (step * unit) < MOST_TICKS) {
          return step * unit;
        }
      }
    }
    for (long seconds : LONG_STEPS) {
      if (nanos / (seconds * 1_000_000_000L) < MOST_TICKS) {
        return seconds * 1_000_000_000L;
      }
    }
    return nanos / MOST_TICKS + 1;
  }

  /** Returns how a tick is called. */
  String label(Instant tick) {
    Duration after = Duration.between(start, tick);
    if (after.isZero()) {
      return "0";
    }
    return after.toNanos() % 1_000_000_000L == 0 && after.toSeconds() < 60
        ? after.toSeconds() + " s"
        : after.toSeconds() == 0 ? trimmed(after) : Words.took(after);
  }

  private static String trimmed(Duration after) {
    long micros = after.toNanos() / 1000;
    return micros % 1000 == 0
        ? micros / 1000 + " ms"
        : micros == 0 ? after.toNanos() + " ns" : micros + " µs";
  }
}
