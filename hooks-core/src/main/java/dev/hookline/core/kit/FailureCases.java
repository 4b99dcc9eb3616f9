package dev.hookline.core.kit;

import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.core.Plan;
import dev.hookline.core.PlannedHook;
import dev.hookline.core.WhatIf;
import dev.hookline.core.WhatIf.Mishap;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A case for each hook of a plan and each thing that can go wrong with it: it fails, hangs, the JVM
 * crashes, the run is cancelled. Each case asks the engine {@linkplain Plan#whatIf what would
 * happen} and checks that cleanup runs, that the first failure is kept, that the order is kept, and
 * that the run ends in time. No real hook is called, and no time passes. With JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> whateverGoesWrong() {
 *   Plan plan = tool.engine().plan(tool.lifecycle(), tool.request(project));
 *   return FailureCases.of(plan).stream()
 *       .map(each -> dynamicTest(each.name(), each::check));
 * }
 * }</pre>
 *
 * <p>A hook that does not run if all goes well, such as an on-failure hook or an undo, has no cases
 * of its own; those of the other hooks check that it runs. Immutable and thread-safe.
 */
public final class FailureCases {
  private final Plan plan;
  private final Set<String> mayHang;
  private final Set<String> mayForget;

  private FailureCases(Plan plan, Set<String> mayHang, Set<String> mayForget) {
    this.plan = plan;
    this.mayHang = mayHang;
    this.mayForget = mayForget;
  }

  /**
   * Returns the cases of a plan. A plan that was made with a request knows the limit and the keys
   * of the request, too.
   */
  public static FailureCases of(Plan plan) {
    return new FailureCases(Objects.requireNonNull(plan, "plan"), Set.of(), Set.of());
  }

  /**
   * Returns these cases, of which those of some hooks do not ask for a limit. Otherwise a hook that
   * has none, of its own, of its phase or of the run, fails its case, since it could hang for ever.
   *
   * @param hooks the names of the hooks, as in {@code migrate} or {@code deploy/migrate}
   */
  public FailureCases mayHang(String... hooks) {
    return new FailureCases(plan, joined(mayHang, hooks), mayForget);
  }

  /**
   * Returns these cases, of which those of a crash do not ask that what some phases did be undone
   * by the next run. Otherwise a hook with an undo in a phase without a key, or a step with one,
   * fails the case of a later hook, since nothing would remember it.
   *
   * @param phases the names of the phases and steps
   */
  public FailureCases mayForget(String... phases) {
    return new FailureCases(plan, mayHang, joined(mayForget, phases));
  }

  private static Set<String> joined(Set<String> known, String... more) {
    Set<String> joined = new LinkedHashSet<>(known);
    joined.addAll(Set.of(more));
    return Set.copyOf(joined);
  }

  /** Returns the cases in the order of the plan. */
  public Stream<FailureCase> stream() {
    KnownPlan known = KnownPlan.of(plan);
    return known.hooks().filter(this::isCalled).flatMap(hook -> cases(known, hook));
  }

  /** A request may leave a hook out, and an on-failure hook waits for a failure. */
  private boolean isCalled(PlannedHook hook) {
    WhatIf failing = plan.whatIf(KnownPlan.selector(hook.spec().id()), Mishap.FAILS);
    return failing.results().stream()
        .filter(result -> result.hook().equals(hook.spec().id()))
        .noneMatch(result -> result.outcome() instanceof Skipped);
  }

  private Stream<FailureCase> cases(KnownPlan known, PlannedHook hook) {
    return Stream.of(Mishap.values())
        .filter(mishap -> mishap != Mishap.TIMES_OUT || !isIn(mayHang, hook))
        .map(mishap -> new FailureCase(known, hook.spec().id(), mishap, mayForget));
  }

  private static boolean isIn(Set<String> names, PlannedHook hook) {
    return names.contains(hook.name()) || names.contains(KnownPlan.selector(hook.spec().id()));
  }

  /** Returns the plan, with the names of what is allowed. */
  @Override
  public String toString() {
    return "failure cases of "
        + KnownPlan.of(plan).hooks().map(PlannedHook::name).toList()
        + (mayHang.isEmpty() ? "" : ", may hang: " + mayHang)
        + (mayForget.isEmpty() ? "" : ", may forget: " + mayForget);
  }
}
