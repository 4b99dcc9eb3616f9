package dev.hookline.core.plan;

import java.util.Arrays;

/**
 * Which {@link PlanHooks hooks} wait for which, while they are being placed. Bare numbers: a large
 * plan is bound by memory, and with an object for each edge, and a look at each hook to which one
 * leads, planning took half as long again.
 */
final class Waits {
  /** Stands for no edge. */
  static final int NONE = -1;

  private final int[] newestEdge;
  private final int[] open;
  private final int[] heldBy;
  private final int[] to;
  private final int[] older;
  private int edges;

  /** Creates it for so many hooks, of which none waits yet. */
  Waits(int hooks, int edges) {
    this.newestEdge = new int[hooks];
    this.open = new int[hooks];
    this.heldBy = new int[hooks];
    this.to = new int[edges];
    this.older = new int[to.length];
    Arrays.fill(newestEdge, NONE);
    Arrays.fill(heldBy, PlanHooks.NONE);
  }

  /** Lets one hook wait for another. */
  void add(int first, int later) {
    to[edges] = later;
    older[edges] = newestEdge[first];
    newestEdge[first] = edges++;
    open[later]++;
  }

  /** Returns whether a hook still waits for another one. */
  boolean isWaiting(int hook) {
    return open[hook] > 0;
  }

  /** Returns the newest edge from a hook, or {@link #NONE}. */
  int edgeFrom(int hook) {
    return newestEdge[hook];
  }

  /** Returns the next older edge from the same hook, or {@link #NONE}. */
  int edgeAfter(int edge) {
    return older[edge];
  }

  /** Returns the hook to which an edge leads. */
  int end(int edge) {
    return to[edge];
  }

  /** Notes that a hook has been placed for which another waited; true if that was the last one. */
  boolean release(int waiting, int placed) {
    if (--open[waiting] > 0) {
      return false;
    }
    heldBy[waiting] = placed;
    return true;
  }

  /** Returns for each hook the last one for which it had to wait, or {@link PlanHooks#NONE}. */
  int[] heldBy() {
    return heldBy;
  }
}
