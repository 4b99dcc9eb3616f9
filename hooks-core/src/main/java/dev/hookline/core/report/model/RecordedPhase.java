package dev.hookline.core.report.model;

import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One phase, or step, of a run that was recorded.
 *
 * @param name its name
 * @param startedAt when it began; empty if it did not
 * @param duration how long it took; zero if it did not begin
 * @param status how it ended
 * @param isIgnored whether it failed and that changes nothing
 * @param failure the first failure in it that is not one of a hook
 * @param hooks its hooks, in the order in which they ended
 * @param keys the keys that it waited for
 */
public record RecordedPhase(
    String name,
    Optional<Instant> startedAt,
    Duration duration,
    RunStatus status,
    boolean isIgnored,
    Optional<Throwable> failure,
    List<RecordedHook> hooks,
    List<KeyWait> keys) {

  /** Returns whether it failed without a hook of its own, and that matters. */
  public boolean isRefused() {
    return failure.isPresent() && !isIgnored;
  }

  /**
   * A wait for a key of the ledger that another run held.
   *
   * @param from when the wait began
   * @param key the key
   * @param holder who held it
   */
  public record KeyWait(Instant from, String key, String holder) {}
}
