package dev.hookline.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * Runs hooks of equal number at the same time, at most so many, as their constraints allow. A hook
 * and what is attached to it are one block and stay together. A block of another number waits until
 * all blocks before it in the plan have ended.
 */
final class ConcurrentPhase {
  private final HookRunner runner;
  private final PlannedHook[] hooks;
  private final int limit;

  /** A hook with what is attached to it: {@code hooks[from, end)}. */
  private static final class Block implements Comparable<Block> {
    final PlannedHook root;
    final int from;
    int end;
    int waitsFor;

    Block(PlannedHook root, int from) {
      this.root = root;
      this.from = from;
      this.end = from;
    }

    @Override
    public int compareTo(Block other) {
      return Integer.compare(from, other.from);
    }
  }

  ConcurrentPhase(HookRunner runner, PlannedHook[] hooks, int limit) {
    this.runner = runner;
    this.hooks = hooks;
    this.limit = limit;
  }

  void run() {
    List<Block> blocks = blocks();
    int from = 0;
    while (from < blocks.size()) {
      int end = from;
      while (end < blocks.size() && number(blocks.get(end)) == number(blocks.get(from))) {
        end++;
      }
      runTogether(blocks.subList(from, end));
      from = end;
    }
  }

  private static int number(Block block) {
    return block.root.spec().order().number();
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < hooks.length; i++) {
      Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
      if (last == null || last.root != hooks[i].root) {
        last = new Block(hooks[i].root, i);
        blocks.add(last);
      }
      last.end = i + 1;
    }
    return blocks;
  }

  private void runTogether(List<Block> blocks) {
    Map<PlannedHook, Block> byRoot = new HashMap<>();
    blocks.forEach(block -> byRoot.put(block.root, block));
    blocks.forEach(block -> successors(block, byRoot).forEach(later -> later.waitsFor++));
    PriorityQueue<Block> ready = new PriorityQueue<>();
    blocks.stream().filter(block -> block.waitsFor == 0).forEach(ready::add);
    Map<Lane, Block> running = new HashMap<>();
    while (!ready.isEmpty() || !running.isEmpty()) {
      while (running.size() < limit && !ready.isEmpty()) {
        begin(ready.remove(), running, ready, byRoot);
      }
      if (!running.isEmpty()) {
        Supervisor.await(runner.run, running.keySet());
        collect(running, ready, byRoot);
      }
    }
  }

  private static List<Block> successors(Block block, Map<PlannedHook, Block> byRoot) {
    List<Block> later = new ArrayList<>();
    for (PlannedHook.Edge edge = block.root.successors; edge != null; edge = edge.next()) {
      if (byRoot.containsKey(edge.to())) {
        later.add(byRoot.get(edge.to()));
      }
    }
    return later;
  }

  private void begin(
      Block block,
      Map<Lane, Block> running,
      PriorityQueue<Block> ready,
      Map<PlannedHook, Block> byRoot) {
    runner.run.takeCancellation();
    if (runner.isStopped()) {
      for (int i = block.from; i < block.end; i++) {
        runner.perform(hooks[i].work(), null);
      }
      release(block, ready, byRoot);
    } else {
      start(new Lane(runner, hooks, block.from, block.end), block, running);
    }
  }

  private void start(Lane lane, Block block, Map<Lane, Block> running) {
    running.put(lane, block);
    Supervisor.start(runner.run, lane);
  }

  private void collect(
      Map<Lane, Block> running, PriorityQueue<Block> ready, Map<PlannedHook, Block> byRoot) {
    for (Lane lane : List.copyOf(running.keySet())) {
      if (lane.isFinished()) {
        Block block = Objects.requireNonNull(running.remove(lane));
        int next = lane.place() + 1;
        if (next < block.end) {
          start(new Lane(runner, hooks, next, block.end), block, running);
        } else {
          release(block, ready, byRoot);
        }
      }
    }
  }

  private static void release(
      Block block, PriorityQueue<Block> ready, Map<PlannedHook, Block> byRoot) {
    for (Block later : successors(block, byRoot)) {
      if (--later.waitsFor == 0) {
        ready.add(later);
      }
    }
  }
}
