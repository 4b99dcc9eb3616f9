package dev.hookline.api;

import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A hook bound to a phase under a name, with its order, its policies and its limits. Immutable, and
 * thread-safe if the hook is; every setting returns a new spec.
 *
 * <p>By default a hook is {@linkplain HookKind#ORDINARY ordinary}, stands in the order of
 * registration, has no limit, is tried once and {@linkplain FailurePolicy#ABORT aborts} its phase
 * when it fails.
 *
 * <pre>{@code
 * HookSpec.of(Phase.of("deploy"), "warm", context -> warm(context.arguments()))
 *     .after("migrate")
 *     .timeout(Duration.ofMinutes(10))
 *     .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(1)))
 *     .onFailure(FailurePolicy.IGNORE)
 *     .undo(context -> cool())
 * }</pre>
 */
@CheckReturnValue
public final class HookSpec {
  private final SpecSettings settings;

  private HookSpec(SpecSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns a spec with default settings.
   *
   * @throws IllegalArgumentException if the name breaks the rule of {@link Phase}
   */
  public static HookSpec of(Phase phase, String name, Hook hook) {
    Objects.requireNonNull(phase, "phase");
    Names.check("hook name", name);
    Objects.requireNonNull(hook, "hook");
    return new HookSpec(new SpecSettings(new HookId(phase, name, HookKind.ORDINARY), hook));
  }

  /** Returns this spec with a number; of the hooks that may run next the smallest goes first. */
  public HookSpec order(int number) {
    return with(s -> s.order = s.order.number(number));
  }

  /** Returns this spec, to run before the named hooks of its phase. */
  public HookSpec before(String... others) {
    return constrained(Relation.BEFORE, true, others);
  }

  /** Returns this spec, to run after the named hooks of its phase. */
  public HookSpec after(String... others) {
    return constrained(Relation.AFTER, true, others);
  }

  /** Returns this spec, to run before those of the named hooks that the phase has. */
  public HookSpec beforeIfPresent(String... others) {
    return constrained(Relation.BEFORE, false, others);
  }

  /** Returns this spec, to run after those of the named hooks that the phase has. */
  public HookSpec afterIfPresent(String... others) {
    return constrained(Relation.AFTER, false, others);
  }

  /**
   * Returns this spec attached to another hook of the phase: it runs immediately before it, nothing
   * comes between, and it moves with it, as {@code 80-post-start.sh.pre} does at Ping Identity.
   * Only its place depends on the other: it runs even if the other one is skipped.
   *
   * @throws IllegalArgumentException if it is attached already
   */
  public HookSpec preOf(String target) {
    return constrained(Relation.PRE, true, target);
  }

  /**
   * Returns this spec attached to another hook of the phase: it runs immediately after it. See
   * {@link #preOf}.
   *
   * @throws IllegalArgumentException if it is attached already
   */
  public HookSpec postOf(String target) {
    return constrained(Relation.POST, true, target);
  }

  private HookSpec constrained(Relation relation, boolean required, String... others) {
    return with(
        s -> {
          List<Constraint> constraints = new ArrayList<>();
          for (String other : others) {
            Names.check("hook name", other);
            constraints.add(new Constraint(relation, other, required));
          }
          s.order =
              relation.isAttachment()
                  ? s.order.with(constraints.get(0))
                  : s.order.withAll(constraints);
        });
  }

  /**
   * Returns this spec as a hook that runs at the end of its phase, and only if the phase failed or
   * was cancelled.
   *
   * @throws IllegalStateException if it is an always hook already
   */
  public HookSpec onlyOnFailure() {
    return as(HookKind.ON_FAILURE);
  }

  /**
   * Returns this spec as a hook that always runs at the end of its phase.
   *
   * @throws IllegalStateException if it is an on-failure hook already
   */
  public HookSpec always() {
    return as(HookKind.ALWAYS);
  }

  /** Returns this spec as a step of a lifecycle. */
  HookSpec asStep() {
    return as(HookKind.STEP);
  }

  private HookSpec as(HookKind kind) {
    if (kind() != HookKind.ORDINARY && kind() != kind) {
      throw new IllegalStateException(
          this
              + (kind == HookKind.STEP ? " cannot become a " : " cannot become an ")
              + kind.words()
              + " as well; add another hook for that");
    }
    return with(s -> s.id = new HookId(s.id.phase(), s.id.name(), kind));
  }

  /**
   * Returns this spec with a limit for all attempts together and the waits between them; none by
   * default. A hook with a limit, of its own, of its phase or of its run, runs on a thread of the
   * run where it can be abandoned, so the thread-locals of the calling thread are not there; a hook
   * without any runs on the calling thread.
   *
   * @throws IllegalArgumentException if it is zero or negative, or shorter than that of an attempt
   */
  public HookSpec timeout(Duration limit) {
    Durations.positive("hook limit", limit);
    return with(s -> s.timeout = limit).checkLimits();
  }

  /**
   * Returns this spec with a limit for each attempt, none by default; see {@link
   * #timeout(Duration)}.
   *
   * @throws IllegalArgumentException if it is zero or negative, or longer than that of the hook
   */
  public HookSpec attemptTimeout(Duration limit) {
    Durations.positive("attempt limit", limit);
    return with(s -> s.attemptTimeout = limit).checkLimits();
  }

  private HookSpec checkLimits() {
    Duration ofHook = timeout().orElse(Durations.LONGEST);
    if (attemptTimeout().filter(ofAttempt -> ofAttempt.compareTo(ofHook) > 0).isPresent()) {
      throw new IllegalArgumentException(
          "attempt limit of "
              + Durations.words(attemptTimeout().orElseThrow())
              + " is longer than the hook limit of "
              + Durations.words(ofHook)
              + ", which holds for all attempts together; shorten it or leave it out");
    }
    return this;
  }

  /**
   * Returns this spec with a grace period of its own: how long the hook may take to end after it
   * was asked to stop. Without one the engine's holds, which is 10 seconds unless it was set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public HookSpec gracePeriod(Duration period) {
    Durations.notNegative("grace period", period);
    return with(s -> s.gracePeriod = period);
  }

  /** Returns this spec with a retry policy; a single attempt is the default. */
  public HookSpec retry(RetryPolicy policy) {
    Objects.requireNonNull(policy, "retry policy");
    return with(s -> s.retry = policy);
  }

  /** Returns this spec with a failure policy; {@link FailurePolicy#ABORT} is the default. */
  public HookSpec onFailure(FailurePolicy policy) {
    Objects.requireNonNull(policy, "failure policy");
    return with(s -> s.onFailure = policy);
  }

  /** Returns this spec with one more condition; all of them must be met, in this order. */
  public HookSpec when(Condition condition) {
    Objects.requireNonNull(condition, "condition");
    return with(s -> s.conditions = append(s.conditions, condition));
  }

  /** Returns this spec with one more condition; see {@link Condition#of}. */
  public HookSpec when(String words, Condition.Test test) {
    return when(Condition.of(words, test));
  }

  /**
   * Returns this spec with a hook that undoes what it did. It runs if this hook succeeded and the
   * phase was aborted or cancelled later, or the lifecycle in a later phase; newest first.
   *
   * <p>With a ledger an undo is still owed when the process dies, or when it fails or is stopped:
   * the next run of the same phase and key begins with it. That a hook succeeded, and that it was
   * undone, is recorded right after it has returned. If the process dies in between, the next run
   * does not know: it runs the hook again without having undone it, or undoes it a second time. So
   * let hooks and undos be idempotent: a second time should find the work done, or half done, and
   * finish it.
   */
  public HookSpec undo(Hook undo) {
    Objects.requireNonNull(undo, "undo");
    return with(s -> s.undo = undo);
  }

  /**
   * Returns this spec with a rule for the case that the process dies while the hook runs, and the
   * run is resumed from its journal. Without this call the hook {@linkplain CutOffRule#RUN_AGAIN
   * runs again}. An undo that was cut off runs again in any case.
   */
  public HookSpec whenCutOff(CutOffRule rule) {
    Objects.requireNonNull(rule, "cut-off rule");
    return with(s -> s.cutOffRule = rule);
  }

  /** Returns this spec with a later layer of environment variables of its own. */
  public HookSpec environment(Environment layer) {
    Objects.requireNonNull(layer, "environment");
    return with(s -> s.environment = s.environment.overlaidBy(layer));
  }

  /** Returns this spec with a directory to work in; a relative one is below that of the run. */
  public HookSpec directory(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return with(s -> s.directory = directory);
  }

  /** Returns this spec with a policy that says when people see what the hook and its undo write. */
  public HookSpec output(OutputPolicy policy) {
    Objects.requireNonNull(policy, "output policy");
    return with(s -> s.output = policy);
  }

  /** Returns this spec with the place of its declaration, such as {@code app.yaml:12:3}. */
  public HookSpec declaredAt(String place) {
    Names.checkWords("place of declaration", place);
    // without a lambda: every spec of a source comes through here
    SpecSettings changed = new SpecSettings(settings);
    changed.declaredAt = place;
    return new HookSpec(changed);
  }

  /**
   * Returns this spec with more tags, by which a request can select it.
   *
   * @throws IllegalArgumentException if a tag breaks the rule of {@link Phase}
   */
  public HookSpec tags(String... tags) {
    Set<String> more = new LinkedHashSet<>(settings.tags);
    for (String tag : tags) {
      more.add(Names.check("tag", tag));
    }
    return with(s -> s.tags = Collections.unmodifiableSet(more));
  }

  private HookSpec with(Consumer<SpecSettings> change) {
    SpecSettings changed = new SpecSettings(settings);
    change.accept(changed);
    return new HookSpec(changed);
  }

  private static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }

