package dev.hookline.benchmarks;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;

/** Calling N lambda hooks, one after another. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
public class DispatchBenchmark extends Turns {
  private static final Phase EMPTY = Phase.of("build");
  private static final Phase UNDECLARED = Phase.of("undeclared");

  /** How many hooks the phase has. */
  @Param({"1", "10", "100"})
  public int hooks;

  private HookEngine engine;
  private HookEngine declaringEngine;
  private HookEngine engineWithLines;
  private HookEngine engineWithListener;
  private HookEngine engineWithEnds;
  private HookEngine engineWithStream;
  private HookRequest request;
  private ByHand byHand;
  private EventBus eventBus;
  private EventBus timedEventBus;
  private SimpleApplicationEventMulticaster multicaster;
  private PayloadApplicationEvent<String> event;
  private ResolvableType eventType;
  private FailsafeExecutor<Object> failsafe;
  private Runnable[] runnables;

  record Deployed(String name) {}

  /** A listener of the events that most progress bars need. */
  static final class Ends implements HookListener {
    Object last = this;

    @Override
    public void hookFinished(HookEvent.HookFinished event) {
      last = event;
    }
  }

  /** A listener of the whole stream. */
  static final class Stream implements HookListener {
    Object last = this;

    @Override
    public void event(HookEvent event) {
      last = event;
    }
  }

  record Collecting(List<ByHand.Timed> report) {}

  @Setup
  public void setUp() {
    request = HookRequest.in(Path.of(""));
    engine = HookEngine.builder().load(() -> Shapes.specs(hooks)).build();
    declaringEngine =
        HookEngine.builder().phases(Shapes.PHASE, EMPTY).load(() -> Shapes.specs(hooks)).build();
    engineWithLines =
        HookEngine.builder()
            .load(() -> Shapes.specs(hooks))
            .listener(new ScriptGoals.Lines(line -> {}))
            .build();
    engineWithListener =
        HookEngine.builder()
            .load(() -> Shapes.specs(hooks))
            .listener(new HookListener() {})
            .build();
    engineWithEnds =
        HookEngine.builder().load(() -> Shapes.specs(hooks)).listener(new Ends()).build();
    engineWithStream =
        HookEngine.builder().load(() -> Shapes.specs(hooks)).listener(new Stream()).build();
    byHand = new ByHand(hooks, contextOfARun());
    eventBus = new EventBus();
    timedEventBus = new EventBus();
    multicaster = new SimpleApplicationEventMulticaster();
    runnables = new Runnable[hooks];
    for (int i = 0; i < hooks; i++) {
      eventBus.register(subscriber(i));
      timedEventBus.register(timedSubscriber(i));
      multicaster.addApplicationListener(listener(i));
      runnables[i] = Shapes.runnable(i);
    }
    event = new PayloadApplicationEvent<>(this, "deploy");
    eventType = ResolvableType.forInstance(event);
    failsafe = Failsafe.with(RetryPolicy.builder().withMaxRetries(2).build());
  }

  /** A hook by hand is given a real context too; only its class matters here. */
  static HookContext contextOfARun() {
    AtomicReference<HookContext> seen = new AtomicReference<>();
    HookEngine.builder()
        .register(Shapes.PHASE, "peek", seen::set)
        .build()
        .run(Shapes.PHASE, HookRequest.in(Path.of("")));
    return seen.get();
  }

  @Override
  Map<String, Callable<Object>> contestants() {
    Map<String, Callable<Object>> all = new LinkedHashMap<>();
    all.put("limit", this::limit);
    all.put("hookline", this::hookline);
    all.put("hooklineWithLines", this::hooklineWithLines);
    all.put("hooklineWithListener", this::hooklineWithListener);
    all.put("hooklineWithEnds", this::hooklineWithEnds);
    all.put("hooklineWithStream", this::hooklineWithStream);
    all.put("emptyPhase", this::emptyPhase);
    all.put("undeclared", this::undeclared);
    all.put("eventBus", this::eventBus);
    all.put("eventBusTimed", this::eventBusTimed);
    all.put("spring", this::spring);
    all.put("failsafeRetry", this::failsafeRetry);
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

  @Benchmark
  public RunReport emptyPhase() {
    return declaringEngine.run(EMPTY, request);
  }

  @Benchmark
  public RunReport undeclared() {
    return engine.run(UNDECLARED, request);
  }

  @Benchmark
  public RunReport hooklineWithEnds() {
    return engineWithEnds.run(Shapes.PHASE, request);
  }

  @Benchmark
  public RunReport hooklineWithStream() {
    return engineWithStream.run(Shapes.PHASE, request);
  }

  @Benchmark
  public RunReport hooklineWithLines() {
    return engineWithLines.run(Shapes.PHASE, request);
  }

  @Benchmark
  public RunReport hooklineWithListener() {
    return engineWithListener.run(Shapes.PHASE, request);
  }

  @Benchmark
  public Deployed eventBus() {
    Deployed deployed = new Deployed("deploy");
    eventBus.post(deployed);
    return deployed;
  }

  @Benchmark
  public Collecting eventBusTimed() {
    Collecting collecting = new Collecting(new ArrayList<>(hooks));
    timedEventBus.post(collecting);
    return collecting;
  }

  @Benchmark
  public PayloadApplicationEvent<String> spring() {
    multicaster.multicastEvent(event, eventType);
    return event;
  }

  @Benchmark
  public Runnable[] failsafeRetry() {
    for (Runnable runnable : runnables) {
      failsafe.run(runnable::run);
    }
    return runnables;
  }

  private static Object subscriber(int number) {
    return switch (number % 4) {
      case 0 -> new Subscriber0();
      case 1 -> new Subscriber1();
      case 2 -> new Subscriber2();
      default -> new Subscriber3();
    };
  }

  static final class Subscriber0 {
    @Subscribe
    public void on(Deployed event) {
      Shapes.check(event, "first");
    }
  }

  static final class Subscriber1 {
    @Subscribe
    public void on(Deployed event) {
      Shapes.check(event, "second");
    }
  }

  static final class Subscriber2 {
    @Subscribe
    public void on(Deployed event) {
      Shapes.check(event, "third");
    }
  }

  static final class Subscriber3 {
    @Subscribe
    public void on(Deployed event) {
      Shapes.check(event, "fourth");
    }
  }

  private static Object timedSubscriber(int number) {
    String name = "hook-" + number;
    return switch (number % 4) {
      case 0 -> new Timed0(name);
      case 1 -> new Timed1(name);
      case 2 -> new Timed2(name);
      default -> new Timed3(name);
    };
  }

  private static void timed(Collecting event, String name, String what) {
    long start = System.nanoTime();
    Throwable failure = null;
    try {
      Shapes.check(event, what);
    } catch (RuntimeException e) {
      failure = e;
    }
    event.report().add(new ByHand.Timed(name, failure, start, System.nanoTime() - start));
  }

  record Timed0(String name) {
    @Subscribe
    public void on(Collecting event) {
      timed(event, name, "first");
    }
  }

  record Timed1(String name) {
    @Subscribe
    public void on(Collecting event) {
      timed(event, name, "second");
    }
  }

  record Timed2(String name) {
    @Subscribe
    public void on(Collecting event) {
      timed(event, name, "third");
    }
  }

  record Timed3(String name) {
    @Subscribe
    public void on(Collecting event) {
      timed(event, name, "fourth");
    }
  }

  private static ApplicationListener<PayloadApplicationEvent<String>> listener(int number) {
    return switch (number % 4) {
      case 0 -> new Listener0();
      case 1 -> new Listener1();
      case 2 -> new Listener2();
      default -> new Listener3();
    };
  }

  static final class Listener0 implements ApplicationListener<PayloadApplicationEvent<String>> {
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<String> event) {
      Shapes.check(event, "first");
    }
  }

  static final class Listener1 implements ApplicationListener<PayloadApplicationEvent<String>> {
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<String> event) {
      Shapes.check(event, "second");
    }
  }

  static final class Listener2 implements ApplicationListener<PayloadApplicationEvent<String>> {
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<String> event) {
      Shapes.check(event, "third");
    }
  }

  static final class Listener3 implements ApplicationListener<PayloadApplicationEvent<String>> {
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<String> event) {
      Shapes.check(event, "fourth");
    }
  }
}
