package dev.hookline.core.time;

import dev.hookline.api.RetryPolicy;
import java.time.Duration;

/** How long a run waits between two attempts. */
public final class Backoff {
  private Backoff() {}

  /**
   * Returns the wait after a failed attempt.
   *
   * @param attempt the attempt that failed, counted from 1
   * @param random a number from 0 to 1, which decides how much of the jitter is used
   */
  public static Duration after(RetryPolicy retry, int attempt, double random) {
    double nanos = nanos(retry.firstWait()) * Math.pow(retry.factor(), attempt - 1);
    double capped = Math.min(nanos, nanos(retry.longestWait()));
    return Duration.ofNanos((long) (capped * (1 - retry.jitter() * random)));
  }

  private static double nanos(Duration duration) {
    return duration.getSeconds() * 1e9 + duration.getNano();
  }
}
