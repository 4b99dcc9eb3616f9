package dev.hookline.benchmarks;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import dev.hookline.api.HookSpec;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Calling N hooks each of which has a limit; ours can be abandoned when they do not obey. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
public class LimitedBenchmark extends Turns {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How many hooks the phase has. */
  @Param({"1", "100"})
  public int hooks;

  private HookEngine engine;
  private HookRequest request;
  private ExecutorService pool;
  private FailsafeExecutor<Object> failsafe;
  private Runnable[] runnables;

  @Setup
  public void setUp() {
    List<HookSpec> specs = Shapes.specs(hooks).stream().map(spec -> spec.timeout(LIMIT)).toList();
    engine = HookEngine.builder().load(() -> specs).build();
    request = HookRequest.in(Path.of(""));
    pool = Executors.newCachedThreadPool();
    failsafe = Failsafe.with(Timeout.builder(LIMIT).withInterrupt().build());
    runnables = new Runnable[hooks];
    for (int i = 0; i < hooks; i++) {
      runnables[i] = Shapes.runnable(i);
    }
    warmUp();
  }

  /** A run takes so long, for its thread, that the usual warm-up is too short to compile it. */
  private void warmUp() {
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    for (int i = 0; i < 12_000 && end - System.nanoTime() > 0; i++) {
      hookline().throwIfFailed();
    }
  }

  @TearDown
  public void tearDown() {
    pool.shutdownNow();
  }

  @Override
  Map<String, Callable<Object>> contestants() {
    Map<String, Callable<Object>> all = new LinkedHashMap<>();
    all.put("hookline", this::hookline);
    all.put("handOver", this::handOver);
    all.put("ownThread", this::ownThread);
    all.put("failsafeTimeout", this::failsafeTimeout);
    return all;
  }

  @Benchmark
  public RunReport hookline() {
    return engine.run(Shapes.PHASE, request);
  }

  @Benchmark
  public Runnable[] handOver() throws Exception {
    for (Runnable runnable : runnables) {
      pool.submit(runnable).get();
    }
    return runnables;
  }

  /** As a run does it: a thread that no hook before it has used, for all of them. */
  @Benchmark
  public Runnable[] ownThread() throws Exception {
    Thread caller = Thread.currentThread();
    AtomicBoolean isDone = new AtomicBoolean();
    Runnable all =
        () -> {
          for (Runnable runnable : runnables) {
            runnable.run();
          }
          isDone.set(true);
          LockSupport.unpark(caller);
        };
    Thread thread = new Thread(null, all, "by hand", 0, false);
    thread.setDaemon(true);
    thread.start();
    while (!isDone.get()) {
      LockSupport.park(this);
    }
    return runnables;
  }

  @Benchmark
  public Runnable[] failsafeTimeout() {
    for (Runnable runnable : runnables) {
      failsafe.run(runnable::run);
    }
    return runnables;
  }
}
