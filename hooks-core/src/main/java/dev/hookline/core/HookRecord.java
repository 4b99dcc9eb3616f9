package dev.hookline.core;

import dev.hookline.api.HookId;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is as small as it can be: most hooks succeed at once and write nothing. */
final class HookRecord implements HookResult {
  private final HookId hook;
  private final HookOutcome outcome;
  private final @Nullable Detail detail;
  private final Clock clock;
  private final long startNanos;
  private final long durationNanos;

  /** When the run began, by both clocks. */
  record Clock(long epochMillis, long nanos) {
    static Clock start() {
      return new Clock(System.currentTimeMillis(), System.nanoTime());
    }

    Instant at(long nanoTime) {
      return Instant.ofEpochMilli(epochMillis).plusNanos(nanoTime - nanos);
    }
  }

  /** What only some hooks have. */
  record Detail(int attempts, KeptOutput output, List<LeftBehind> leftBehind) {}

  HookRecord(
      HookId hook,
      HookOutcome outcome,
      @Nullable Detail detail,
      Clock clock,
      long startNanos,
      long durationNanos) {
    this.hook = hook;
    this.outcome = outcome;
    this.detail = detail;
    this.clock = clock;
    this.startNanos = startNanos;
    this.durationNanos = durationNanos;
  }

  @Override
  public HookId hook() {
    return hook;
  }

  @Override
  public HookOutcome outcome() {
    return outcome;
  }

  @Override
  public int attempts() {
    if (detail != null) {
      return detail.attempts();
    }
    return outcome instanceof HookOutcome.Skipped ? 0 : 1;
  }

  @Override
  public Instant startedAt() {
    return clock.at(startNanos);
  }

  @Override
  public Duration duration() {
    return Duration.ofNanos(durationNanos);
  }

  @Override
  public KeptOutput output() {
    return detail == null ? KeptOutput.none() : detail.output();
  }

  @Override
  public List<LeftBehind> leftBehind() {
    return detail == null ? List.of() : detail.leftBehind();
  }

  /** Returns one line, such as {@code hook "migrate" (phase deploy) failed: exit code 3}. */
  @Override
  public String toString() {
    return RunReport.describe(this);
  }
}
