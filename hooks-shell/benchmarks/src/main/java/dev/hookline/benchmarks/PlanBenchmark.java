package dev.hookline.benchmarks;

import dev.hookline.core.HookEngine;
import dev.hookline.core.HookPlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Looking at the plan of an engine that does not change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
public class PlanBenchmark {
  private final HookEngine engine = HookEngine.builder().load(() -> Shapes.specs(100)).build();

  @Benchmark
  public HookPlan plan() {
    return engine.plan(Shapes.PHASE);
  }
}
