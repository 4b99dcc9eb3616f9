package dev.hookline.core;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the specs of one phase into the order that {@link dev.hookline.api.HookOrder} states. This
 * is the only code that sorts hooks. Nothing here recurses, so that no chain is too long.
 */
final class HookPlanner {
  private final Phase phase;
  private final List<PlannedHook> nodes;
  private final Map<String, PlannedHook> byName;
  private final Consumer<String> problems;
  private boolean anyAttached;

  private HookPlanner(Phase phase, int size, Consumer<String> problems) {
    this.phase = phase;
    this.problems = problems;
    this.nodes = new ArrayList<>(size);
    this.byName = new HashMap<>(size * 2);
  }

  /**
   * Returns the plan of the specs, all of one phase, in the order of registration.
   *
   * @param problems is told every mistake; if there is one the plan is of no use
   */
  static HookPlan plan(
      Phase phase, Collection<HookSpec> specs, Masker masker, Consumer<String> problems) {
    HookPlanner planner = new HookPlanner(phase, specs.size(), problems);
    specs.forEach(planner::add);
    planner.attach();
    planner.nodes.forEach(planner::constrain);
    HookPlan plan =
        new HookPlan(
            phase,
            planner.section(HookKind.ORDINARY),
            planner.section(HookKind.ON_FAILURE),
            planner.section(HookKind.ALWAYS),
            masker);
    planner.checkWithinBlocks(plan.hooks());
    return plan;
  }

  private void add(HookSpec spec) {
    if (spec.kind() == HookKind.STEP) {
      problems.accept(spec + " belongs to a lifecycle and cannot be registered; register a hook");
    }
    PlannedHook node = new PlannedHook(spec, nodes.size() + 1);
    nodes.add(node);
    PlannedHook earlier = byName.putIfAbsent(spec.name(), node);
    if (earlier != null) {
      problems.accept(
          spec
              + " has the same name as the one registered before it"
              + earlier.spec().declaredAt().map(place -> " at " + place).orElse("")
              + "; names are unique within a phase, rename one of them");
    }
  }

  private void attach() {
    for (PlannedHook node : nodes) {
      Optional<Constraint> attachment = node.attachment();
      PlannedHook target = attachment.isEmpty() ? null : find(node, attachment.get());
      if (target != null) {
        attach(node, target, attachment.orElseThrow());
      }
    }
    if (anyAttached) {
      nodes.forEach(this::findRoot);
    }
  }

  private void attach(PlannedHook node, PlannedHook target, Constraint attachment) {
    if (node.kind() != target.kind()) {
      problems.accept(
          node.spec()
              + " is "
              + said(attachment)
              + ", which is "
              + article(target.kind())
              + "; attach it to a hook of its own kind");
      return;
    }
    node.target = target;
    anyAttached = true;
    (attachment.relation() == Relation.PRE ? target.pres() : target.posts()).add(node);
  }

  /** Finds the hook with which a node moves, and tells it to all that stand in between. */
  private void findRoot(PlannedHook node) {
    Set<PlannedHook> path = new LinkedHashSet<>();
    PlannedHook root = node;
    while (root.target != null && root.root == root && path.add(root)) {
      root = root.target;
    }
    if (path.contains(root)) {
      problems.accept(PlanCycle.ofAttachments(root).message(phase));
      root.target = null;
    }
    for (PlannedHook between : path) {
      between.root = root.root;
    }
  }

  private void constrain(PlannedHook node) {
    for (Constraint constraint : node.spec().order().constraints()) {
      PlannedHook other = constraint.relation().isAttachment() ? null : find(node, constraint);
      if (other != null) {
        constrain(node, constraint, other);
      }
    }
  }

  private void constrain(PlannedHook node, Constraint constraint, PlannedHook other) {
    boolean nodeFirst = constraint.relation() == Relation.BEFORE;
    PlannedHook first = nodeFirst ? node : other;
    PlannedHook second = nodeFirst ? other : node;
    if (first.kind().compareTo(second.kind()) > 0) {
      problems.accept(
          node.spec()
              + " is ordered "
              + said(constraint)
              + ", which is "
              + article(other.kind())
              + "; ordinary hooks run first, then on-failure hooks, then always hooks: remove the"
              + " constraint");
    } else if (first.kind() == second.kind()) {
      connect(first, second);
    }
  }

