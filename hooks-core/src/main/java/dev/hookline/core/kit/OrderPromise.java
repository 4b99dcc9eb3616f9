package dev.hookline.core.kit;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.core.WhatIf;
import dev.hookline.core.WhatIf.Mishap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hooks run in the order of the plan, and are undone in the opposite order, cleanup last. */
final class OrderPromise {
  private static final List<HookKind> AT_THE_END =
      List.of(HookKind.UNDO, HookKind.ON_FAILURE, HookKind.ALWAYS);

  private OrderPromise() {}

  static List<String> problems(KnownPlan plan, WhatIf outlook) {
    List<String> problems = new ArrayList<>();
    List<HookId> called =
        outlook.results().stream()
            .filter(result -> !(result.outcome() instanceof Skipped))
            .map(HookResult::hook)
            .toList();
    addUnordered(called.stream().filter(KnownPlan::isWork).toList(), plan, 1, problems);
    addUnordered(
        called.stream().filter(hook -> hook.kind() == HookKind.UNDO).toList(), plan, -1, problems);
    if (outlook.mishap() != Mishap.JVM_DIES) {
      addEarlyCleanup(called, outlook.hook(), problems);
    }
    return problems;
  }

  private static void addUnordered(
      List<HookId> called, KnownPlan plan, int direction, List<String> problems) {
    for (int i = 1; i < called.size(); i++) {
      HookId earlier = called.get(i - 1);
      HookId later = called.get(i);
      if ((plan.place(later) - plan.place(earlier)) * direction < 0) {
        problems.add("order: " + later + " comes after " + earlier);
      }
    }
  }

  /** The phase in which something went wrong cleans up at its end. */
  private static void addEarlyCleanup(List<HookId> called, HookId hook, List<String> problems) {
    @Nullable HookId last = null;
    for (HookId each : called) {
      if (!Objects.equals(each.phase(), hook.phase())) {
        continue;
      }
      boolean isEarly = last != null && rank(each) < rank(last);
      if (isEarly && each.kind() != HookKind.UNDO) {
        problems.add("order: " + each + " comes after " + last);
      }
      last = each;
    }
  }

  /** Returns -1 for work, which comes first. */
  private static int rank(HookId hook) {
    return AT_THE_END.indexOf(hook.kind());
  }
}
