package dev.hookline.core;

import dev.hookline.api.Limit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When something must have ended, and by which limit, so that outcome and message can say it.
 *
 * @param at the moment, by {@code nanoTime}
 * @param limit the limit
 * @param allowed how long the limit is, in nanoseconds
 */
record Deadline(long at, Limit limit, long allowed) {

  boolean isReached(long now) {
    return at - now <= 0;
  }

  /** Returns how messages say it, such as {@code hook limit of PT2M}. */
  String words() {
    return limit.words() + " limit of " + Duration.ofNanos(allowed);
  }

  /** Returns the sooner one; null means never. */
  static @Nullable Deadline nearer(@Nullable Deadline one, @Nullable Deadline other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.at - one.at < 0 ? other : one;
  }

  /**
   * Returns the deadline of a limit that begins to count at {@code start}; null if there is none.
   */
  static @Nullable Deadline of(long start, Limit limit, long allowed) {
    return allowed == Work.UNLIMITED ? null : new Deadline(start + allowed, limit, allowed);
  }
}
