package dev.hookline.core;

import dev.hookline.api.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A circle of hooks of which each must run before the next, found in O(hooks + constraints). */
final class PlanCycle {
  private final Deque<PlannedHook> circle;
  private final String how;

  private PlanCycle(Deque<PlannedHook> circle, String how) {
    this.circle = circle;
    this.how = how;
  }

  private interface Step {
    @Nullable PlannedHook from(PlannedHook hook);
  }

  /**
   * Every hook that is left over waits for another one that is: walk back until one repeats. No two
   * of the circles have a hook in common.
   */
  static List<PlanCycle> ofConstraints(List<PlannedHook> hooks) {
    Map<PlannedHook, PlannedHook> before = new HashMap<>();
    for (PlannedHook hook : hooks) {
      for (PlannedHook.Edge edge = hook.successors; edge != null; edge = edge.next()) {
        if (hook.waitsFor > 0 && edge.to().waitsFor > 0) {
          before.put(edge.to(), hook);
        }
      }
    }
    List<PlanCycle> cycles = new ArrayList<>();
    Map<PlannedHook, PlannedHook> walkedFrom = new HashMap<>();
    for (PlannedHook start : hooks) {
      PlannedHook at = start;
      while (before.containsKey(at) && walkedFrom.putIfAbsent(at, start) == null) {
        at = before.get(at);
      }
      if (before.containsKey(at) && walkedFrom.get(at) == start) {
        cycles.add(new PlanCycle(walk(at, before::get), "ordered in a circle"));
      }
    }
    return cycles;
  }

  static PlanCycle ofAttachments(PlannedHook start) {
    return new PlanCycle(walk(start, hook -> hook.target), "attached to one another");
  }

  /** Returns the circle that is reached from a hook, in running order. */
  private static Deque<PlannedHook> walk(PlannedHook start, Step step) {
    Map<PlannedHook, PlannedHook> seen = new HashMap<>();
    PlannedHook at = start;
    for (PlannedHook next = step.from(at); next != null; next = step.from(at)) {
      if (seen.putIfAbsent(at, next) != null) {
        break;
      }
      at = next;
    }
    PlannedHook end = at;
    Deque<PlannedHook> circle = new ArrayDeque<>();
    do {
      circle.addFirst(at);
      at = seen.getOrDefault(at, end);
    } while (at != end);
    return circle;
  }

  /** Returns the message, with the path from its first hook round to the same hook. */
  String message(Phase phase) {
    PlannedHook first = circle.stream().min(PlannedHook.NEXT_FIRST).orElseThrow();
    while (circle.getFirst() != first) {
      circle.addLast(circle.removeFirst());
    }
    StringBuilder path = new StringBuilder();
    circle.forEach(hook -> path.append(hook.name()).append(" → "));
    path.append(first.name());
    return String.format(
        "hooks of phase %s are %s: %s; remove one of the constraints", phase, how, path);
  }
}
