package dev.hookline.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one hook more with a limit costs in a run: a row that is so long that it does not matter how
 * long its thread took to start, which differs by more than a hundred hooks take.
 */
@State(Scope.Benchmark)
public class LimitedRowBenchmark extends LimitedBenchmark {
  @Override
  Map<String, Callable<Object>> contestants() {
    Map<String, Callable<Object>> all = super.contestants();
    all.keySet().retainAll(List.of("hookline", "ownThread"));
    return all;
  }
}
