package dev.hookline.core.report.model;

import dev.hookline.api.RunInfo;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run that has ended, as it was recorded. Names in it are not masked: whoever writes a report
 * passes every text through {@link RunInfo#masked}.
 *
 * @param info which run
 * @param startedAt when it began
 * @param duration how long it took
 * @param status how it ended
 * @param phases its phases and steps, in the order in which they began
 * @param warnings what went wrong without changing how it ended
 */
public record RecordedRun(
    RunInfo info,
    Instant startedAt,
    Duration duration,
    RunStatus status,
    List<RecordedPhase> phases,
    List<String> warnings) {

  /** Returns all hooks, phase by phase. */
  public Stream<RecordedHook> hooks() {
    return phases.stream().flatMap(phase -> phase.hooks().stream());
  }

  /** Returns the phases that failed without a hook of theirs, where that matters. */
  public List<RecordedPhase> refusals() {
    return phases.stream().filter(RecordedPhase::isRefused).toList();
  }

  /** Returns the hooks that failed, timed out or were cancelled, where that matters. */
  public List<RecordedHook> failures() {
    return hooks().filter(RecordedHook::isFailed).toList();
  }

  /**
   * Returns how many hooks ended with that status, such as {@code timed out}, and count as such.
   */
  public long count(String hookStatus) {
    return hooks()
        .filter(hook -> !hook.isIgnored() && hook.result().status().equals(hookStatus))
        .count();
  }

  /** Returns how many hooks failed without changing anything. */
  public long ignored() {
    return hooks().filter(RecordedHook::isIgnored).count();
  }
}
