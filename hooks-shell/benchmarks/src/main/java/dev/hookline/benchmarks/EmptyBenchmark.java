package dev.hookline.benchmarks;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookPlan;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A phase without hooks, and looking at the plan of an engine that does not change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
public class EmptyBenchmark {
  private final Phase empty = Phase.of("build");
  private final HookRequest request = HookRequest.in(Path.of(""));
  private final HookEngine engine =
      HookEngine.builder().phases(empty, Shapes.PHASE).load(() -> Shapes.specs(100)).build();

  @Benchmark
  public RunReport emptyPhase() {
    return engine.run(empty, request);
  }

  @Benchmark
  public HookPlan plan() {
    return engine.plan(Shapes.PHASE);
  }
}
