package dev.hookline.benchmarks;

import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ten lambda hooks on one engine that many threads share. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
public class ScalingBenchmark extends Turns {
  private static final int HOOKS = 10;

  private final HookRequest request = HookRequest.in(Path.of(""));
  private final HookEngine engine = HookEngine.builder().load(() -> Shapes.specs(HOOKS)).build();
  private final ByHand byHand = new ByHand(HOOKS, DispatchBenchmark.contextOfARun());

  @Override
  Map<String, Callable<Object>> contestants() {
    Map<String, Callable<Object>> all = new LinkedHashMap<>();
    all.put("limit", this::limit);
    all.put("hookline", this::hookline);
    return all;
  }

  @Benchmark
  public List<ByHand.Timed> limit() {
    return byHand.run();
  }

  @Benchmark
  public RunReport hookline() {
    return engine.run(Shapes.PHASE, request);
  }
}
