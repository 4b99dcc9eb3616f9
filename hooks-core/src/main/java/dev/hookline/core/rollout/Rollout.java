package dev.hookline.core.rollout;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.HookKey;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One phase or lifecycle on many targets, such as the hosts of a fleet: in batches, so many at
 * once, and stopped after too many failures. Immutable and thread-safe.
 *
 * <pre>{@code
 * RolloutReport report =
 *     Rollout.over(hosts)
 *         .batches("1", "10%", "100%")
 *         .atMost(20)
 *         .stopAfter(FailureBudget.failures(5), FailureBudget.percent(10))
 *         .run(engine, DEPLOY, host ->
 *             HookRequest.in(directory).once(DEPLOY, OnceKey.of(revision, host)));
 * }</pre>
 *
 * <p>Each target has a run of its own with its own undo, on-failure and always hooks. A hook finds
 * the name of its target under {@link #TARGET} and in the variable {@code HOOKLINE_TARGET}. When
 * the rollout is stopped, runs that have begun end as they would, and no more begin. It is stopped
 * when a budget is used up, and when all targets of a batch have failed, so that a canary that
 * fails alone stops it, however large the budget.
 *
 * <p>A rollout is resumed by running it again with a key for each target, as above: those that are
 * done in the ledger are not run again. They count in no batch, so that the canary is the first
 * target on which something runs now.
 */
@CheckReturnValue
public final class Rollout {
  /** Under this key hooks find the name of their target. */
  public static final HookKey<String> TARGET = HookKey.of("rollout.target", String.class);

  /** Under this key the hooks of {@link #onFailure} find what has happened. */
  public static final HookKey<RolloutReport> REPORT =
      HookKey.of("rollout.report", RolloutReport.class);

  private static final int DEFAULT_AT_ONCE = 10;

  final List<String> targets;
  final BatchSizes batches;
  final int atOnce;
  final List<FailureBudget> budgets;
  final Optional<Phase> undo;
  final Optional<OnFailure> onFailure;
  final BiConsumer<String, OutputLine> lines;

  /** What is run once. */
  record OnFailure(Phase phase, HookRequest request) {}

  private Rollout(
      List<String> targets,
      BatchSizes batches,
      int atOnce,
      List<FailureBudget> budgets,
      Optional<Phase> undo,
      Optional<OnFailure> onFailure,
      BiConsumer<String, OutputLine> lines) {
    this.targets = targets;
    this.batches = batches;
    this.atOnce = atOnce;
    this.budgets = budgets;
    this.undo = undo;
    this.onFailure = onFailure;
    this.lines = lines;
  }

  /**
   * Returns a rollout over these targets in this order: all in one batch, at most ten at once,
   * stopped after the first failure.
   *
   * @throws IllegalArgumentException if a name is there twice
   */
  public static Rollout over(List<String> targets) {
    Set<String> seen = new HashSet<>();
    for (String target : targets) {
      if (!seen.add(target)) {
        throw new IllegalArgumentException("the target \"" + target + "\" is there twice");
      }
    }
    return new Rollout(
        List.copyOf(targets),
        BatchSizes.of(List.of("100%")),
        DEFAULT_AT_ONCE,
        List.of(FailureBudget.failures(1)),
        Optional.empty(),
        Optional.empty(),
        (target, line) -> {});
  }

  /**
   * Returns this rollout with batches of these sizes, each of which ends before the next begins.
   *
   * @param sizes numbers of targets, or parts of all of them, such as {@code "1", "10%", "100%"};
   *     the last one holds until no targets are left
   * @throws IllegalArgumentException if there is none, or one is neither
   */
  public Rollout batches(String... sizes) {
    BatchSizes checked = BatchSizes.of(List.of(sizes));
    return new Rollout(targets, checked, atOnce, budgets, undo, onFailure, lines);
  }

  /**
   * Returns this rollout with at most so many targets at once.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Rollout atMost(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("at least 1 target at once is needed, not " + number);
    }
    return new Rollout(targets, batches, number, budgets, undo, onFailure, lines);
  }

  /**
   * Returns this rollout stopped as soon as one of these budgets is used up, in place of the first
   * failure; with none it is stopped by no number of failures.
   */
  public Rollout stopAfter(FailureBudget... limits) {
    return new Rollout(targets, batches, atOnce, List.of(limits), undo, onFailure, lines);
  }

  /**
   * Returns this rollout with a phase that is run on each target that had succeeded, the last one
   * first, if the rollout was stopped. What a ledger has of them is not changed. A second interrupt
   * cancels it.
   */
  public Rollout undoWith(Phase phase) {
    return new Rollout(targets, batches, atOnce, budgets, Optional.of(phase), onFailure, lines);
  }

  /**
   * Returns this rollout with a phase that is run once, and not on each target, if the rollout
   * failed: if it was stopped, or a target is not as it was to be. It comes last, after what {@link
   * #undoWith} undoes. Its hooks find what has happened under {@link #REPORT}, and on one line in
   * the variable {@code HOOKLINE_ROLLOUT}. Whatever comes of it, the rollout has failed.
   *
   * @param request the request of the phase, which is not that of any target
   */
  public Rollout onFailure(Phase phase, HookRequest request) {
    Optional<OnFailure> last = Optional.of(new OnFailure(phase, request));
    return new Rollout(targets, batches, atOnce, budgets, undo, last, lines);
  }

  /**
   * Returns this rollout with a listener for each line of output, with secrets masked, and the
   * target that it is of, {@code "the rollout"} for those of {@link #onFailure}. Lines of several
   * targets come at once, in several threads.
   */
  public Rollout onLine(BiConsumer<String, OutputLine> listener) {
    Objects.requireNonNull(listener, "listener");
    return new Rollout(targets, batches, atOnce, budgets, undo, onFailure, listener);
  }

  /**
   * Runs a phase on all targets and waits for the end. An interrupt of the calling thread cancels
   * all runs, and is set again at the end.
   *
   * @param requests returns the request of a target; what it throws is a failure of the target
   * @throws IllegalArgumentException if the phase of {@link #undoWith} or {@link #onFailure} has no
   *     hook; nothing has run
   */
  public RolloutReport run(HookEngine engine, Phase phase, Function<String, HookRequest> requests) {
    return new RolloutRun(this, engine, requests)
        .run(phase.name(), request -> engine.start(phase, request));
  }

  /**
   * Runs a lifecycle on all targets and waits for the end. An interrupt of the calling thread
   * cancels all runs, and is set again at the end.
   *
   * @param requests returns the request of a target; what it throws is a failure of the target
   * @throws IllegalArgumentException if the phase of {@link #undoWith} or {@link #onFailure} has no
   *     hook; nothing has run
   */
  public RolloutReport run(
      HookEngine engine, Lifecycle lifecycle, Function<String, HookRequest> requests) {
    return new RolloutRun(this, engine, requests)
        .run(lifecycle.name(), request -> engine.start(lifecycle, request));
  }
}
