package dev.hookline.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What is ours of {@link DispatchBenchmark}, and the limit beside it, for another JDK. */
public class NewestJdkBenchmark extends DispatchBenchmark {
  private static final List<String> LEFT_OUT =
      List.of("undeclared", "eventBus", "eventBusTimed", "spring", "failsafeRetry");

  @Override
  Map<String, Callable<Object>> contestants() {
    Map<String, Callable<Object>> ours = super.contestants();
    ours.keySet().removeAll(LEFT_OUT);
    return ours;
  }
}
