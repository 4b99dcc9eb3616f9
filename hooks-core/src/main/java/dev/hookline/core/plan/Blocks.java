package dev.hookline.core.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What of a phase may overlap. A block is a hook together with what is attached to it: its hooks
 * run one after another. Blocks stand in the order of the plan, and are known by their index.
 * Immutable.
 */
public final class Blocks {
  private static final int NONE = -1;

  private final List<Block> blocks;

  /**
   * One block.
   *
   * @param from the index of its first hook among the ordinary hooks
   * @param end the index after its last hook
   * @param number the order number of its root; blocks of another number do not overlap with it
   * @param later the indices of the blocks that must wait for it
   */
  public record Block(int from, int end, int number, List<Integer> later) {}

  private Blocks(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * Returns the blocks of ordinary hooks.
   *
   * @param ordinary the hooks in running order
   * @param rootOf says with which hook each one moves
   */
  static Blocks of(int[] ordinary, PlanHooks hooks, Waits waits, IntUnaryOperator rootOf) {
    int[] indexByRoot = new int[hooks.size()];
    Arrays.fill(indexByRoot, NONE);
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < ordinary.length; i++) {
      int root = rootOf.applyAsInt(ordinary[i]);
      if (indexByRoot[root] == NONE) {
        indexByRoot[root] = starts.size();
        starts.add(i);
      }
    }
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : ordinary.length;
      int root = rootOf.applyAsInt(ordinary[starts.get(i)]);
      List<Integer> later = later(root, waits, indexByRoot);
      blocks.add(new Block(starts.get(i), end, hooks.number(root), later));
    }
    return new Blocks(blocks);
  }

  private static List<Integer> later(int root, Waits waits, int[] indexByRoot) {
    List<Integer> later = new ArrayList<>();
    int edge = waits.edgeFrom(root);
    for (; edge != Waits.NONE; edge = waits.edgeAfter(edge)) {
      int index = indexByRoot[waits.end(edge)];
      if (index != NONE) {
        later.add(index);
      }
    }
    return List.copyOf(later);
  }

  /** Returns the blocks in the order of the plan. */
  public List<Block> all() {
    return blocks;
  }
}