  private static void connect(PlannedHook first, PlannedHook second) {
    if (first.root != second.root) {
      first.root.addSuccessor(second.root);
    } else if (first.target == second.target && first.isPre() == second.isPre()) {
      first.addSuccessor(second);
    }
  }

  private @Nullable PlannedHook find(PlannedHook node, Constraint constraint) {
    PlannedHook other = byName.get(constraint.other());
    if (other == null && constraint.required()) {
      problems.accept(
          node.spec()
              + " is "
              + (constraint.relation().isAttachment() ? "" : "ordered ")
              + said(constraint)
              + ", but no hook of that name is registered for phase "
              + phase
              + "; register it or remove the constraint");
    }
    return other;
  }

  private List<PlannedHook> section(HookKind kind) {
    List<PlannedHook> roots = new ArrayList<>();
    for (PlannedHook node : nodes) {
      if (node.kind() == kind && node.root == node) {
        roots.add(node);
      }
    }
    List<PlannedHook> sorted = sort(roots);
    return anyAttached ? flatten(sorted) : sorted;
  }

  /** Kahn's algorithm: of the hooks that may run next, the smallest number, then the first one. */
  private List<PlannedHook> sort(List<PlannedHook> unsorted) {
    List<PlannedHook> sorted = new ArrayList<>(unsorted.size());
    ReadyQueue ready = new ReadyQueue(nodes);
    for (PlannedHook node : unsorted) {
      if (node.waitsFor == 0) {
        ready.add(node);
      }
    }
    while (!ready.isEmpty()) {
      PlannedHook next = ready.remove();
      sorted.add(next);
      for (PlannedHook.Edge edge = next.successors; edge != null; edge = edge.next()) {
        if (--edge.to().waitsFor == 0) {
          edge.to().heldBy = next;
          ready.add(edge.to());
        }
      }
    }
    if (sorted.size() < unsorted.size()) {
      PlanCycle.ofConstraints(unsorted).forEach(cycle -> problems.accept(cycle.message(phase)));
    }
    return sorted;
  }

  /** Puts the attached hooks right before and after their targets. */
  private List<PlannedHook> flatten(List<PlannedHook> roots) {
    List<PlannedHook> flat = new ArrayList<>(nodes.size());
    Deque<PlannedHook> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      PlannedHook node = open.removeFirst();
      if (node.opened || !node.hasAttached()) {
        flat.add(node);
        continue;
      }
      node.opened = true;
      pushAll(open, sort(node.posts()));
      open.addFirst(node);
      pushAll(open, sort(node.pres()));
    }
    return flat;
  }

  private static void pushAll(Deque<PlannedHook> open, List<PlannedHook> nodes) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      open.addFirst(nodes.get(i));
    }
  }

  /** What a block decides by itself may contradict a constraint between two hooks of the block. */
  private void checkWithinBlocks(List<PlannedHook> ordered) {
    if (!anyAttached || ordered.size() < nodes.size()) {
      return;
    }
    Map<String, Integer> places = new HashMap<>();
    ordered.forEach(node -> places.put(node.name(), places.size()));
    for (PlannedHook node : ordered) {
      for (Constraint constraint : node.spec().order().constraints()) {
        PlannedHook other = byName.get(constraint.other());
        boolean isWithin = other != null && other.root == node.root;
        if (isWithin && !constraint.relation().isAttachment()) {
          checkHolds(node, constraint, places);
        }
      }
    }
  }

  private void checkHolds(PlannedHook node, Constraint constraint, Map<String, Integer> places) {
    Integer here = places.get(node.name());
    Integer there = places.get(constraint.other());
    boolean first = constraint.relation() == Relation.BEFORE;
    if (here != null && there != null && first != (here < there)) {
      problems.accept(
          node.spec()
              + " is ordered "
              + said(constraint)
              + ", but what they are attached to puts it on the other side; remove the constraint or"
              + " the attachment");
    }
  }

  private static String said(Constraint constraint) {
    return constraint.relation().words() + " \"" + constraint.other() + "\"";
  }

  private static String article(HookKind kind) {
    String words = kind == HookKind.ORDINARY ? "ordinary hook" : kind.words();
    return "an " + words;
  }
}
