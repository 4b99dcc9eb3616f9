package dev.hookline.core.rollout;

import static java.util.stream.Collectors.joining;

import dev.hookline.api.Durations;
import dev.hookline.core.rollout.TargetResult.HookCell;
import dev.hookline.core.rollout.TargetResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened in one {@link Rollout}. Immutable and thread-safe. */
public final class RolloutReport {
  private static final int SLOWEST = 10;

  private final String name;
  private final List<TargetResult> targets;
  private final Duration duration;
  private final Optional<String> stop;
  private final Optional<TargetResult> onFailure;

  RolloutReport(
      String name,
      List<TargetResult> targets,
      Duration duration,
      Optional<String> stop,
      Optional<TargetResult> onFailure) {
    this.name = name;
    this.targets = targets;
    this.duration = duration;
    this.stop = stop;
    this.onFailure = onFailure;
  }

  /** Returns every target, in the order in which they were given. */
  public List<TargetResult> targets() {
    return targets;
  }

  /** Returns the targets that ended so, in the order in which they were given. */
  public List<TargetResult> targets(Status status) {
    return targets.stream().filter(target -> target.status() == status).toList();
  }

  /** Returns whether every target is as the rollout was to make it. */
  public boolean isSuccess() {
    return targets.stream().allMatch(target -> target.status().isSuccess());
  }

  /** Returns this report if it is that of a failure. */
  Optional<RolloutReport> failure() {
    return isSuccess() ? Optional.empty() : Optional.of(this);
  }

  /** Returns why it was stopped, such as {@code 5 failures}; empty if it was not. */
  public Optional<String> stop() {
    return stop;
  }

  /**
   * Returns what came of {@link Rollout#onFailure}, with the name of its phase in place of that of
   * a target; empty if it did not run.
   */
  public Optional<TargetResult> onFailure() {
    return onFailure;
  }

  /** Returns how long it took. */
  public Duration duration() {
    return duration;
  }

  /**
   * Returns the table of all targets and their hooks: those that failed first, then those that took
   * longest, those that did not begin last.
   */
  public String table() {
    return headline() + "\n" + rows(sorted().toList());
  }

  /** Returns the table without all but the ten slowest of the targets that succeeded. */
  @Override
  public String toString() {
    List<TargetResult> shown =
        Stream.concat(
                sorted().filter(t -> rank(t) == 0),
                sorted().filter(t -> rank(t) == 1).limit(SLOWEST))
            .toList();
    int more = targets.size() - shown.size();
    return headline() + "\n" + rows(shown) + (more == 0 ? "" : "and " + more + " more\n");
  }

  /** Returns how it ended, on one line. */
  String headline() {
    String counts =
        Arrays.stream(Status.values())
            .filter(status -> !targets(status).isEmpty())
            .map(status -> targets(status).size() + " " + status.words())
            .collect(joining(", "));
    return "%s on %d targets after %s: %s%s%s"
        .formatted(
            name,
            targets.size(),
            Durations.measured(duration),
            counts,
            stop.map(why -> "; stopped after " + why).orElse(""),
            onFailure
                .map(last -> "; on failure: " + last.target() + " " + last.status().words())
                .orElse(""));
  }

  private Stream<TargetResult> sorted() {
    return targets.stream()
        .sorted(
            Comparator.comparingInt(RolloutReport::rank)
                .thenComparing(Comparator.comparing(TargetResult::duration).reversed()));
  }

  private static int rank(TargetResult target) {
    return switch (target.status()) {
      case FAILED, CANCELLED, UNDONE, NOT_UNDONE -> 0;
      case SUCCEEDED, DONE_BEFORE -> 1;
      case NOT_BEGUN -> 2;
    };
  }

  private static String rows(List<TargetResult> shown) {
    List<String> hooks =
        shown.stream().flatMap(t -> t.hooks().stream()).map(HookCell::hook).distinct().toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("target", "status", "took"), hooks.stream()).toList());
    shown.forEach(target -> rows.add(row(target, hooks)));
    int[] widths = new int[hooks.size() + 3];
    rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
    return rows.stream().map(row -> line(row, widths)).collect(joining());
  }

  private static List<String> row(TargetResult target, List<String> hooks) {
    List<String> row = new ArrayList<>();
    row.add(target.target());
    row.add(target.status().words());
    row.add(target.duration().isZero() ? "" : Durations.measured(target.duration()));
    hooks.forEach(hook -> row.add(cell(target, hook)));
    return row;
  }

  private static String cell(TargetResult target, String hook) {
    return target.hooks().stream()
        .filter(cell -> cell.hook().equals(hook))
        .map(HookCell::words)
        .findFirst()
        .orElse("");
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing() + "\n";
  }
}
