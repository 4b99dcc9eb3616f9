package dev.hookline.core.plan;

import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Which hooks are attached to which, while they are being placed; made only for phases that have
 * such hooks. What is attached moves in one piece with its target.
 */
final class Attachments {
  private static final int NONE = PlanHooks.NONE;

  private final PlanHooks hooks;

  /** What each hook is attached to. */
  private final int[] target;

  /** The hook with which each one moves; itself if it is attached to nothing. */
  private final int[] root;

  /** How many attachments lead to the root. */
  private final int[] depth;

  private final int[] newestPre;
  private final int[] newestPost;

  /** The hook that was attached before this one to the same side of the same target. */
  private final int[] older;

  Attachments(PlanHooks hooks) {
    this.hooks = hooks;
    int size = hooks.size();
    this.target = filled(size);
    this.root = new int[size];
    Arrays.setAll(root, hook -> hook);
    this.depth = new int[size];
    this.newestPre = filled(size);
    this.newestPost = filled(size);
    this.older = filled(size);
  }

  private static int[] filled(int size) {
    int[] none = new int[size];
    Arrays.fill(none, NONE);
    return none;
  }

  /** Attaches a hook to another one of its kind. */
  void attach(int hook, int to, Constraint attachment) {
    int[] newest = attachment.relation() == Relation.PRE ? newestPre : newestPost;
    target[hook] = to;
    older[hook] = newest[to];
    newest[to] = hook;
  }

  /** Finds the hooks with which all others move, when everything is attached. */
  void findRoots(Consumer<PlanCycle> problems) {
    for (int hook = 0; hook < root.length; hook++) {
      if (target[hook] != NONE) {
        findRoot(hook, problems);
      }
    }
  }

  /** Finds the root for this hook and for all that stand in between. */
  private void findRoot(int hook, Consumer<PlanCycle> problems) {
    Set<Integer> path = new LinkedHashSet<>();
    int last = hook;
    while (target[last] != NONE && root[last] == last && path.add(last)) {
      last = target[last];
    }
    if (path.contains(last)) {
      problems.accept(PlanCycle.ofAttachments(hooks, last, target));
      detach(last);
      findRoot(hook, problems); // a root there is, now that the circle is open
      return;
    }
    int deep = depth[last] + path.size();
    for (int between : path) {
      root[between] = root[last];
      depth[between] = deep--;
    }
  }

  private void detach(int hook) {
    int[] newest = hooks.isPre(hook) ? newestPre : newestPost;
    int to = target[hook];
    if (newest[to] == hook) {
      newest[to] = older[hook];
    } else {
      int at = newest[to];
      while (older[at] != hook) {
        at = older[at];
      }
      older[at] = older[hook];
    }
    older[hook] = NONE;
    target[hook] = NONE;
  }

  /** Returns the hook with which this one moves; itself if it is attached to nothing. */
  int root(int hook) {
    return root[hook];
  }

  /**
   * Lets one hook wait for another. What is attached moves in one piece with its target, so a
   * constraint between two hooks is one between the pieces in which they move: their roots, or
   * within one root the two pieces on the same side of the hook from which their ways part.
   *
   * @return false if what they are attached to puts them the other way round
   */
  boolean connect(int first, int second, Waits waits) {
    if (first == second) {
      waits.add(first, second);
      return true;
    }
    if (root[first] != root[second]) {
      waits.add(root[first], root[second]);
      return true;
    }
    int one = ancestor(first, depth[second]);
    int other = ancestor(second, depth[first]);
    if (one == other) {
      return holds(first, second);
    }
    while (target[one] != target[other]) {
      one = target[one];
      other = target[other];
    }
    if (hooks.isPre(one) == hooks.isPre(other)) {
      waits.add(one, other);
      return true;
    }
    return hooks.isPre(one);
  }

  /** One of the two is attached, over however many hooks, to the other. */
  private boolean holds(int first, int second) {
    boolean secondMoves = depth[second] > depth[first];
    int piece =
        secondMoves ? ancestor(second, depth[first] + 1) : ancestor(first, depth[second] + 1);
    return hooks.isPre(piece) != secondMoves;
  }

  /** Returns the hook on the way to the root that has this depth, or the hook if it has less. */
  private int ancestor(int hook, int atDepth) {
    int at = hook;
    while (depth[at] > atDepth && target[at] != NONE) {
      at = target[at];
    }
    return at;
  }

  /**
   * Returns the hooks that are attached to nothing with the others right before and after their
   * targets.
   *
   * @param sorted puts hooks that are attached to the same side of one target in order
   */
  int[] flatten(int[] roots, UnaryOperator<int[]> sorted) {
    int[] flat = new int[hooks.size()];
    int size = 0;
    boolean[] isOpened = new boolean[hooks.size()];
    Deque<Integer> open = new ArrayDeque<>();
    pushAll(open, roots);
    while (!open.isEmpty()) {
      int hook = open.removeFirst();
      if (isOpened[hook] || (newestPre[hook] == NONE && newestPost[hook] == NONE)) {
        flat[size++] = hook;
        continue;
      }
      isOpened[hook] = true;
      pushAll(open, sorted.apply(attached(newestPost[hook])));
      open.addFirst(hook);
      pushAll(open, sorted.apply(attached(newestPre[hook])));
    }
    return Arrays.copyOf(flat, size);
  }

  /** Returns what is attached to one side, in the order of registration. */
  private int[] attached(int newest) {
    int count = 0;
    for (int hook = newest; hook != NONE; hook = older[hook]) {
      count++;
    }
    int[] attached = new int[count];
    for (int hook = newest; hook != NONE; hook = older[hook]) {
      attached[--count] = hook;
    }
    return attached;
  }

  private static void pushAll(Deque<Integer> open, int[] hooks) {
    for (int i = hooks.length - 1; i >= 0; i--) {
      open.addFirst(hooks[i]);
    }
  }
}
