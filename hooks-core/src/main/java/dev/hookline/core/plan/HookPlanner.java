package dev.hookline.core.plan;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the specs of one phase into the order that {@link dev.hookline.api.HookOrder} states. This
 * is the only code that sorts hooks. Nothing here recurses, so that no chain is too long.
 */
public final class HookPlanner {
  private static final int NONE = PlanHooks.NONE;

  private final Phase phase;
  private final PlanHooks hooks;
  private final KnownNames known;
  private final List<String> problems;
  private final NameTable names;
  private final Waits waits;
  private final ReadyQueue ready;

  /** Which hooks are attached to others; null if none is. */
  private @Nullable Attachments attachments;

  private HookPlanner(Phase phase, PlanHooks hooks, KnownNames known, List<String> problems) {
    this.phase = phase;
    this.hooks = hooks;
    this.known = known;
    this.problems = problems;
    this.names = new NameTable(hooks);
    this.waits = new Waits(hooks.size(), hooks.constraints());
    this.ready = new ReadyQueue(hooks.size());
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
    PlanHooks hooks = new PlanHooks(specs);
    HookPlanner planner = new HookPlanner(phase, hooks, known, problems);
    planner.name();
    if (hooks.areAnyAttached()) {
      planner.attach();
    }
    for (int hook = 0; hook < hooks.size(); hook++) {
      planner.constrain(hook);
    }
    return planner.order(overlaps);
  }

  /** Returns what words problems; most plans have none, and need not load the class. */
  private PlanProblems problems() {
    return new PlanProblems(phase, hooks, known, problems);
  }

  private PhaseOrder order(boolean overlaps) {
    int[] ordinary = section(HookKind.ORDINARY);
    int[] onFailure = section(HookKind.ON_FAILURE);
    int[] always = section(HookKind.ALWAYS);
    return new PhaseOrder(
        hooks.placements(ordinary, waits),
        hooks.placements(onFailure, waits),
        hooks.placements(always, waits),
        overlaps ? Blocks.of(ordinary, hooks, waits, this::root) : null);
  }

  private void name() {
    for (int hook = 0; hook < hooks.size(); hook++) {
      int earlier = names.putIfAbsent(hook);
      if (earlier != NONE) {
        problems().sameName(hook, earlier);
      }
    }
  }

  private void attach() {
    for (int hook = 0; hook < hooks.size(); hook++) {
      Constraint attachment = hooks.attachment(hook);
      int target = attachment == null ? NONE : find(hook, attachment);
      if (attachment != null && target != NONE) {
        attach(hook, target, attachment);
      }
    }
    if (attachments != null) {
      attachments.findRoots(cycle -> problems().cycle(cycle));
    }
  }

  private void attach(int hook, int target, Constraint attachment) {
    if (hooks.kind(hook) != hooks.kind(target)) {
      problems().attachedToAnotherKind(hook, attachment, target);
      return;
    }
    Attachments known = attachments == null ? new Attachments(hooks) : attachments;
    attachments = known;
    known.attach(hook, target, attachment);
  }

  /** Returns the hook with which this one moves; itself if it is attached to nothing. */
  private int root(int hook) {
    return attachments == null ? hook : attachments.root(hook);
  }

  private void constrain(int hook) {
    List<Constraint> constraints = hooks.constraints(hook);
    for (int i = 0; i < constraints.size(); i++) { // an iterator a hook is garbage
      Constraint constraint = constraints.get(i);
      int other = constraint.relation().isAttachment() ? NONE : find(hook, constraint);
      if (other != NONE) {
        constrain(hook, constraint, other);
      }
    }
  }

  private void constrain(int hook, Constraint constraint, int other) {
    boolean isFirst = constraint.relation() == Relation.BEFORE;
    int first = isFirst ? hook : other;
    int second = isFirst ? other : hook;
    HookKind kind = hooks.kind(first);
    HookKind kindOfSecond = hooks.kind(second);
    if (kind == kindOfSecond) {
      if (!connect(first, second)) {
        problems().contradiction(hook, constraint);
      }
    } else if (kind.compareTo(kindOfSecond) > 0) {
      problems().againstTheKinds(hook, constraint, other);
    }
  }

  private boolean connect(int first, int second) {
    if (attachments != null) {
      return attachments.connect(first, second, waits);
    }
    waits.add(first, second);
    return true;
  }

  /** Returns the hook that a constraint names, or {@link PlanHooks#NONE}. */
  private int find(int hook, Constraint constraint) {
    int other = names.get(constraint.other());
    if (other == NONE && constraint.required()) {
      problems().missing(hook, constraint);
    }
    return other;
  }

  private int[] section(HookKind kind) {
    int[] roots = new int[hooks.size()];
    int size = 0;
    for (int hook = 0; hook < roots.length; hook++) {
      if (hooks.kind(hook) == kind && root(hook) == hook) {
        roots[size++] = hook;
      }
    }
    int[] sorted = sort(Arrays.copyOf(roots, size));
    return attachments == null ? sorted : attachments.flatten(sorted, this::sort);
  }

  /** Kahn's algorithm: of the hooks that may run next, the smallest number, then the first one. */
  private int[] sort(int[] unsorted) {
    Ranks ranks = hooks.ranks();
    for (int hook : unsorted) {
      if (!waits.isWaiting(hook)) {
        ready.add(ranks.of(hook));
      }
    }
    int[] sorted = new int[unsorted.length];
    int size = 0;
    while (!ready.isEmpty()) {
      int next = ranks.hookAt(ready.remove());
      sorted[size++] = next;
      for (int e = waits.edgeFrom(next); e != Waits.NONE; e = waits.edgeAfter(e)) {
        int later = waits.end(e);
        if (waits.release(later, next)) {
          ready.add(ranks.of(later));
        }
      }
    }
    if (size < sorted.length) {
      PlanCycle.ofConstraints(hooks, unsorted, waits).forEach(problems()::cycle);
    }
    return size < sorted.length ? Arrays.copyOf(sorted, size) : sorted;
  }
}
