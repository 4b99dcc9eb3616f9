package dev.hookline.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a hook may take. Immutable and thread-safe.
 *
 * <p>A hook without any limit, of its own, of its phase or of its run, runs on the calling thread;
 * a hook with one runs where it can be abandoned.
 */
public final class HookLimits {
  private static final HookLimits NONE =
      new HookLimits(Optional.empty(), Optional.empty(), Optional.empty());

  private final Optional<Duration> attempt;
  private final Optional<Duration> hook;
  private final Optional<Duration> gracePeriod;

  private HookLimits(
      Optional<Duration> attempt, Optional<Duration> hook, Optional<Duration> gracePeriod) {
    this.attempt = attempt;
    this.hook = hook;
    this.gracePeriod = gracePeriod;
  }

  /** Returns no limits. The default. */
  public static HookLimits none() {
    return NONE;
  }

  /**
   * Returns these limits with one for each attempt.
   *
   * @throws IllegalArgumentException if it is zero or negative
   */
  public HookLimits attempt(Duration limit) {
    return new HookLimits(Optional.of(positive("attempt limit", limit)), hook, gracePeriod);
  }

  /**
   * Returns these limits with one for all attempts and the waits between them.
   *
   * @throws IllegalArgumentException if it is zero or negative
   */
  public HookLimits hook(Duration limit) {
    return new HookLimits(attempt, Optional.of(positive("hook limit", limit)), gracePeriod);
  }

  /**
   * Returns these limits with a grace period: how long the hook may take to end after it was told
   * to stop. Without one the engine's holds.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public HookLimits gracePeriod(Duration period) {
    return new HookLimits(attempt, hook, Optional.of(notNegative("grace period", period)));
  }

  /** Returns the limit of each attempt, if there is one. */
  public Optional<Duration> attempt() {
    return attempt;
  }

  /** Returns the limit of all attempts together, if there is one. */
  public Optional<Duration> hook() {
    return hook;
  }

  /** Returns the grace period, if it is not the engine's. */
  public Optional<Duration> gracePeriod() {
    return gracePeriod;
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
      throw new IllegalArgumentException(what + " must not be negative, but is " + duration);
    }
    return duration;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HookLimits that
        && attempt.equals(that.attempt)
        && hook.equals(that.hook)
        && gracePeriod.equals(that.gracePeriod);
  }

  @Override
  public int hashCode() {
    return Objects.hash(attempt, hook, gracePeriod);
  }

  /** Returns for example {@code limit PT2M, attempt limit PT30S}, or the empty text. */
  @Override
  public String toString() {
    String ofHook = hook.map(limit -> "limit " + limit).orElse("");
    String ofAttempt = attempt.map(limit -> "attempt limit " + limit).orElse("");
    return ofHook + (ofHook.isEmpty() || ofAttempt.isEmpty() ? "" : ", ") + ofAttempt;
  }
}
