package dev.hookline.core.plan;

import static dev.hookline.core.plan.PlanHooks.NONE;

import java.util.HashMap;
import java.util.Map;

/**
 * The hooks of a phase by their names: a table with open addressing, whose slots hold the hash of a
 * name beside its hook. To look names up is half of planning, and a {@link HashMap} has two more
 * objects to fetch for each of them: with one, planning took an eighth longer.
 */
final class NameTable {
  private static final int SCATTER = 0x9e3779b9;
  private static final long EMPTY = 0;

  /** No name stands as far from its slot as this, unless names were chosen for their hashes. */
  private static final int FARTHEST = 64;

  private final PlanHooks hooks;

  /** The hash of a name is the upper half, its hook, counted from 1, the lower one. */
  private final long[] slots;

  private final int shift;

  /** Names that got too far: a map is fast even if all their hashes are the same. */
  private final Map<String, Integer> others = new HashMap<>();

  /** Creates it for the names of these hooks, and knows none of them yet. */
  NameTable(PlanHooks hooks) {
    this.hooks = hooks;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(hooks.size() | FARTHEST);
    this.slots = new long[2 << bits];
    this.shift = Integer.SIZE - 1 - bits;
  }

  /** Adds a hook; returns the one that has its name already, or {@link PlanHooks#NONE}. */
  int putIfAbsent(int hook) {
    String name = hooks.name(hook);
    int slot = slotOf(name);
    if (slot == NONE) {
      Integer earlier = others.putIfAbsent(name, hook);
      return earlier == null ? NONE : earlier;
    }
    if (slots[slot] != EMPTY) {
      return hookIn(slot);
    }
    slots[slot] = ((long) name.hashCode() << Integer.SIZE) | (hook + 1);
    return NONE;
  }

  /** Returns the hook of that name, or {@link PlanHooks#NONE}. */
  int get(String name) {
    int slot = slotOf(name);
    return slot == NONE ? others.getOrDefault(name, NONE) : hookIn(slot);
  }

  /** Returns the slot of a name, or the empty one for it, or {@link PlanHooks#NONE}. */
  private int slotOf(String name) {
    int hash = name.hashCode();
    int first = (hash * SCATTER) >>> shift;
    for (int i = 0; i < FARTHEST; i++) {
      int slot = (first + i) & (slots.length - 1);
      boolean isHash = (int) (slots[slot] >>> Integer.SIZE) == hash;
      if (slots[slot] == EMPTY || (isHash && hooks.name(hookIn(slot)).equals(name))) {
        return slot;
      }
    }
    return NONE;
  }

  /** Returns the hook in a slot; {@link PlanHooks#NONE} if that is empty. */
  private int hookIn(int slot) {
    return (int) slots[slot] - 1;
  }
}
