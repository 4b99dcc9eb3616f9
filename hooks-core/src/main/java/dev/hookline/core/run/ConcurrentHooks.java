package dev.hookline.core.run;

import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.Task;
import dev.hookline.core.plan.Blocks.Block;
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
final class ConcurrentHooks {
  private final Worker.Owner owner;
  private final PhaseState state;
  private final Run run;
  private final Deadlines deadlines;
  private final Task[] tasks;
  private final int limit;
  private final List<Block> blocks;

  /** How many blocks of the group that runs now each block has to wait for. */
  private final int[] waitsFor;

  private final PriorityQueue<Integer> ready = new PriorityQueue<>();
  private final Map<Worker, Integer> running = new HashMap<>();
  private int groupFrom;
  private int groupEnd;

  ConcurrentHooks(
      Worker.Owner owner, PhaseState state, Run run, Deadlines deadlines, PhaseTasks tasks) {
    this.owner = owner;
    this.state = state;
    this.run = run;
    this.deadlines = deadlines;
    this.tasks = tasks.ordinary;
    this.limit = tasks.concurrency;
    this.blocks = Objects.requireNonNull(tasks.blocks, "planned for hooks that overlap").all();
    this.waitsFor = new int[blocks.size()];
  }

  void run() {
    while (groupEnd < blocks.size()) {
      groupFrom = groupEnd;
      int number = blocks.get(groupFrom).number();
      while (groupEnd < blocks.size() && blocks.get(groupEnd).number() == number) {
        groupEnd++;
      }
      runTogether();
    }
  }

  private void runTogether() {
    for (int i = groupFrom; i < groupEnd; i++) {
      laterInGroup(i).forEach(later -> waitsFor[later]++);
    }
    for (int i = groupFrom; i < groupEnd; i++) {
      if (waitsFor[i] == 0) {
        ready.add(i);
      }
    }
    while (!ready.isEmpty() || !running.isEmpty()) {
      while (running.size() < limit && !ready.isEmpty()) {
        begin(ready.remove());
      }
      if (!running.isEmpty()) {
        Coordinator.await(run, running.keySet());
        collect();
      }
    }
  }

  private List<Integer> laterInGroup(int index) {
    return blocks.get(index).later().stream().filter(later -> later < groupEnd).toList();
  }

  private void begin(int index) {
    run.takeInterrupt();
    Block block = blocks.get(index);
    if (state.isStopped()) {
      for (int i = block.from(); i < block.end(); i++) {
        owner.perform(tasks[i], null);
      }
      release(index);
    } else {
      start(worker(block.from(), block.end()), index);
    }
  }

  private Worker worker(int from, int end) {
    return new Worker(owner, run, deadlines, tasks, from, end);
  }

  private void start(Worker worker, int index) {
    running.put(worker, index);
    Coordinator.start(run, worker);
  }

  private void collect() {
    for (Worker worker : List.copyOf(running.keySet())) {
      if (worker.isFinished()) {
        int index = Objects.requireNonNull(running.remove(worker));
        int next = worker.place() + 1;
        if (next < blocks.get(index).end()) {
          start(worker(next, blocks.get(index).end()), index);
        } else {
          release(index);
        }
      }
    }
  }

  private void release(int index) {
    for (int later : laterInGroup(index)) {
      if (--waitsFor[later] == 0) {
        ready.add(later);
      }
    }
  }
}
