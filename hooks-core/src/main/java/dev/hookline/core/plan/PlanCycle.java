package dev.hookline.core.plan;

import dev.hookline.api.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cycle of hooks of which each must run before the next, found in O(hooks + constraints). */
final class PlanCycle {
  /** A longer path is shown by its beginning and its end. */
  private static final int LONGEST_PATH = 12;

  private final Deque<PlanNode> cycle;
  private final String how;

  private PlanCycle(Deque<PlanNode> cycle, String how) {
    this.cycle = cycle;
    this.how = how;
  }

  private interface Step {
    @Nullable PlanNode from(PlanNode hook);
  }

  /**
   * Every hook that is left over waits for another one that is: walk back until one repeats. No two
   * cycles have a hook in common.
   *
   * @param byPlace all hooks, by the place at which they registered
   */
  static List<PlanCycle> ofConstraints(List<PlanNode> hooks, List<PlanNode> byPlace, Waits waits) {
    Map<PlanNode, PlanNode> before = new HashMap<>();
    for (PlanNode hook : hooks) {
      int edge = waits.isWaiting(hook.place()) ? waits.edgeFrom(hook.place()) : Waits.NONE;
      for (; edge != Waits.NONE; edge = waits.edgeAfter(edge)) {
        if (waits.isWaiting(waits.end(edge))) {
          before.put(byPlace.get(waits.end(edge)), hook);
        }
      }
    }
    List<PlanCycle> cycles = new ArrayList<>();
    Map<PlanNode, PlanNode> walkedFrom = new HashMap<>();
    for (PlanNode start : hooks) {
      PlanNode at = start;
      while (before.containsKey(at) && walkedFrom.putIfAbsent(at, start) == null) {
        at = before.get(at);
      }
      if (before.containsKey(at) && walkedFrom.get(at) == start) {
        cycles.add(new PlanCycle(walk(at, before::get), "form an ordering cycle"));
      }
    }
    return cycles;
  }

  static PlanCycle ofAttachments(PlanNode start) {
    return new PlanCycle(walk(start, hook -> hook.target), "are attached to one another");
  }

  /** Returns the cycle that is reached from a hook, in running order. */
  private static Deque<PlanNode> walk(PlanNode start, Step step) {
    Map<PlanNode, PlanNode> seen = new HashMap<>();
    PlanNode at = start;
    for (PlanNode next = step.from(at); next != null; next = step.from(at)) {
      if (seen.putIfAbsent(at, next) != null) {
        break;
      }
      at = next;
    }
    PlanNode end = at;
    Deque<PlanNode> cycle = new ArrayDeque<>();
    do {
      cycle.addFirst(at);
      at = seen.getOrDefault(at, end);
    } while (at != end);
    return cycle;
  }

  /** Returns the message, with the path from its first hook round to the same hook. */
  String message(Phase phase) {
    PlanNode first =
        cycle.stream().min(Comparator.comparingLong(hook -> hook.sortKey)).orElseThrow();
    while (cycle.getFirst() != first) {
      cycle.addLast(cycle.removeFirst());
    }
    return String.format(
        "hooks of phase %s %s: %s; remove one of the constraints", phase, how, path(first));
  }

  private String path(PlanNode first) {
    List<String> names = new ArrayList<>();
    cycle.forEach(hook -> names.add(hook.name()));
    names.add(first.name());
    int size = names.size();
    if (size > LONGEST_PATH) {
      String gap = String.format(Locale.ROOT, "… %,d more …", size - LONGEST_PATH);
      names.subList(LONGEST_PATH / 2, size - LONGEST_PATH / 2).clear();
      names.add(LONGEST_PATH / 2, gap);
    }
    return String.join(" → ", names);
  }
}
