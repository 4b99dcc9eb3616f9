package dev.hookline.core.kit;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.Limit;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.PlannedHook;
import dev.hookline.core.WhatIf;
import dev.hookline.core.WhatIf.Mishap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What cleans up runs: undo of what succeeded, on-failure hooks and always hooks. */
final class CleanupPromise {
  private final KnownPlan plan;
  private final WhatIf outlook;
  private final HookId hook;
  private final List<String> problems = new ArrayList<>();

  private CleanupPromise(KnownPlan plan, WhatIf outlook) {
    this.plan = plan;
    this.outlook = outlook;
    this.hook = outlook.hook();
  }

  static List<String> problems(KnownPlan plan, WhatIf outlook) {
    CleanupPromise promise = new CleanupPromise(plan, outlook);
    Set<Phase> begun = promise.begun();
    plan.hooks()
        .filter(each -> begun.contains(each.spec().phase()) || plan.isOwn(each.spec().id()))
        .filter(promise::isWanted)
        .map(each -> each.spec().id())
        .filter(promise::isLeftOut)
        .forEach(each -> promise.add(each + " does not run"));
    outlook.results().stream()
        .filter(promise::isToBeUndone)
        .map(HookResult::hook)
        .filter(each -> !promise.isUndone(each))
        .forEach(each -> promise.add(each + " is not undone"));
    return promise.problems;
  }

  private void add(String problem) {
    problems.add("cleanup: " + problem + advice());
  }

  private Set<Phase> begun() {
    return outlook.results().stream()
        .filter(result -> !(result.outcome() instanceof Skipped))
        .map(result -> result.hook().phase())
        .collect(Collectors.toSet());
  }

  /** An always hook runs; an on-failure hook does if work failed that it stands for. */
  private boolean isWanted(PlannedHook each) {
    HookId id = each.spec().id();
    if (id.kind() == HookKind.ALWAYS) {
      return true;
    }
    boolean isItsFailure = id.phase().equals(hook.phase()) || plan.isOwn(id);
    return id.kind() == HookKind.ON_FAILURE
        && isItsFailure
        && KnownPlan.isWork(hook)
        && !EndPromise.isIgnored(plan, outlook);
  }

  private boolean isLeftOut(HookId id) {
    return outlook.results().stream()
        .filter(result -> result.hook().equals(id))
        .map(HookResult::outcome)
        .allMatch(outcome -> outcome instanceof Skipped skipped && !isByChoice(skipped));
  }

  private static boolean isByChoice(Skipped skipped) {
    Cause cause = skipped.reason().cause();
    return cause == Cause.CONDITION || cause == Cause.NOT_SELECTED;
  }

  /** The reserve is what one cleanup hook without a limit takes from all others. */
  private String advice() {
    if (!limitIs(Limit.RUN)) {
      return "";
    }
    return KnownPlan.isWork(hook)
        ? "; keep time for it with cleanupReserve(…)"
        : "; give " + hook + " a limit of its own";
  }

  private boolean isToBeUndone(HookResult result) {
    HookId id = result.hook();
    return result.outcome().isSuccess()
        && KnownPlan.isWork(id)
        && plan.spec(id).undo().isPresent()
        && plan.isBefore(id, hook)
        && (id.phase().equals(hook.phase()) ? abortsPhase() : abortsLifecycle());
  }

  /** Only work aborts its phase; an always hook comes too late for that. */
  private boolean abortsPhase() {
    return KnownPlan.isWork(hook)
        && (isCutShort()
            || limitIs(Limit.PHASE)
            || plan.spec(hook).onFailure() == FailurePolicy.ABORT);
  }

  private boolean isCutShort() {
    return outlook.mishap() == Mishap.IS_CANCELLED || limitIs(Limit.RUN);
  }

  /** The hooks of the lifecycle itself run when all else is over. */
  private boolean abortsLifecycle() {
    boolean isByPolicy =
        !EndPromise.isIgnored(plan, outlook) && plan.policy(hook.phase()) == FailurePolicy.ABORT;
    return !plan.isOwn(hook) && (isCutShort() || isByPolicy);
  }

  private boolean limitIs(Limit limit) {
    return EndPromise.limit(outlook).filter(each -> each == limit).isPresent();
  }

  private boolean isUndone(HookId id) {
    HookId undo = new HookId(id.phase(), id.name(), HookKind.UNDO);
    return outlook.results().stream()
        .anyMatch(result -> result.hook().equals(undo) && result.outcome().isSuccess());
  }
}
