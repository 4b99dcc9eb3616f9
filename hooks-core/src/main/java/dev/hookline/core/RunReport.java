package dev.hookline.core;

import dev.hookline.api.HookExitException;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one run, with secrets masked. Immutable and thread-safe.
 *
 * <p>The first failure is the cause of everything after it: {@link #failure} returns it, {@link
 * #throwIfFailed} throws it as the cause, and all later ones are there too, named by their hooks.
 */
public final class RunReport {
  private static final int EXIT_TIMED_OUT = 124;
  private static final int EXIT_CANCELLED = 130;

  private final String name;
  private final Supplier<String> runId;
  private final RunStatus status;
  private final List<PhaseReport> phases;
  private final List<HookResult> results;
  private final List<HookResult> failures;
  private final List<String> warnings;
  private final @Nullable Throwable otherFailure;
  private final HookRecord.Clock clock;
  private final long endNanos;

  RunReport(
      Run run,
      RunStatus status,
      List<PhaseReport> phases,
      List<HookResult> results,
      long endNanos) {
    this.name = run.name;
    this.runId = run::id;
    this.status = status;
    this.phases = phases;
    this.results = results;
    this.failures = run.failures();
    this.warnings = run.warnings();
    this.otherFailure = run.otherFailure();
    this.clock = run.clock;
    this.endNanos = endNanos;
  }

  /** Returns the name of the phase or of the lifecycle that ran. */
  public String name() {
    return name;
  }

  /** Returns an id that is unique among all runs everywhere. */
  public String runId() {
    return runId.get();
  }

  /** Returns how the run ended. */
  public RunStatus status() {
    return status;
  }

  /** Returns whether the run succeeded; there may be {@linkplain #warnings() warnings}. */
  public boolean isSuccess() {
    return status == RunStatus.SUCCEEDED;
  }

  /** Returns the phases and steps in order, those that did not begin included. */
  public List<PhaseReport> phases() {
    return phases;
  }

  /** Returns all hooks, steps and undos in the order in which they ended or were skipped. */
  public List<HookResult> results() {
    return results;
  }

  /**
   * Returns what failed, timed out or was cancelled and may not be ignored; the first one first.
   */
  public List<HookResult> failures() {
    return failures;
  }

  /** Returns the first failure, with secrets masked; empty if the run succeeded. */
  public Optional<Throwable> failure() {
    return failures.isEmpty()
        ? Optional.ofNullable(otherFailure)
        : failures.get(0).outcome().failure();
  }

  /** Returns what went wrong without changing how the run ended, such as ignored failures. */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns when the run began. */
  public Instant startedAt() {
    return clock.at(clock.nanos());
  }

  /** Returns how long the run took. */
  public Duration duration() {
    return Duration.ofNanos(endNanos - clock.nanos());
  }

  /**
   * Returns a code to exit with: 0 after a success, the first failed hook's own exit code if it has
   * one (dotCloud D9), 124 if it timed out, 130 if the run was cancelled, 1 otherwise.
   */
  public int exitCode() {
    if (isSuccess()) {
      return 0;
    }
    if (status == RunStatus.CANCELLED) {
      return EXIT_CANCELLED;
    }
    if (!failures.isEmpty() && failures.get(0).outcome() instanceof HookOutcome.TimedOut) {
      return EXIT_TIMED_OUT;
    }
    return failure().map(RunReport::exitCodeOf).orElse(1);
  }

  private static int exitCodeOf(Throwable failure) {
    if (failure instanceof HookTimeoutException) {
      return EXIT_TIMED_OUT;
    }
    return failure instanceof HookExitException exit ? exit.exitCode() : 1;
  }

  /**
   * Does nothing if the run succeeded.
   *
   * @throws HookRunException if it failed or was cancelled
   */
  public void throwIfFailed() {
    if (!isSuccess()) {
      throw new HookRunException(this);
    }
  }

  /** Returns the first lines of a report: what ran, how it ended, and each failure by name. */
  String summary() {
    StringBuilder text = new StringBuilder(name).append(' ').append(status.words());
    text.append(" after ").append(seconds(duration()));
    for (String failed : describeFailures()) {
      text.append(System.lineSeparator()).append("- ").append(failed);
    }
    return text.toString();
  }

  /** Returns the failures of hooks, then the one that belongs to no hook, if there is one. */
  private List<String> describeFailures() {
    List<String> all = new ArrayList<>();
    failures.forEach(failed -> all.add(describe(failed)));
    otherFailure().ifPresent(failure -> all.add(MaskedFailure.messageOf(failure)));
    return all;
  }

  /** Returns the failure that belongs to no hook, such as one of the ledger. */
  Optional<Throwable> otherFailure() {
    return Optional.ofNullable(otherFailure);
  }

  /** Returns the report for people: one line a hook, then the failures and the warnings. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append(' ').append(status.words());
    text.append(" after ").append(seconds(duration())).append(", run ").append(runId());
    for (HookResult result : results) {
      text.append(System.lineSeparator()).append(String.format("  %-10s", result.outcome()));
      text.append(result.hook()).append(rest(result));
    }
    for (String failed : describeFailures()) {
      text.append(System.lineSeparator()).append("failure: ").append(failed);
    }
    for (String warning : warnings) {
      text.append(System.lineSeparator()).append("warning: ").append(warning);
    }
    return text.toString();
  }

  private static String rest(HookResult result) {
    StringBuilder text = new StringBuilder();
    if (result.outcome() instanceof Skipped skipped) {
      text.append(": ").append(skipped.reason());
    } else {
      text.append(" in ").append(seconds(result.duration()));
    }
    if (result.attempts() > 1) {
      text.append(", ").append(result.attempts()).append(" attempts");
    }
    for (LeftBehind left : result.leftBehind()) {
      text.append(", left behind ").append(left);
    }
    return text.toString();
  }

  /** Returns one line on how a hook ended, and why; lines of its own message follow. */
  static String describe(HookResult result) {
    String ended = result.hook() + " " + result.outcome();
    if (result.outcome() instanceof Skipped skipped) {
      return ended + ": " + skipped.reason();
    }
    return result.outcome().failure().map(f -> describe(result, ended, f)).orElse(ended);
  }

  /** The message of a script names its hook already. */
  private static String describe(HookResult result, String ended, Throwable failure) {
    String message = MaskedFailure.messageOf(failure);
    return message.startsWith(result.hook().toString()) ? message : ended + ": " + message;
  }

  private static String seconds(Duration duration) {
    return String.format(java.util.Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }
}
