package dev.hookline.core.result;

import dev.hookline.api.HookId;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is as small as it can be: most hooks succeed at once and write nothing. */
public final class MeasuredResult implements HookResult, CallEnd {
  private final HookId hook;
  private final HookOutcome outcome;
  private final @Nullable Detail detail;
  private final Masker masker;
  private final RunClock clock;
  private final long startNanos;
  private final long durationNanos;

  /** What only some hooks have. */
  public record Detail(int attempts, KeptOutput output, List<LeftBehind> leftBehind) {}

  /** Creates a result; without a detail, of a hook that was tried once, or skipped. */
  public MeasuredResult(
      HookId hook,
      HookOutcome outcome,
      @Nullable Detail detail,
      Masker masker,
      RunClock clock,
      long startNanos,
      long durationNanos) {
    this.hook = hook;
    this.outcome = outcome;
    this.detail = detail;
    this.masker = masker;
    this.clock = clock;
    this.startNanos = startNanos;
    this.durationNanos = durationNanos;
  }

  /** Returns the result of a hook of which no attempt began. */
  public static MeasuredResult notTried(
      HookId hook, HookOutcome outcome, Masker masker, RunClock clock) {
    return new MeasuredResult(hook, outcome, null, masker, clock, clock.nanos(), 0);
  }

  /** Returns when it ended, by the clock of the run. */
  public long endNanos() {
    return startNanos + durationNanos;
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

  /**
   * Returns, with secrets masked, one line such as {@code hook "migrate" (phase deploy) failed:
   * exit code 3}.
   */
  @Override
  public String toString() {
    return masker.mask(FailureText.of(this));
  }
}
