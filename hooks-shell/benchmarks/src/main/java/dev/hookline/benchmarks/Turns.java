package dev.hookline.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

/**
 * A benchmark whose contestants take turns, one iteration each, so that all of them meet the same
 * other work of a shared machine; what is compared ran within milliseconds.
 */
public abstract class Turns {
  private List<Callable<Object>> order = List.of();
  private int turn = -1;
  private Callable<Object> current = () -> this;

  /** Returns who takes part, in order. */
  abstract Map<String, Callable<Object>> contestants();

  /** Passes the turn on. */
  @Setup(Level.Iteration)
  public void takeTurn() {
    if (order.isEmpty()) {
      order = List.copyOf(contestants().values());
    }
    turn = (turn + 1) % order.size();
    current = order.get(turn);
  }

  @Benchmark
  public Object turns() throws Exception {
    return current.call();
  }
}
