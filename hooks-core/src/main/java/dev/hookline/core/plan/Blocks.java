package dev.hookline.core.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What of a phase may overlap. A block is a hook together with what is attached to it: its hooks
 * run one after another. Blocks stand in the order of the plan, and are known by their index.
 * Immutable.
 */
public final class Blocks {
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

  /** Returns the blocks of ordinary hooks that stand in running order. */
  static Blocks of(List<PlanNode> ordered, List<PlanNode> byPlace, Waits waits) {
    List<Integer> starts = new ArrayList<>();
    Map<PlanNode, Integer> indexByRoot = new HashMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      if (indexByRoot.putIfAbsent(ordered.get(i).root, starts.size()) == null) {
        starts.add(i);
      }
    }
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : ordered.size();
      PlanNode root = ordered.get(starts.get(i)).root;
      List<Integer> later = later(root, waits, place -> indexByRoot.get(byPlace.get(place)));
      blocks.add(new Block(starts.get(i), end, root.spec.order().number(), later));
    }
    return new Blocks(blocks);
  }

  private static List<Integer> later(
      PlanNode root, Waits waits, IntFunction<@Nullable Integer> indexOf) {
    List<Integer> later = new ArrayList<>();
    int edge = waits.edgeFrom(root.place());
    for (; edge != Waits.NONE; edge = waits.edgeAfter(edge)) {
      Integer index = indexOf.apply(waits.end(edge));
      if (index != null) {
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
