package dev.hookline.core;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookListener;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Action;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.ledger.FileLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans and runs the hooks of a deployment tool. Immutable and thread-safe: an engine may run many
 * runs at once, which see nothing of one another. It needs not be closed; its threads are daemons
 * and end when they have been idle for a second.
 *
 * <h2>What the end of a hook means</h2>
 *
 * <table>
 * <caption>What one hook's end means for its phase</caption>
 * <tr><th>ended</th><th>ABORT</th><th>CONTINUE</th><th>IGNORE</th></tr>
 * <tr><td>succeeded, skipped</td><td>next hook</td><td>next hook</td><td>next hook</td></tr>
 * <tr><td>failed, timed out</td><td>the rest is skipped, the phase has failed</td><td>the rest runs,
 * the phase has failed at the end</td><td>the rest runs, the phase has succeeded with a warning</td></tr>
 * <tr><td>cancelled</td><td>the rest is skipped, the run is cancelled</td><td>the same</td><td>the
 * same</td></tr>
 * </table>
 *
 * <table>
 * <caption>Which kinds of hook run when</caption>
 * <tr><th>the phase so far</th><th>ordinary</th><th>undo</th><th>on failure</th><th>always</th></tr>
 * <tr><td>all well</td><td>run</td><td>–</td><td>–</td><td>run</td></tr>
 * <tr><td>aborted</td><td>rest skipped</td><td>run</td><td>run</td><td>run</td></tr>
 * <tr><td>failed, went on</td><td>all run</td><td>–</td><td>run</td><td>run</td></tr>
 * <tr><td>cancelled</td><td>rest skipped</td><td>run</td><td>run</td><td>run</td></tr>
 * <tr><td>the JVM died</td><td>–</td><td>on resume</td><td>on resume</td><td>on resume</td></tr>
 * </table>
 *
 * <p>What the tables leave open:
 *
 * <ul>
 *   <li>Undo, on-failure and always hooks run in this order, each whatever became of the others.
 *       What fails there is recorded after the first failure and never hides it; {@code IGNORE}
 *       makes it a warning. If only an always hook failed, the phase has failed, and nothing is
 *       undone.
 *   <li>A hook that did its work although it was told to stop by a cancellation has succeeded, so
 *       its undo runs. One that returns after its limit has timed out.
 *   <li>A cancellation during the wait before another attempt ends the hook as cancelled; the
 *       failure of the attempt before is suppressed in it. If the wait would outlast a limit there
 *       is no other attempt, and the hook ends with the failure that it has.
 *   <li>A hook that had to be abandoned is not tried again: its earlier try may still be at work.
 *   <li>A hook that is attached to another depends on it for its place only, and runs even if that
 *       one is skipped or has failed with a policy that goes on (Ping P3, P15).
 *   <li>The limit of a phase or of a run stands above the policy of a hook: when it is reached the
 *       rest is skipped and the phase has failed. The limit of a phase does not bind its undo,
 *       on-failure and always hooks; that of the run does, and they are skipped when it is used up.
 *   <li>A cancellation during an undo, on-failure or always hook stops that one; the others run.
 *       The run is then cancelled if all had been well, and stays failed if something had failed.
 *   <li>An undo has the limits, the retries and the failure policy of its hook; no condition is
 *       asked for it.
 *   <li>Hooks that run at the same time as one that aborts their phase are not stopped.
 *   <li>If a phase or a step aborts its lifecycle, the hooks of earlier phases are undone too,
 *       newest first, after the phase's own cleanup. Phases that had not begun are skipped as a
 *       whole.
 *   <li>A {@code VirtualMachineError} aborts whatever the policy; cleanup still runs; then it is
 *       rethrown, with the report in a suppressed {@link HookRunException}.
 *   <li>The limit of a run stands above the policy of a phase, too: a lifecycle ignores what fails
 *       in a phase, but not that its time is used up.
 *   <li>The time of a hook begins when its turn has come: what listeners, the ledger and earlier
 *       hooks took is not its own.
 *   <li>What goes on after its hook has ended, or was abandoned, can no longer write or hand values
 *       on.
 *   <li>While a run waits for a key of the ledger, a cancellation or the limit of the run ends it
 *       before any hook, those for failure and always included, because the phase did not begin. If
 *       a success cannot be written down, the phase is aborted and cleaned up; if the end of the
 *       phase cannot, the phase has failed, and its next run takes it back as one that was cut off.
 *   <li>A phase that a later one takes back is no longer done for its key. If taking back a run
 *       that was cut off fails or is cancelled, the phase fails, and no ordinary hook runs.
 *   <li>"On resume" is the next run of the same phase with the same key, see {@link
 *       HookRequest#once}.
 * </ul>
 */
public final class HookEngine {
  /** Counts what nobody asks for: a run on the calling thread has no handle. */
  private static final AtomicInteger NEVER_CANCELLED = new AtomicInteger();

  private final Settings settings;
  private final Map<Phase, HookPlan> plans;
  private final boolean isClosedSet;

  /** What all runs of an engine share. */
  record Settings(
      List<HookListener> listeners,
      Environment environment,
      boolean isInheriting,
      Duration gracePeriod,
      Map<Phase, Duration> limits,
      Map<Phase, Integer> concurrencies,
      @Nullable FileLedger ledger,
      Masker masker,
      ExecutorService threads,
      boolean isAbandonable) {

    @Nullable Duration limit(Phase phase) {
      return limits.isEmpty() ? null : limits.get(phase);
    }

    int concurrency(Phase phase) {
      return concurrencies.isEmpty() ? 1 : concurrencies.getOrDefault(phase, 1);
    }

    /** Returns these settings for a run in the background, whose hooks can all be abandoned. */
    Settings abandonable() {
      return new Settings(
          listeners,
          environment,
          isInheriting,
          gracePeriod,
          limits,
          concurrencies,
          ledger,
          masker,
          threads,
          true);
    }
  }

  HookEngine(Settings settings, Map<Phase, HookPlan> plans, boolean isClosedSet) {
    this.settings = settings;
    this.plans = plans;
    this.isClosedSet = isClosedSet;
  }

  /** Returns a builder of an engine without hooks. */
  public static HookEngineBuilder builder() {
    return new HookEngineBuilder();
  }

  /**
   * Returns the plan of a phase: the very object that a run executes.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them
   */
  public HookPlan plan(Phase phase) {
    HookPlan plan = plans.get(phase);
    return plan == null ? emptyPlan(phase) : plan;
  }

  /**
   * Returns the plans of all phases and steps of a lifecycle.
   *
   * @throws IllegalArgumentException if the builder declared phases and the lifecycle has another
   */
  public LifecyclePlan plan(Lifecycle lifecycle) {
    List<HookPlan> stages = new ArrayList<>(lifecycle.stages().size());
    for (Stage stage : lifecycle.stages()) {
      stages.add(
          stage instanceof StepStage step
              ? HookPlan.ofStep(step.spec(), settings.masker())
              : plan(stage.phase()));
    }
    return new LifecyclePlan(lifecycle, List.copyOf(stages));
  }

  private HookPlan emptyPlan(Phase phase) {
    Objects.requireNonNull(phase, "phase");
    if (isClosedSet) {
      throw new IllegalArgumentException(
          "phase \""
              + phase
              + "\" is unknown; this engine has the phases "
              + plans.keySet().stream().map(known -> "\"" + known + "\"").toList()
              + ", declare it with phases(…)");
    }
    return HookPlan.empty(phase, settings.masker());
  }

  /**
   * Runs the hooks of a phase. A hook without a limit runs on the calling thread. An interrupt of
   * the calling thread cancels the run; the interrupt flag is set again at the end.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them
   */
  public RunReport run(Phase phase, HookRequest request) {
    checkLedger(request);
    return run(plan(phase), request, settings, NEVER_CANCELLED);
  }

  /**
   * Runs the phases and steps of a lifecycle; see {@link #run(Phase, HookRequest)}.
   *
   * @throws IllegalArgumentException if the builder declared phases and the lifecycle has another
   */
  public RunReport run(Lifecycle lifecycle, HookRequest request) {
    checkLedger(request);
    return run(plan(lifecycle), request, settings, NEVER_CANCELLED);
  }

  /**
   * Runs the hooks of {@code pre_NAME}, the action, and the hooks of {@code post_NAME}; what
   * follows a failure is skipped (kompose K11, K12).
   *
   * @throws IllegalArgumentException if the builder declared phases and one of these is not
   *     declared
   */
  public RunReport around(String name, HookRequest request, Action action) {
    return run(
        Lifecycle.named(name)
            .phase(Phase.of("pre_" + name), FailurePolicy.ABORT)
            .step(name, action)
            .phase(Phase.of("post_" + name), FailurePolicy.ABORT)
            .build(),
        request);
  }

  /**
   * Runs the hooks of a phase in the background; each of them can be abandoned.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them
   */
  public RunHandle start(Phase phase, HookRequest request) {
    HookPlan plan = plan(phase);
    checkLedger(request);
    return start(handle -> run(plan, request, settings.abandonable(), handle.cancelRequests));
  }

  /**
   * Runs a lifecycle in the background; each of its hooks and steps can be abandoned.
   *
   * @throws IllegalArgumentException if the builder declared phases and the lifecycle has another
   */
  public RunHandle start(Lifecycle lifecycle, HookRequest request) {
    LifecyclePlan plan = plan(lifecycle);
    checkLedger(request);
    return start(handle -> run(plan, request, settings.abandonable(), handle.cancelRequests));
  }

  private RunHandle start(Function<RunHandle, RunReport> runs) {
    RunHandle handle = new RunHandle();
    settings
        .threads()
        .execute(
            () -> {
              handle.coordinator = Thread.currentThread();
              try {
                handle.result.complete(runs.apply(handle));
              } catch (Throwable thrown) {
                handle.result.completeExceptionally(thrown);
              }
            });
    return handle;
  }

  private static RunReport run(
      HookPlan plan, HookRequest request, Settings settings, AtomicInteger cancelRequests) {
    String name = plan.phase().name();
    Run run = new Run(settings, request, name, masker(settings, request), cancelRequests);
    run.events.runStarted(name);
    HookRunner runner = new HookRunner(run, plan);
    PhaseReport phase = runner.run();
    RunStatus status = phase.status() == RunStatus.SKIPPED ? RunStatus.SUCCEEDED : phase.status();
    run.events.runFinished(name, status);
    return ended(
        run, new RunReport(run, status, List.of(phase), phase.results(), runner.endNanos()));
  }

  private static RunReport run(
      LifecyclePlan plan, HookRequest request, Settings settings, AtomicInteger cancelRequests) {
    Masker masker = masker(settings, request);
    for (HookPlan phase : plan.phases()) {
      masker = masker.with(phase.masker());
    }
    Run run = new Run(settings, request, plan.lifecycle().name(), masker, cancelRequests);
    return ended(run, new LifecycleRunner(run, plan.lifecycle(), plan.phases()).run());
  }

  private void checkLedger(HookRequest request) {
    Objects.requireNonNull(request, "request");
    if (request.hasOnceKeys() && settings.ledger() == null) {
      throw new IllegalArgumentException(
          "the request ties a phase to a key, but the engine has no ledger; give it one with"
              + " ledger(…)");
    }
  }

  private static Masker masker(Settings settings, HookRequest request) {
    return settings.masker().with(request.environment()).with(request.overrides());
  }

  private static RunReport ended(Run run, RunReport report) {
    run.end(report);
    return report;
  }
}
