package dev.hookline.core.whatif;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.input.EngineSettings;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.input.RunRequest;
import dev.hookline.core.input.Task;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.result.RunResult;
import dev.hookline.core.run.LifecycleRunner;
import dev.hookline.core.threads.CapturedContexts;
import dev.hookline.core.threads.HookThreads;
import dev.hookline.core.time.RunClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario by the engine, with hooks that do nothing and succeed at once, but for one.
 * Hooks that might overlap run one after another.
 */
final class StubRun implements HookListener {
  /** A hook that is tried more often may be tried for ever. */
  private static final int MOST_ATTEMPTS = 1000;

  private final Scenario scenario;
  private final @Nullable Ledger ledger;
  private final StubTime time = new StubTime();
  private final Cancellation cancellation = new Cancellation();
  private final List<HookResult> finished = new CopyOnWriteArrayList<>();

  StubRun(Scenario scenario, @Nullable Ledger ledger) {
    this.scenario = scenario;
    this.ledger = ledger;
  }

  /** Runs it with every hook well. */
  RunResult run() {
    return run(task -> task.stub(context -> {}, false));
  }

  /** Runs it with one hook that does something else. */
  RunResult run(HookId hook, Act act, Runnable death) {
    Hook stub = hook(act, hook, death);
    return run(
        task ->
            task.id.equals(hook)
                ? task.stub(stub, act == Act.TIME_OUT && isTriedSoOften(task))
                : task.stub(context -> {}, false));
  }

  private static boolean isTriedSoOften(Task task) {
    return task.spec.retry().maxAttempts() <= MOST_ATTEMPTS;
  }

  private Hook hook(Act act, HookId hook, Runnable death) {
    return switch (act) {
      case FAIL ->
          context -> {
            throw new IllegalStateException("it is taken to fail");
          };
      case TIME_OUT -> context -> time.sleep(RunClock.UNLIMITED);
      case CANCEL ->
          context -> {
            cancellation.request();
            if (hook.kind().isCleanup()) {
              cancellation.request(); // the first one stops no hook that cleans up
            }
            time.sleep(RunClock.UNLIMITED);
          };
      case DIE -> context -> death.run();
    };
  }

  private RunResult run(UnaryOperator<Task> stubs) {
    List<PhaseTasks> phases = scenario.phases().stream().map(p -> p.oneByOne(stubs)).toList();
    PhaseTasks own = scenario.own() == null ? null : scenario.own().oneByOne(stubs);
    return scenario.lifecycle() == null
        ? LifecycleRunner.run(input(), phases.get(0))
        : LifecycleRunner.run(input(), scenario.lifecycle(), phases, own);
  }

  private RunInput input() {
    EngineSettings real = scenario.engine();
    EngineSettings engine =
        new EngineSettings(
            List.of(),
            Environment.empty(),
            false,
            real.gracePeriod(),
            ledger,
            real.masker(),
            false,
            time,
            false,
            List.of(),
            List.of(),
            new HookThreads());
    return new RunInput(
        engine,
        request(),
        scenario.name(),
        real.masker(),
        cancellation,
        true,
        scenario.leftOut(),
        List.of(),
        CapturedContexts.of(List.of()),
        null);
  }

  private RunRequest request() {
    RunRequest real = scenario.request();
    return new RunRequest(
        real.directory(),
        List.of(),
        Map.of(),
        Environment.empty(),
        Environment.empty(),
        real.timeout(),
        real.cleanupReserve(),
        false,
        ledger == null ? Map.of() : real.once(),
        List.of(this));
  }

  @Override
  public void hookFinished(HookFinished event) {
    finished.add(event.result());
  }

  /** Returns what has ended so far. */
  List<HookResult> finished() {
    return List.copyOf(finished);
  }
}
