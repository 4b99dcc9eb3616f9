package dev.hookline.core.explain;

import dev.hookline.api.HookKind;
import dev.hookline.core.explain.GraphPen.Look;
import dev.hookline.core.plan.Blocks;
import dev.hookline.core.plan.Blocks.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plan as a graph: an arrow leads from each hook to those that begin after it. What runs only at
 * the end of a phase hangs on dotted arrows.
 */
final class PlanGraph {
  private final PlanView plan;
  private final List<String[]> edges = new ArrayList<>();
  private List<String> before = List.of();
  private int nodes;

  PlanGraph(PlanView plan) {
    this.plan = plan;
  }

  String draw(GraphPen pen) {
    pen.begin(plan.name());
    for (int i = 0; i < plan.phases().size(); i++) {
      PhaseView phase = plan.phases().get(i);
      String settings = String.join(", ", Settings.of(phase));
      pen.beginGroup("p" + i, phase.role().words() + " " + phase.name() + ": " + settings);
      draw(phase, pen);
      pen.endGroup();
    }
    edges.forEach(edge -> pen.edge(edge[0], edge[1], !edge[2].isEmpty()));
    return pen.end();
  }

  private void draw(PhaseView phase, GraphPen pen) {
    List<String> ordinary = new ArrayList<>();
    List<String> cleanup = new ArrayList<>();
    for (ShownHook hook : phase.hooks()) {
      String id = "h" + nodes++;
      (hook.spec().kind().isCleanup() ? cleanup : ordinary).add(id);
      pen.node(id, label(hook), look(hook.spec().kind()), hook.skipped().isPresent());
    }
    Blocks blocks = phase.tasks().blocks;
    if (blocks == null) {
      ordinary.forEach(id -> follow(List.of(id)));
    } else {
      drawBlocks(ordinary, blocks.all());
    }
    List<String> last = before;
    for (String id : cleanup) {
      last.forEach(from -> edges.add(new String[] {from, id, "dotted"}));
      last = List.of(id);
    }
  }

  /** Lets hooks begin after those before them. */
  private void follow(List<String> next) {
    connectAll(before, next);
    before = next;
  }

  private void connect(List<String> from, String to) {
    from.forEach(each -> edges.add(new String[] {each, to, ""}));
  }

  private void connectAll(List<String> from, List<String> to) {
    for (String one : from) {
      to.forEach(other -> edges.add(new String[] {one, other, ""}));
    }
  }

  private void drawGroup(List<String> ids, List<Block> blocks, int from, int end) {
    boolean[] isHeld = new boolean[end];
    boolean[] isHolding = new boolean[end];
    for (int i = from; i < end; i++) {
      Block block = blocks.get(i);
      for (int hook = block.from() + 1; hook < block.end(); hook++) {
        connect(List.of(ids.get(hook - 1)), ids.get(hook));
      }
      for (int later : block.later()) {
        if (later < end) {
          connect(List.of(ids.get(block.end() - 1)), ids.get(blocks.get(later).from()));
          isHeld[later] = true;
          isHolding[i] = true;
        }
      }
    }
    List<String> first =
        IntStream.range(from, end)
            .filter(i -> !isHeld[i])
            .mapToObj(i -> ids.get(blocks.get(i).from()))
            .toList();
    connectAll(before, first);
    before =
        IntStream.range(from, end)
            .filter(i -> !isHolding[i])
            .mapToObj(i -> ids.get(blocks.get(i).end() - 1))
            .toList();
  }

  /** Blocks of one number overlap, as their constraints allow; those of another number wait. */
  private void drawBlocks(List<String> ids, List<Block> blocks) {
    int from = 0;
    while (from < blocks.size()) {
      int end = from;
      while (end < blocks.size() && blocks.get(end).number() == blocks.get(from).number()) {
        end++;
      }
      drawGroup(ids, blocks, from, end);
      from = end;
    }
  }

  private static Look look(HookKind kind) {
    return switch (kind) {
      case STEP -> Look.STEP;
      case ON_FAILURE -> Look.ON_FAILURE;
      case ALWAYS -> Look.ALWAYS;
      case ORDINARY, UNDO -> Look.HOOK;
    };
  }

  private static String label(ShownHook hook) {
    String command = hook.command();
    String undo = hook.undo().map(each -> "\nundo: " + each).orElse("");
    return hook.name() + (command.equals("lambda") ? "" : "\n" + command) + undo;
  }
}
