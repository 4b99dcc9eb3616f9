package dev.hookline.benchmarks;

import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Ten lambda hooks on one engine that many threads share: how long the same number of calls takes,
 * divided among more and more threads. JMH can measure with many threads itself, but takes the mean
 * of what each of them saw of a short time. Of 64 threads on two processors most get one turn in
 * it, or none, so that this mean says how fair the scheduler is, and not how much was done.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OperationsPerInvocation(ScalingBenchmark.CALLS)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
public class ScalingBenchmark extends Turns {
  /** How many threads take part, at most; 64 of them have more to do than fits into one turn. */
  static final List<Integer> THREADS = List.of(1, 2, 64);

  static final int CALLS = 1 << 19;
  private static final int HOOKS = 10;

  private final HookRequest request = HookRequest.in(Path.of(""));
  private final HookEngine engine = HookEngine.builder().load(() -> Shapes.specs(HOOKS)).build();
  private final ByHand byHand = new ByHand(HOOKS, DispatchBenchmark.contextOfARun());
  private final ExecutorService pool = Executors.newCachedThreadPool();

  @Override
  Map<String, Callable<Object>> contestants() {
    Map<String, Callable<Object>> all = new LinkedHashMap<>();
    for (int threads : THREADS) {
      all.put(name("limit", threads), () -> calls(threads, byHand::run));
      all.put(name("hookline", threads), () -> calls(threads, this::hookline));
    }
    return all;
  }

  /** Returns how figures name a contestant with so many threads. */
  static String name(String who, int threads) {
    return who + " x" + threads;
  }

  private Object hookline() {
    return engine.run(Shapes.PHASE, request);
  }

  @TearDown
  public void tearDown() {
    pool.shutdownNow();
  }

  /** Makes all calls, divided among the threads; returns what the last one of each gave. */
  private List<Object> calls(int threads, Callable<Object> call) throws Exception {
    List<Future<Object>> shares = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      shares.add(pool.submit(() -> share(CALLS / threads, call)));
    }
    List<Object> last = new ArrayList<>();
    for (Future<Object> share : shares) {
      last.add(share.get());
    }
    return last;
  }

  private static Object share(int calls, Callable<Object> call) throws Exception {
    Object last = call;
    for (int i = 0; i < calls; i++) {
      last = call.call();
    }
    return last;
  }
}
