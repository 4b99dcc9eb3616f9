package dev.hookline.core.result;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookId;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Limit;
import dev.hookline.core.input.RecordedEnd;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.output.Printable;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A result that is as small as it can be: most hooks succeed at once and write nothing. */
public final class MeasuredResult implements HookResult, CallEnd {
  private final Task task;
  private final HookOutcome outcome;
  private final @Nullable Detail detail;
  private final Masker masker;
  private final RunClock clock;
  private final long startNanos;
  private final long durationNanos;

  /** What only some hooks have. */
  public record Detail(
      int attempts,
      KeptOutput output,
      List<LeftBehind> leftBehind,
      List<HookAttempt> history,
      List<String> postMortem,
      Optional<String> byHand) {}

  /** Creates a result; without a detail, of a hook that was tried once, or skipped. */
  public MeasuredResult(
      Task task,
      HookOutcome outcome,
      @Nullable Detail detail,
      Masker masker,
      RunClock clock,
      long startNanos,
      long durationNanos) {
    this.task = task;
    this.outcome = outcome;
    this.detail = detail;
    this.masker = masker;
    this.clock = clock;
    this.startNanos = startNanos;
    this.durationNanos = durationNanos;
  }

  /** Returns the result of a hook of which no attempt began. */
  public static MeasuredResult notTried(
      Task task, HookOutcome outcome, Masker masker, RunClock clock) {
    return new MeasuredResult(task, outcome, null, masker, clock, clock.nanos(), 0);
  }

  /** Returns the result of a hook that ended in an earlier process of the run. */
  public static MeasuredResult of(Task task, RecordedEnd end, Masker masker, RunClock clock) {
    int usualAttempts = end.outcome() instanceof Skipped ? 0 : 1;
    Detail detail =
        end.attempts() == usualAttempts
            ? null
            : new Detail(
                end.attempts(),
                KeptOutput.none(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    long start = clock.nanosAt(end.startedAt());
    return new MeasuredResult(
        task, end.outcome(), detail, masker, clock, start, RunClock.toNanos(end.took()));
  }

  /** Returns when it ended, by the clock of the run. */
  public long endNanos() {
    return startNanos + durationNanos;
  }

  @Override
  public HookId hook() {
    return task.id;
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
    return outcome instanceof Skipped ? 0 : 1;
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
  public boolean isIgnored() {
    return task.spec.onFailure() == FailurePolicy.IGNORE && outcome.isFailure() && !isAboveHooks();
  }

  /** The limits of a phase and of a run, and a fatal error, stand above the policy of a hook. */
  private boolean isAboveHooks() {
    return outcome instanceof TimedOut timedOut
        ? timedOut.limit() == Limit.PHASE || timedOut.limit() == Limit.RUN
        : outcome.failure().orElse(null) instanceof VirtualMachineError;
  }

  @Override
  public String command() {
    return masker.mask(task.hook.description());
  }

  @Override
  public Optional<String> declaredAt() {
    return task.spec.declaredAt().map(masker::mask);
  }

  @Override
  public List<HookAttempt> attemptHistory() {
    if (detail != null && !detail.history().isEmpty()) {
      return detail.history();
    }
    return attempts() == 1
        ? List.of(new HookAttempt(1, startedAt(), duration(), outcome))
        : List.of();
  }

  @Override
  public KeptOutput output() {
    return detail == null ? KeptOutput.none() : detail.output();
  }

  @Override
  public List<LeftBehind> leftBehind() {
    return detail == null ? List.of() : detail.leftBehind();
  }

  @Override
  public List<String> postMortem() {
    return detail == null
        ? List.of()
        : detail.postMortem().stream().map(line -> Printable.line(masker.mask(line))).toList();
  }

  @Override
  public Optional<String> commandByHand() {
    return detail == null ? Optional.empty() : detail.byHand();
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
