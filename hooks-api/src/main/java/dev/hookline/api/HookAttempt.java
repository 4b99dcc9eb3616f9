package dev.hookline.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One attempt of a hook, as a report shows it. Immutable and thread-safe.
 *
 * @param number which attempt, counted from 1
 * @param startedAt when it began
 * @param duration how long it took, without the wait before it
 * @param outcome how it ended; failures in it have secrets masked
 */
public record HookAttempt(int number, Instant startedAt, Duration duration, HookOutcome outcome) {
  /** Refuses null. */
  public HookAttempt {
    Objects.requireNonNull(startedAt, "start");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(outcome, "outcome");
  }
}
