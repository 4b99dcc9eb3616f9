package dev.hookline.core.time;

import java.time.Duration;
import java.time.Instant;

/** The clock of one run: monotonic, and tied to the time of day at which the run began. */
public final class RunClock {
  /** A duration that means "without end"; adding it to a time cannot overflow. */
  public static final long UNLIMITED = Long.MAX_VALUE / 4;

  private static final long NANOS_OF_MILLI = 1_000_000L;

  private final TimeSource source;

  /** When the run began, since 1970; that fits until 2262. */
  private final long epochNanos;

  private final long start;

  private RunClock(TimeSource source) {
    this.source = source;
    this.epochNanos = source.epochMillis() * NANOS_OF_MILLI;
    this.start = source.nanoTime();
  }

  /** Returns a clock of a run that begins now. */
  public static RunClock start(TimeSource source) {
    return new RunClock(source);
  }

  /** Returns the time now, in nanoseconds; compare by difference. */
  public long nanos() {
    return source.nanoTime();
  }

  /** Returns when the run began, in nanoseconds. */
  public long start() {
    return start;
  }

  /** Returns a time that no run lives to see. */
  public long never() {
    return start + UNLIMITED;
  }

  /** Returns the time of day at a time of this clock. */
  public Instant at(long nanos) {
    return Instant.ofEpochSecond(0, epochNanos + (nanos - start));
  }

  /** Returns the time of this clock at a time of day; it may be before the run began. */
  public long nanosAt(Instant instant) {
    return start + RunClock.toNanos(Duration.between(at(start), instant));
  }

  /** Returns the time of day now. */
  public Instant now() {
    return at(nanos());
  }

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void sleep(long nanos) throws InterruptedException {
    source.sleep(nanos);
  }

  /** Waits until the thread is unparked or interrupted, or the time has passed. */
  public void park(Object blocker, long nanos) {
    source.park(blocker, nanos);
  }

  /** Returns the duration in nanoseconds, or {@link #UNLIMITED} if it is longer than that. */
  public static long toNanos(Duration duration) {
    return duration.toSeconds() >= UNLIMITED / 1_000_000_000L ? UNLIMITED : duration.toNanos();
  }
}
