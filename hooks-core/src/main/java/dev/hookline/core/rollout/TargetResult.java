package dev.hookline.core.rollout;

import dev.hookline.core.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of one target of a {@link Rollout}. Immutable and thread-safe.
 *
 * @param target its name
 * @param status how its run ended
 * @param duration how long its run took; zero if it did not begin
 * @param hooks its hooks, in the order in which they ended
 * @param report the whole report of a run that did not succeed, with what is kept of its output;
 *     empty for one that succeeded, so that ten thousand need little memory
 * @param problem why there is no run, on one line: what the request of the target threw; empty if
 *     there was one
 */
public record TargetResult(
    String target,
    Status status,
    Duration duration,
    List<HookCell> hooks,
    Optional<RunReport> report,
    String problem) {

  /** Refuses null, and copies the list. */
  public TargetResult {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(duration, "duration");
    hooks = List.copyOf(hooks);
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(problem, "problem");
  }

  /** How the run of a target ended. */
  public enum Status {
    /** It succeeded. */
    SUCCEEDED("succeeded"),
    /** It was done before, by another rollout with the same keys; nothing was run. */
    DONE_BEFORE("done before"),
    /** It failed. */
    FAILED("failed"),
    /** It was cancelled before its end. */
    CANCELLED("cancelled"),
    /** It succeeded, and was undone because the rollout was stopped. */
    UNDONE("undone"),
    /** It succeeded, and could not be undone when the rollout was stopped. */
    NOT_UNDONE("not undone"),
    /** It did not begin, because the rollout was stopped first. */
    NOT_BEGUN("not begun");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** Returns how messages call this status, such as {@code done before}. */
    public String words() {
      return words;
    }

    /** Returns whether the target is as the rollout was to make it. */
    public boolean isSuccess() {
      return this == SUCCEEDED || this == DONE_BEFORE;
    }
  }

  /**
   * What is known of one hook of one target.
   *
   * @param hook its name
   * @param words how it ended, such as {@code 0.2 s} for a success, or {@code failed}
   */
  public record HookCell(String hook, String words) {
    /** Refuses null. */
    public HookCell {
      Objects.requireNonNull(hook, "hook");
      Objects.requireNonNull(words, "words");
    }
  }

  static TargetResult notBegun(String target) {
    return new TargetResult(
        target, Status.NOT_BEGUN, Duration.ZERO, List.of(), Optional.empty(), "");
  }

  TargetResult withStatus(Status other) {
    return new TargetResult(target, other, duration, hooks, report, problem);
  }
}
