package dev.hookline.core.plan;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the specs of one phase into the order that {@link dev.hookline.api.HookOrder} states. This
 * is the only code that sorts hooks. Nothing here recurses, so that no chain is too long.
 */
public final class HookPlanner {
  private final List<PlanNode> nodes;
  private final Map<String, PlanNode> byName;
  private final PlanProblems problems;

  /** The keys of the nodes, which the sort needs far more often than anything else of them. */
  private final long[] sortKeys;

  private final Waits waits;
  private boolean anyAttached;

  private HookPlanner(int size, PlanProblems problems) {
    this.problems = problems;
    this.nodes = new ArrayList<>(size);
    this.byName = new HashMap<>(size * 2);
    this.sortKeys = new long[size];
    this.waits = new Waits(size);
  }

  /**
   * Returns the order of the specs, all of one phase, given in the order of registration.
   *
   * @param overlaps whether hooks of the phase may overlap
   * @param known the hooks of all phases, for advice about names that this one does not have
   * @param problems gets every problem; if there is one the order is of no use
   */
  public static PhaseOrder plan(
      Phase phase,
      Collection<HookSpec> specs,
      boolean overlaps,
      KnownNames known,
      List<String> problems) {
    PlanProblems all = new PlanProblems(phase, known, problems);
    HookPlanner planner = new HookPlanner(specs.size(), all);
    for (HookSpec spec : specs) {
      planner.add(spec);
    }
    planner.attach();
    for (PlanNode node : planner.nodes) {
      planner.constrain(node);
    }
    return planner.order(overlaps);
  }

  private PhaseOrder order(boolean overlaps) {
    List<PlanNode> ordinary = section(HookKind.ORDINARY);
    List<PlanNode> onFailure = section(HookKind.ON_FAILURE);
    List<PlanNode> always = section(HookKind.ALWAYS);
    return new PhaseOrder(
        placements(ordinary),
        placements(onFailure),
        placements(always),
        overlaps ? Blocks.of(ordinary, nodes, waits) : null);
  }

  private List<Placement> placements(List<PlanNode> ordered) {
    List<Placement> placements = new ArrayList<>(ordered.size());
    for (PlanNode node : ordered) {
      int heldBy = waits.heldBy(node.place());
      placements.add(node.placement(heldBy == Waits.NONE ? null : nodes.get(heldBy)));
    }
    return Collections.unmodifiableList(placements);
  }

  private void add(HookSpec spec) {
    PlanNode node = new PlanNode(spec, nodes.size() + 1);
    sortKeys[nodes.size()] = node.sortKey;
    nodes.add(node);
    PlanNode earlier = byName.putIfAbsent(spec.name(), node);
    if (earlier != null) {
      problems.sameName(node, earlier);
    }
  }

  private void attach() {
    for (PlanNode node : nodes) {
      Constraint attachment = node.attachment;
      PlanNode target = attachment == null ? null : find(node, attachment);
      if (attachment != null && target != null) {
        attach(node, target, attachment);
      }
    }
    if (anyAttached) {
      nodes.forEach(this::findRoot);
    }
  }

  private void attach(PlanNode node, PlanNode target, Constraint attachment) {
    if (node.kind != target.kind) {
      problems.attachedToAnotherKind(node, attachment, target);
      return;
    }
    node.target = target;
    anyAttached = true;
    (attachment.relation() == Relation.PRE ? target.pres() : target.posts()).add(node);
  }

  /** Finds the hook with which a node moves, for this node and for all that stand in between. */
  private void findRoot(PlanNode node) {
    Set<PlanNode> path = new LinkedHashSet<>();
    PlanNode root = node;
    while (root.target != null && root.root == root && path.add(root)) {
      root = root.target;
    }
    if (path.contains(root)) {
      problems.cycle(PlanCycle.ofAttachments(root));
      root.target = null;
      findRoot(node); // a root there is, now that the circle is open
      return;
    }
    int depth = root.depth + path.size();
    for (PlanNode between : path) {
      between.root = root.root;
      between.depth = depth--;
    }
  }