  /** Returns phase, name and kind. */
  public HookId id() {
    return settings.id;
  }

  /** Returns the phase. */
  public Phase phase() {
    return settings.id.phase();
  }

  /** Returns the name. */
  public String name() {
    return settings.id.name();
  }

  /** Returns the kind. */
  public HookKind kind() {
    return settings.id.kind();
  }

  /** Returns the hook. */
  public Hook hook() {
    return settings.hook;
  }

  /** Returns where it stands in its phase. */
  public HookOrder order() {
    return settings.order;
  }

  /** Returns the limit of all attempts together, if there is one. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(settings.timeout);
  }

  /** Returns the limit of each attempt, if there is one. */
  public Optional<Duration> attemptTimeout() {
    return Optional.ofNullable(settings.attemptTimeout);
  }

  /** Returns the grace period, if it is not the engine's. */
  public Optional<Duration> gracePeriod() {
    return Optional.ofNullable(settings.gracePeriod);
  }

  /** Returns the retry policy. */
  public RetryPolicy retry() {
    return settings.retry;
  }

  /** Returns what its failure means. */
  public FailurePolicy onFailure() {
    return settings.onFailure;
  }

  /** Returns the conditions. */
  public List<Condition> conditions() {
    return settings.conditions;
  }

  /** Returns the hook that undoes what this one did, if there is one. */
  public Optional<Hook> undo() {
    return Optional.ofNullable(settings.undo);
  }

  /** Returns what becomes of it if its process dies while it runs. */
  public CutOffRule cutOffRule() {
    CutOffRule own = settings.cutOffRule;
    return own == null ? CutOffRule.RUN_AGAIN : own;
  }

  /** Returns its own layer of environment variables. */
  public Environment environment() {
    return settings.environment;
  }

  /** Returns the directory, if it is not that of the run. */
  public Optional<Path> directory() {
    return Optional.ofNullable(settings.directory);
  }

  /** Returns when people see what it writes. */
  public OutputPolicy output() {
    return settings.output;
  }

  /** Returns its tags, in the order in which they were added. */
  public Set<String> tags() {
    return settings.tags;
  }

  /** Returns the place of its declaration, if it is known. */
  public Optional<String> declaredAt() {
    return Optional.ofNullable(settings.declaredAt);
  }

  /** Returns how messages name the hook, with the place of its declaration. */
  @Override
  public String toString() {
    return id() + declaredAt().map(place -> " at " + place).orElse("");
  }
}
