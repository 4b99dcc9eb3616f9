package dev.hookline.core.console.story;

import java.time.Duration;
import java.time.Instant;

/**
 * Says when something that runs and shows nothing needs a sign of life, lest a CI service take it
 * for dead: after 10, 30, 60, 120 and 300 seconds, and every 300 from there on.
 */
final class Silence {
  private static final int[] GAPS = {10, 20, 30, 60, 180, 300};

  private Instant since;
  private int signs;

  Silence(Instant since) {
    this.since = since;
  }

  /** Notes that it showed something. */
  void brokenAt(Instant time) {
    since = time;
  }

  /** Returns whether a sign is due, which is then taken for given. */
  boolean isSignDue(Instant now) {
    if (Duration.between(since, now).toSeconds() < GAPS[Math.min(signs, GAPS.length - 1)]) {
      return false;
    }
    signs++;
    since = now;
    return true;
  }
}
