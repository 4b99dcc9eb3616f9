package dev.hookline.benchmarks;

import dev.hookline.api.HookOrder;
import dev.hookline.api.HookSpec;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Putting N hooks in order, each with a number and three constraints that name other hooks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
public class PlanningBenchmark extends Turns {
  private static final int CONSTRAINTS = 3;

  /** How many hooks the phase has. */
  @Param({"1000", "10000", "100000"})
  public int hooks;

  private List<HookSpec> specs;
  private String[] names;
  private int[] numbers;
  private String[] others;
  private boolean[] isBefore;

  @Setup
  public void setUp() {
    Random random = new Random(42);
    int[] rank = shuffled(random);
    names = new String[hooks];
    numbers = new int[hooks];
    others = new String[hooks * CONSTRAINTS];
    isBefore = new boolean[hooks * CONSTRAINTS];
    specs = new ArrayList<>(hooks);
    for (int i = 0; i < hooks; i++) {
      names[i] = "hook-" + i;
      numbers[i] = random.nextInt(10);
      HookSpec spec = HookSpec.of(Shapes.PHASE, names[i], Shapes.hook(i)).order(numbers[i]);
      for (int c = i * CONSTRAINTS; c < (i + 1) * CONSTRAINTS; c++) {
        int other = (i + 1 + random.nextInt(hooks - 1)) % hooks;
        others[c] = "hook-" + other;
        isBefore[c] = rank[i] < rank[other];
        spec = isBefore[c] ? spec.before(others[c]) : spec.after(others[c]);
      }
      specs.add(spec);
    }
    checkSameOrder();
  }

  private int[] shuffled(Random random) {
    int[] rank = new int[hooks];
    for (int i = 0; i < hooks; i++) {
      int j = random.nextInt(i + 1);
      rank[i] = rank[j];
      rank[j] = i;
    }
    return rank;
  }

  private void checkSameOrder() {
    int[] expected = limit();
    if (!Arrays.equals(expected, arrays())) {
      throw new IllegalStateException("the two limits differ");
    }
    HookPlan plan = hookline();
    for (int i = 0; i < hooks; i++) {
      if (!plan.hooks().get(i).name().equals(names[expected[i]])) {
        throw new IllegalStateException("the two orders differ at " + i);
      }
    }
  }

  @Override
  Map<String, Callable<Object>> contestants() {
    Map<String, Callable<Object>> all = new LinkedHashMap<>();
    all.put("arrays", this::arrays);
    all.put("limit", this::limit);
    all.put("hookline", this::hookline);
    return all;
  }

  @Benchmark
  public HookPlan hookline() {
    return HookEngine.builder().load(() -> specs).build().plan(Shapes.PHASE);
  }

  /** What a caller has are specs: their names, numbers and constraints are read from them. */
  @Benchmark
  public int[] limit() {
    String[] readNames = new String[hooks];
    int[] readNumbers = new int[hooks];
    String[] readOthers = new String[hooks * CONSTRAINTS];
    boolean[] readIsBefore = new boolean[hooks * CONSTRAINTS];
    int c = 0;
    for (int i = 0; i < hooks; i++) {
      HookSpec spec = specs.get(i);
      readNames[i] = spec.name();
      readNumbers[i] = spec.order().number();
      for (HookOrder.Constraint constraint : spec.order().constraints()) {
        readOthers[c] = constraint.other();
        readIsBefore[c++] = constraint.relation() == HookOrder.Relation.BEFORE;
      }
    }
    return order(readNames, readNumbers, readOthers, readIsBefore);
  }

  @Benchmark
  public int[] arrays() {
    return order(names, numbers, others, isBefore);
  }

  /** Kahn's algorithm on int arrays with a heap of (number, registration). */
  private int[] order(String[] names, int[] numbers, String[] others, boolean[] isBefore) {
    Map<String, Integer> places = new HashMap<>(hooks * 2);
    for (int i = 0; i < hooks; i++) {
      places.put(names[i], i);
    }
    int[] firstEdge = new int[hooks];
    int[] nextEdge = new int[others.length + 1];
    int[] to = new int[others.length + 1];
    int[] waitsFor = new int[hooks];
    for (int c = 0; c < others.length; c++) {
      int other = places.get(others[c]);
      int from = isBefore[c] ? c / CONSTRAINTS : other;
      to[c + 1] = isBefore[c] ? other : c / CONSTRAINTS;
      nextEdge[c + 1] = firstEdge[from];
      firstEdge[from] = c + 1;
      waitsFor[to[c + 1]]++;
    }
    LongHeap ready = new LongHeap(hooks);
    for (int i = 0; i < hooks; i++) {
      if (waitsFor[i] == 0) {
        ready.add((long) numbers[i] << 32 | i);
      }
    }
    int[] order = new int[hooks];
    int done = 0;
    while (ready.size > 0) {
      int next = (int) ready.poll();
      order[done++] = next;
      for (int edge = firstEdge[next]; edge != 0; edge = nextEdge[edge]) {
        if (--waitsFor[to[edge]] == 0) {
          ready.add((long) numbers[to[edge]] << 32 | to[edge]);
        }
      }
    }
    if (done < hooks) {
      throw new IllegalStateException("ordered in a circle");
    }
    return order;
  }

  /** A binary heap of longs. */
  private static final class LongHeap {
    private final long[] heap;
    private int size;

    LongHeap(int capacity) {
      heap = new long[capacity];
    }

    void add(long value) {
      int hole = size++;
      while (hole > 0 && heap[(hole - 1) / 2] > value) {
        heap[hole] = heap[(hole - 1) / 2];
        hole = (hole - 1) / 2;
      }
      heap[hole] = value;
    }

    long poll() {
      final long least = heap[0];
      long last = heap[--size];
      int hole = 0;
      for (int child = 1; child < size; child = 2 * hole + 1) {
        if (child + 1 < size && heap[child + 1] < heap[child]) {
          child++;
        }
        if (heap[child] >= last) {
          break;
        }
        heap[hole] = heap[child];
        hole = child;
      }
      heap[hole] = last;
      return least;
    }
  }
}
