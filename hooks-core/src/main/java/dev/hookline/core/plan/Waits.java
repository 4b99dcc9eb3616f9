package dev.hookline.core.plan;

import java.util.Arrays;

/**
 * Which hooks wait for which, while they are being placed; hooks are known by the place at which
 * they registered, counted from 0. Bare numbers: a large plan is bound by memory, and with an
 * object for each edge, and a look at each hook to which one leads, planning took half as long
 * again.
 */
final class Waits {
  /** Stands for no edge, and for no hook. */
  static final int NONE = -1;

  private final int[] newestEdge;
  private final int[] open;
  private final int[] heldBy;
  private int[] to;
  private int[] older;
  private int edges;

  /** Creates it for so many hooks, of which none waits yet. */
  Waits(int hooks) {
    this.newestEdge = new int[hooks];
    this.open = new int[hooks];
    this.heldBy = new int[hooks];
    this.to = new int[Math.max(4, hooks)];
    this.older = new int[to.length];
    Arrays.fill(newestEdge, NONE);
    Arrays.fill(heldBy, NONE);
  }

  /** Lets one hook wait for another. */
  void add(PlanNode first, PlanNode later) {
    if (edges == to.length) {
      to = Arrays.copyOf(to, edges * 2);
      older = Arrays.copyOf(older, edges * 2);
    }
    to[edges] = later.place();
    older[edges] = newestEdge[first.place()];
    newestEdge[first.place()] = edges++;
    open[later.place()]++;
  }

  /** Returns whether a hook still waits for another one. */
  boolean isWaiting(int place) {
    return open[place] > 0;
  }

  /** Returns the newest edge from a hook, or {@link #NONE}. */
  int edgeFrom(int place) {
    return newestEdge[place];
  }

  /** Returns the next older edge from the same hook, or {@link #NONE}. */
  int edgeAfter(int edge) {
    return older[edge];
  }

  /** Returns the place of the hook to which an edge leads. */
  int end(int edge) {
    return to[edge];
  }

  /** Notes that a hook has been placed for which another waited; true if that was the last one. */
  boolean release(int waiting, int placed) {
    if (--open[waiting] != 0) { // it falls below 0 where a circle of attachments was opened
      return false;
    }
    heldBy[waiting] = placed;
    return true;
  }

  /** Returns the place of the last hook for which one had to wait, or {@link #NONE}. */
  int heldBy(int place) {
    return heldBy[place];
  }
}
