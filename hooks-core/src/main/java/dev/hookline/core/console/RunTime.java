package dev.hookline.core.console;

import dev.hookline.core.time.TimeSource;
import java.time.Instant;

/** The time of day by the clock of a run, also between its events. */
final class RunTime {
  private final TimeSource source;
  private Instant eventTime = Instant.EPOCH;
  private long eventNanos;

  RunTime(TimeSource source) {
    this.source = source;
  }

  void event(Instant time) {
    eventTime = time;
    eventNanos = source.nanoTime();
  }

  Instant now() {
    return eventTime.plusNanos(source.nanoTime() - eventNanos);
  }
}
