package dev.hookline.core.plan;

import dev.hookline.api.HookSpec;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * Hooks in running order. A place, with its reason, is made when it is asked for, because most
 * plans are never shown. Immutable.
 */
public final class Placements extends AbstractList<Placement> implements RandomAccess {
  static final Placements NONE = new Placements(new HookSpec[0], new int[0], new int[0]);

  private final HookSpec[] registered;
  private final int[] order;
  private final int[] heldBy;

  /**
   * Keeps the arrays, which nothing changes any more.
   *
   * @param registered the hooks in the order of registration
   * @param order which of them run, in running order
   * @param heldBy for each registered hook the last one that it had to wait for, or {@link
   *     PlanHooks#NONE}
   */
  Placements(HookSpec[] registered, int[] order, int[] heldBy) {
    this.registered = registered;
    this.order = order;
    this.heldBy = heldBy;
  }

  /** Returns the hook at a place. */
  public HookSpec spec(int index) {
    return registered[order[index]];
  }

  @Override
  public Placement get(int index) {
    int hook = order[index];
    int holder = heldBy[hook];
    return new Placement(
        registered[hook], hook + 1, holder == PlanHooks.NONE ? null : registered[holder]);
  }

  @Override
  public int size() {
    return order.length;
  }
}
