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
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** A cycle of hooks of which each must run before the next, found in O(hooks + constraints). */
final class PlanCycle {
  /** A longer path is shown by its beginning and its end. */
  private static final int LONGEST_PATH = 12;

  private final PlanHooks hooks;
  private final Deque<Integer> cycle;
  private final String how;

  private PlanCycle(PlanHooks hooks, Deque<Integer> cycle, String how) {
    this.hooks = hooks;
    this.cycle = cycle;
    this.how = how;
  }

  /**
   * Every hook that is left over waits for another one that is: walk back until one repeats. No two
   * cycles have a hook in common.
   *
   * @param unsorted the hooks among which to look
   */
  static List<PlanCycle> ofConstraints(PlanHooks hooks, int[] unsorted, Waits waits) {
    Map<Integer, Integer> before = new HashMap<>();
    for (int hook : unsorted) {
      int edge = waits.isWaiting(hook) ? waits.edgeFrom(hook) : Waits.NONE;
      for (; edge != Waits.NONE; edge = waits.edgeAfter(edge)) {
        if (waits.isWaiting(waits.end(edge))) {
          before.put(waits.end(edge), hook);
        }
      }
    }
    IntUnaryOperator stepBack = hook -> before.getOrDefault(hook, PlanHooks.NONE);
    List<PlanCycle> cycles = new ArrayList<>();
    Map<Integer, Integer> walkedFrom = new HashMap<>();
    for (int start : unsorted) {
      int at = start;
      while (before.containsKey(at) && walkedFrom.putIfAbsent(at, start) == null) {
        at = before.get(at);
      }
      if (before.containsKey(at) && Objects.equals(walkedFrom.get(at), start)) {
        cycles.add(new PlanCycle(hooks, walk(at, stepBack), "form an ordering cycle"));
      }
    }
    return cycles;
  }

  /**
   * Returns the cycle to which a hook belongs.
   *
   * @param target what each hook is attached to
   */
  static PlanCycle ofAttachments(PlanHooks hooks, int start, int[] target) {
    return new PlanCycle(hooks, walk(start, hook -> target[hook]), "are attached to one another");
  }

  /** Returns the cycle that is reached from a hook, in running order. */
  private static Deque<Integer> walk(int start, IntUnaryOperator step) {
    Map<Integer, Integer> seen = new HashMap<>();
    int at = start;
    for (int next = step.applyAsInt(at);
        next != PlanHooks.NONE && seen.putIfAbsent(at, next) == null;
        next = step.applyAsInt(at)) {
      at = next;
    }
    int end = at;
    Deque<Integer> cycle = new ArrayDeque<>();
    do {
      cycle.addFirst(at);
      at = seen.getOrDefault(at, end);
    } while (at != end);
    return cycle;
  }

  /** Returns the message, with the path from its first hook round to the same hook. */
  String message(Phase phase) {
    int first = cycle.stream().min(Comparator.comparingInt(hooks.ranks()::of)).orElseThrow();
    while (cycle.getFirst() != first) {
      cycle.addLast(cycle.removeFirst());
    }
    return String.format(
        "hooks of phase %s %s: %s; remove one of the constraints", phase, how, path(first));
  }

  private String path(int first) {
    List<String> names = new ArrayList<>();
    cycle.forEach(hook -> names.add(hooks.name(hook)));
    names.add(hooks.name(first));
    int size = names.size();
    if (size > LONGEST_PATH) {
      String gap = String.format(Locale.ROOT, "… %,d more …", size - LONGEST_PATH);
      names.subList(LONGEST_PATH / 2, size - LONGEST_PATH / 2).clear();
      names.add(LONGEST_PATH / 2, gap);
    }
    return String.join(" → ", names);
  }
}