  private void constrain(PlanNode node) {
    List<Constraint> constraints = node.spec.order().constraints();
    for (int i = 0; i < constraints.size(); i++) { // an iterator a hook is garbage
      Constraint constraint = constraints.get(i);
      PlanNode other = constraint.relation().isAttachment() ? null : find(node, constraint);
      if (other != null) {
        constrain(node, constraint, other);
      }
    }
  }

  private void constrain(PlanNode node, Constraint constraint, PlanNode other) {
    boolean nodeFirst = constraint.relation() == Relation.BEFORE;
    PlanNode first = nodeFirst ? node : other;
    PlanNode second = nodeFirst ? other : node;
    if (first.kind.compareTo(second.kind) > 0) {
      problems.againstTheKinds(node, constraint, other);
    } else if (first.kind == second.kind) {
      connect(first, second, () -> problems.contradiction(node, constraint));
    }
  }

  /**
   * What is attached moves in one piece with its target, so a constraint between two hooks is one
   * between the pieces in which they move: their roots, or within one root the two pieces on the
   * same side of the hook from which their ways part.
   */
  private void connect(PlanNode first, PlanNode second, Runnable contradiction) {
    if (first == second) {
      waits.add(first, second);
      return;
    }
    if (first.root != second.root) {
      waits.add(first.root, second.root);
      return;
    }
    PlanNode one = ancestor(first, second.depth);
    PlanNode other = ancestor(second, first.depth);
    if (one == other) {
      checkHolds(first, second, contradiction);
      return;
    }
    while (one.target != other.target) {
      one = Objects.requireNonNull(one.target);
      other = Objects.requireNonNull(other.target);
    }
    if (one.isPre() == other.isPre()) {
      waits.add(one, other);
    } else if (other.isPre()) {
      contradiction.run();
    }
  }

  /** One of the two is attached, over however many hooks, to the other. */
  private static void checkHolds(PlanNode first, PlanNode second, Runnable contradiction) {
    boolean secondMoves = second.depth > first.depth;
    PlanNode piece =
        secondMoves ? ancestor(second, first.depth + 1) : ancestor(first, second.depth + 1);
    if (piece.isPre() == secondMoves) {
      contradiction.run();
    }
  }

  /** Returns the hook on the way to the root that has this depth, or the node if it has less. */
  private static PlanNode ancestor(PlanNode node, int depth) {
    PlanNode at = node;
    while (at.depth > depth && at.target != null) {
      at = at.target;
    }
    return at;
  }

  private @Nullable PlanNode find(PlanNode node, Constraint constraint) {
    PlanNode other = byName.get(constraint.other());
    if (other == null && constraint.required()) {
      problems.missing(node, constraint, nodes);
    }
    return other;
  }

  private List<PlanNode> section(HookKind kind) {
    List<PlanNode> roots = new ArrayList<>(kind == HookKind.ORDINARY ? nodes.size() : 0);
    for (PlanNode node : nodes) {
      if (node.kind == kind && node.root == node) {
        roots.add(node);
      }
    }
    List<PlanNode> sorted = sort(roots);
    return anyAttached ? flatten(sorted) : sorted;
  }

  /** Kahn's algorithm: of the hooks that may run next, the smallest number, then the first one. */
  private List<PlanNode> sort(List<PlanNode> unsorted) {
    List<PlanNode> sorted = new ArrayList<>(unsorted.size());
    ReadyQueue ready = new ReadyQueue();
    for (PlanNode node : unsorted) {
      if (!waits.isWaiting(node.place())) {
        ready.add(node.sortKey);
      }
    }
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(nodes.get(next));
      for (int e = waits.edgeFrom(next); e != Waits.NONE; e = waits.edgeAfter(e)) {
        int later = waits.end(e);
        if (waits.release(later, next)) {
          ready.add(sortKeys[later]);
        }
      }
    }
    if (sorted.size() < unsorted.size()) {
      PlanCycle.ofConstraints(unsorted, nodes, waits).forEach(problems::cycle);
    }
    return sorted;
  }

  /** Puts the attached hooks right before and after their targets. */
  private List<PlanNode> flatten(List<PlanNode> roots) {
    List<PlanNode> flat = new ArrayList<>(nodes.size());
    Deque<PlanNode> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      PlanNode node = open.removeFirst();
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

  private static void pushAll(Deque<PlanNode> open, List<PlanNode> nodes) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      open.addFirst(nodes.get(i));
    }
  }
}
