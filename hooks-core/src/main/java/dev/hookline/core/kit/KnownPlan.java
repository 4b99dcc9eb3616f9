package dev.hookline.core.kit;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Phase;
import dev.hookline.core.HookPlan;
import dev.hookline.core.LifecyclePlan;
import dev.hookline.core.Plan;
import dev.hookline.core.PlannedHook;
import dev.hookline.core.WhatIf;
import dev.hookline.core.WhatIf.Mishap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What promises are measured by: the hooks of a plan in order, and what their phases mean. */
final class KnownPlan {
  private final Plan plan;
  private final List<HookPlan> phases = new ArrayList<>();
  private final Map<Phase, FailurePolicy> policies = new HashMap<>();
  private final Map<HookId, PlannedHook> hooks = new HashMap<>();
  private final Map<HookId, Integer> places = new HashMap<>();

  private KnownPlan(Plan plan) {
    this.plan = plan;
  }

  static KnownPlan of(Plan plan) {
    KnownPlan known = new KnownPlan(plan);
    if (plan instanceof HookPlan phase) {
      known.phases.add(phase);
    } else if (plan instanceof LifecyclePlan whole) {
      known.phases.addAll(whole.phases());
      whole.own().ifPresent(known.phases::add);
      for (Stage stage : whole.lifecycle().stages()) {
        known.policies.put(stage.phase(), stage.onFailure());
      }
    }
    known
        .hooks()
        .forEach(
            hook -> {
              known.places.put(hook.spec().id(), known.places.size());
              known.hooks.put(hook.spec().id(), hook);
            });
    return known;
  }

  /** Returns by what name a plan finds a hook. */
  static String selector(HookId hook) {
    return hook.phase() + "/" + hook.name();
  }

  Stream<PlannedHook> hooks() {
    return phases.stream().flatMap(phase -> phase.hooks().stream());
  }

  WhatIf whatIf(HookId hook, Mishap mishap) {
    return plan.whatIf(selector(hook), mishap);
  }

  /** Asks the plan, which knows the limits of phases and of the request. */
  boolean isLimited(HookId hook) {
    try {
      return whatIf(hook, Mishap.TIMES_OUT).hook().equals(hook);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  HookSpec spec(HookId hook) {
    return known(hook).spec();
  }

  /** An undo has the place of its hook. */
  private PlannedHook known(HookId hook) {
    PlannedHook found = hooks.get(hook);
    if (found != null) {
      return found;
    }
    return hooks()
        .filter(each -> each.spec().phase().equals(hook.phase()))
        .filter(each -> each.name().equals(hook.name()))
        .findFirst()
        .orElseThrow();
  }

  int place(HookId hook) {
    return places.getOrDefault(known(hook).spec().id(), -1);
  }

  /** Returns what a failure of the phase means for those after it. */
  FailurePolicy policy(Phase phase) {
    return policies.getOrDefault(phase, FailurePolicy.ABORT);
  }

  /** Returns whether the hook is one of the lifecycle itself. */
  boolean isOwn(HookId hook) {
    return plan instanceof LifecyclePlan && !policies.containsKey(hook.phase());
  }

  /** Returns whether a failure of the second hook stands in the same phase or in a later one. */
  boolean isBefore(HookId first, HookId second) {
    return place(first) < place(second);
  }

  static boolean isWork(HookId hook) {
    return hook.kind() == HookKind.ORDINARY || hook.kind() == HookKind.STEP;
  }
}
