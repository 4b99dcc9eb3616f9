package dev.hookline.core.report.model;

import dev.hookline.api.HookResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One hook of a run that was recorded.
 *
 * @param place its place in the plan, counted from 1; 0 for an undo, which no plan has
 * @param result how it ended
 * @param isIgnored whether it failed and that changes nothing
 * @param waits the waits between its attempts
 * @param limits when an attempt had to have ended, where there was a limit
 */
public record RecordedHook(
    int place, HookResult result, boolean isIgnored, List<Wait> waits, List<LimitMark> limits) {

  /**
   * A wait before another attempt.
   *
   * @param attempt the attempt that failed
   * @param from when the wait began
   * @param delay how long it was to be
   */
  public record Wait(int attempt, Instant from, Duration delay) {}

  /**
   * The nearest limit of an attempt.
   *
   * @param attempt which attempt
   * @param at when it had to have ended
   */
  public record LimitMark(int attempt, Instant at) {}

  /** Returns whether it failed, timed out or was cancelled, and that matters. */
  public boolean isFailed() {
    return result.outcome().failure().isPresent() && !isIgnored;
  }

  /** Returns whether it did not run. */
  public boolean isSkipped() {
    return result.attempts() == 0 && result.outcome().failure().isEmpty();
  }

  /** Returns when it ended. */
  public Instant end() {
    return result.startedAt().plus(result.duration());
  }
}
