package dev.hookline.core.kit;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.WhatIf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The run after a crash undoes what was cut off, and then ends as if there had been no crash. */
final class ResumePromise {
  private final WhatIf outlook;

  private ResumePromise(WhatIf outlook) {
    this.outlook = outlook;
  }

  static List<String> problems(KnownPlan plan, WhatIf outlook, Set<String> mayForget) {
    ResumePromise promise = new ResumePromise(outlook);
    List<String> problems = new ArrayList<>();
    if (outlook.status() != outlook.statusIfAllWell()) {
      problems.add("resume: the next run ends as " + outlook.status().words());
    }
    boolean isOver = plan.isOwn(outlook.hook()); // the hooks of a lifecycle itself run last
    for (HookResult ended : isOver ? List.<HookResult>of() : outlook.endedBefore()) {
      HookId hook = ended.hook();
      boolean isUndoable = KnownPlan.isWork(hook) && plan.spec(hook).undo().isPresent();
      if (isUndoable && ended.outcome().isSuccess() && !mayForget.contains(hook.phase().name())) {
        promise.addForgotten(ended, problems);
      }
    }
    return problems;
  }

  private void addForgotten(HookResult ended, List<String> problems) {
    if (outlook.notUndone().contains(ended)) {
      problems.add(
          "resume: "
              + ended.hook()
              + " is not undone after a crash, because its phase has no key; give it one with"
              + " once(…), or allow it with mayForget(\""
              + ended.hook().phase()
              + "\")");
    } else if (!isUndoneOrDone(ended.hook())) {
      problems.add("resume: " + ended.hook() + " is not undone after a crash");
    }
  }

  /** A phase that had ended well before the crash stays as it is. */
  private boolean isUndoneOrDone(HookId hook) {
    HookId undo = new HookId(hook.phase(), hook.name(), HookKind.UNDO);
    return outlook.results().stream()
        .anyMatch(
            result -> result.hook().equals(undo) || (result.hook().equals(hook) && isDone(result)));
  }

  private static boolean isDone(HookResult result) {
    return result.outcome() instanceof Skipped skipped
        && skipped.reason().cause() == Cause.DONE_ALREADY;
  }
}
