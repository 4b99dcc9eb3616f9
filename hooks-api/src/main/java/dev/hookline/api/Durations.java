package dev.hookline.api;

import java.time.Duration;
import java.util.Objects;

/** The one rule for durations in settings. */
final class Durations {
  private Durations() {}

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
      throw new IllegalArgumentException(what + " must not be negative, but is " + duration);
    }
    return duration;
  }
}
