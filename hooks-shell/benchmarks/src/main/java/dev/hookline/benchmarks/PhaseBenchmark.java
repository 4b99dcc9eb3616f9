package dev.hookline.benchmarks;

import dev.hookline.api.Phase;
import org.openjdk.jmh.annotations.Benchmark;

/** What making a phase costs; proves the wiring until the real benchmarks are here. */
public class PhaseBenchmark {
  @Benchmark
  public Phase phaseOf() {
    return Phase.of("deploy");
  }
}
