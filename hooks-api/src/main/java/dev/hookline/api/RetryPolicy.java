package dev.hookline.api;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How often a failed hook is tried again, and how long the run waits in between. Immutable and
 * thread-safe.
 *
 * <p>An attempt that times out by its own limit is tried again like one that fails. A cancellation
 * and a skip are never tried again, and no attempt begins after the limit of the hook, of its phase
 * or of the run.
 */
@CheckReturnValue
public final class RetryPolicy {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final RetryPolicy NONE =
      new RetryPolicy(1, Duration.ZERO, 2.0, LONGEST_WAIT, 0.0, null);

  private final int attempts;
  private final Duration firstWait;
  private final double factor;
  private final Duration longestWait;
  private final double jitter;

  /** Null if every failure is; a lambda that says so would be made at every start of a JVM. */
  private final @Nullable Predicate<Throwable> retryable;

  private RetryPolicy(
      int attempts,
      Duration firstWait,
      double factor,
      Duration longestWait,
      double jitter,
      @Nullable Predicate<Throwable> retryable) {
    this.attempts = attempts;
    this.firstWait = firstWait;
    this.factor = factor;
    this.longestWait = longestWait;
    this.jitter = jitter;
    this.retryable = retryable;
  }

  /** Returns the policy that tries once. The default. */
  public static RetryPolicy none() {
    return NONE;
  }

  /**
   * Returns a policy that tries at most this often, the first try included, without waiting.
   *
   * @throws IllegalArgumentException if {@code attempts} is less than 1
   */
  public static RetryPolicy attempts(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
    }
    return new RetryPolicy(attempts, Duration.ZERO, 2.0, LONGEST_WAIT, 0.0, null);
  }

  /**
   * Returns this policy with a wait before the second attempt, which doubles with each further one
   * up to one minute.
   *
   * @throws IllegalArgumentException if the wait is negative
   */
  public RetryPolicy backoff(Duration wait) {
    Duration longest = wait.compareTo(LONGEST_WAIT) > 0 ? wait : LONGEST_WAIT;
    return backoff(wait, 2.0, longest);
  }

  /**
   * Returns this policy with a wait before the second attempt, which is multiplied with each
   * further one.
   *
   * @param wait the first wait; not negative
   * @param factor by how much each wait is longer than the one before it; at least 1
   * @param longest the longest wait; not shorter than {@code wait}
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public RetryPolicy backoff(Duration wait, double factor, Duration longest) {
    Durations.notNegative("backoff", wait);
    if (!(factor >= 1 && factor <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("backoff factor must be at least 1, not " + factor);
    }
    if (longest.compareTo(wait) < 0) {
      throw new IllegalArgumentException(
          "the longest wait "
              + Durations.words(longest)
              + " is shorter than the first one "
              + Durations.words(wait));
    }
    return new RetryPolicy(attempts, wait, factor, longest, jitter, retryable);
  }

  /**
   * Returns this policy with waits that are shortened at random, so that many tools do not try
   * again at the same moment.
   *
   * @param part which part of a wait may be cut off, from 0 (none; the default) to 1
   * @throws IllegalArgumentException if {@code part} is out of its range
   */
  public RetryPolicy jitter(double part) {
    if (!(part >= 0 && part <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1, not " + part);
    }
    return new RetryPolicy(attempts, firstWait, factor, longestWait, part, retryable);
  }

  /**
   * Returns this policy restricted to failures of which {@code predicate} says that another try may
   * help. A predicate that throws ends the tries.
   */
  public RetryPolicy onlyIf(Predicate<Throwable> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return new RetryPolicy(attempts, firstWait, factor, longestWait, jitter, predicate);
  }

  /** Returns how often a hook is tried at most, the first try included; at least 1. */
  public int maxAttempts() {
    return attempts;
  }

  /** Returns whether another try may help after this failure. */
  public boolean isRetryable(Throwable failure) {
    return retryable == null || retryable.test(failure);
  }

  /** Returns the wait before the second attempt; zero by default. */
  public Duration firstWait() {
    return firstWait;
  }

  /** Returns by how much each wait is longer than the one before it; at least 1. */
  public double factor() {
    return factor;
  }

  /** Returns the longest wait. */
  public Duration longestWait() {
    return longestWait;
  }

  /** Returns which part of a wait may be cut off at random, from 0 to 1. */
  public double jitter() {
    return jitter;
  }

  /** Returns for example {@code 3 attempts, backoff 1 s}. */
  @Override
  public String toString() {
    return attempts
        + (attempts == 1 ? " attempt" : " attempts")
        + (firstWait.isZero() ? "" : ", backoff " + Durations.words(firstWait));
  }
}
