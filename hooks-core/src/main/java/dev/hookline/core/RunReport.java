package dev.hookline.core;

import dev.hookline.api.Durations;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.core.result.RunFailure;
import dev.hookline.core.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened in one run, with secrets masked. Immutable and thread-safe.
 *
 * <p>The first failure is the cause of everything after it: {@link #failure} returns it, {@link
 * #throwIfFailed} throws it as the cause, and all later ones are there too, named by their hooks.
 *
 * <pre>{@code
 * RunReport report = engine.run(deploy, request);
 * for (HookResult failed : report.failures()) {
 *   System.err.println(failed.hook() + " wrote: " + failed.output().text());
 *   failed.commandByHand().ifPresent(command -> System.err.println("try: " + command));
 * }
 * System.exit(report.exitCode());
 * }</pre>
 */
public final class RunReport {
  private static final int EXIT_TIMED_OUT = 124;
  private static final int OUTCOME_WIDTH = 10;

  private final RunResult result;

  RunReport(RunResult result) {
    this.result = result;
  }

  /** Returns the name of the phase or of the lifecycle that ran. */
  public String name() {
    return result.name();
  }

  /** Returns an id that is unique among all runs everywhere. */
  public String runId() {
    return result.id().toString();
  }

  /** Returns how the run ended. */
  public RunStatus status() {
    return result.status();
  }

  /** Returns whether the run was a dry run, in which nothing is executed. */
  public boolean isDryRun() {
    return result.isDryRun();
  }

  /** Returns whether the run succeeded; there may be {@linkplain #warnings() warnings}. */
  public boolean isSuccess() {
    return status() == RunStatus.SUCCEEDED;
  }

  /** Returns the phases and steps in order, those that did not begin included. */
  public List<PhaseReport> phases() {
    return result.phases().stream()
        .map(phase -> new PhaseReport(phase.phase(), phase.status(), phase.results()))
        .toList();
  }

  /** Returns all hooks, steps and undos in the order in which they ended or were skipped. */
  public List<HookResult> results() {
    return result.results();
  }

  /**
   * Returns the hooks that failed, timed out or were cancelled and may not be ignored; the first
   * one first.
   */
  public List<HookResult> failures() {
    return result.failures().stream().map(RunFailure::result).filter(Objects::nonNull).toList();
  }

  /**
   * Returns the first failure, with secrets masked: of a hook, or one that belongs to no hook, such
   * as a limit that was reached before a hook could begin. For a run in which nothing failed and
   * that was cancelled it is a {@link HookCancelledException}; empty if the run succeeded.
   */
  public Optional<Throwable> failure() {
    return result.failures().isEmpty()
        ? Optional.ofNullable(result.cancelled())
        : Optional.of(result.failures().get(0).cause());
  }

  /** Returns what went wrong without changing how the run ended, such as ignored failures. */
  public List<String> warnings() {
    return result.warnings();
  }

  /** Returns when the run began. */
  public Instant startedAt() {
    return result.clock().at(result.clock().start());
  }

  /** Returns how long the run took. */
  public Duration duration() {
    return Duration.ofNanos(result.endNanos() - result.clock().start());
  }

  /**
   * Returns a code to exit with: 0 after a success; if the run was cancelled 130, or 128 and the
   * number of the {@linkplain HookEngine#runUntilSignal signal} that did it; else by the first
   * failure: the hook's own exit code if it has one, as dotCloud did, 124 if a limit was reached, 1
   * otherwise; after a failure never a multiple of 256, with which a process would seem to have
   * succeeded.
   */
  public int exitCode() {
    if (isSuccess()) {
      return 0;
    }
    HookCancelledException cancelled = result.cancelled();
    if (cancelled != null) {
      return cancelled.exitCode();
    }
    return failure().map(RunReport::exitCodeOf).orElse(1);
  }

  private static int exitCodeOf(Throwable failure) {
    if (failure instanceof HookTimeoutException) {
      return EXIT_TIMED_OUT;
    }
    int code = failure instanceof HookExitException exit ? exit.exitCode() : 1;
    return (code & 0xff) == 0 ? 1 : code; // a system keeps the lowest 8 bits only
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
    StringBuilder text = new StringBuilder(headline());
    for (String failed : describeFailures()) {
      text.append(System.lineSeparator()).append("- ").append(failed);
    }
    return result.masker().mask(text.toString());
  }

  /** A dry run that went well says nothing about how the run will go. */
  private String headline() {
    String took = " after " + Durations.measured(duration());
    if (!isDryRun()) {
      return name() + " " + status().words() + took;
    }
    String ended = isSuccess() ? "" : " " + status().words();
    return name() + ": dry run" + ended + took + ", nothing was executed";
  }

  /** What a hook would do speaks for itself. */
  private static String outcomeOf(HookResult result) {
    return isOfDryRun(result) ? "dry run" : result.outcome().toString();
  }

  private static boolean isOfDryRun(HookResult result) {
    return result.outcome() instanceof Skipped skipped
        && skipped.reason().cause() == SkipReason.Cause.DRY_RUN;
  }

  private List<String> describeFailures() {
    List<String> words = new ArrayList<>();
    for (RunFailure failure : result.failures()) {
      words.add(failure.words());
    }
    HookCancelledException cancelled = result.cancelled();
    if (words.isEmpty() && cancelled != null) {
      words.add(String.valueOf(cancelled.getMessage()));
    }
    return words;
  }

  private static String column(String outcome) {
    return "  " + outcome + " ".repeat(Math.max(0, OUTCOME_WIDTH - outcome.length()));
  }

  /** Returns all failures, those that belong to no hook included. */
  List<RunFailure> allFailures() {
    return result.failures();
  }

  /** Returns what failed and why, also without the secrets in the name of the hook. */
  String words(RunFailure failure) {
    return result.masker().mask(failure.words());
  }

  /** Returns the report for people: one line a hook, then the failures and the warnings. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(headline()).append(", run ").append(runId());
    for (HookResult each : results()) {
      text.append(System.lineSeparator()).append(column(outcomeOf(each)));
      text.append(each.hook()).append(rest(each));
    }
    for (String failed : describeFailures()) {
      text.append(System.lineSeparator()).append("failure: ").append(failed);
    }
    StringBuilder masked = new StringBuilder(result.masker().mask(text.toString()));
    for (String warning : warnings()) { // masked when they were raised
      masked.append(System.lineSeparator()).append("warning: ").append(warning);
    }
    return masked.toString();
  }

  private static String rest(HookResult result) {
    StringBuilder text = new StringBuilder();
    if (result.outcome() instanceof Skipped skipped) {
      text.append(": ").append(skipped.reason());
    } else {
      text.append(" in ").append(Durations.measured(result.duration()));
    }
    if (result.attempts() > 1) {
      text.append(", ").append(result.attempts()).append(" attempts");
    }
    for (LeftBehind left : result.leftBehind()) {
      text.append(", left behind ").append(left);
    }
    return text.toString();
  }
}
