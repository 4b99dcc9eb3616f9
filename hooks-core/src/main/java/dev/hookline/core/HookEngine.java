package dev.hookline.core;

import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Phase;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.input.EngineSettings;
import dev.hookline.core.journal.Resume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans and runs the hooks of a deployment tool. Immutable and thread-safe: an engine may run many
 * runs at once, which see nothing of one another. It need not be closed: its threads are daemons
 * and end with their runs. A {@link RunQueue} bounds the runs in the background.
 *
 * <pre>{@code
 * Phase deploy = Phase.of("deploy");
 * HookEngine engine =
 *     HookEngine.builder()
 *         .register(deploy, "warm cache", context -> context.out().println("warm"))
 *         .listener(ConsoleProgress.to(System.out))
 *         .build();
 * System.out.println(engine.plan(deploy));
 * engine.run(deploy, HookRequest.in(project)).throwIfFailed();
 * }</pre>
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
 *   <li>Undo, on-failure and always hooks run in this order, each regardless of how the others
 *       ended. What fails there is recorded after the first failure and never hides it; {@code
 *       IGNORE} makes it a warning. If only an always hook failed, the phase has failed, and
 *       nothing is undone when it runs alone; in a lifecycle its failure aborts like another.
 *   <li>A hook that did its work although a cancellation asked it to stop has succeeded, so its
 *       undo runs. One that returns after its limit has timed out.
 *   <li>A cancellation during the wait before another attempt ends the hook as cancelled; the
 *       failure of the attempt before is suppressed in it. If the wait would outlast a limit there
 *       is no other attempt, and the hook ends with the failure that it has.
 *   <li>A hook that had to be abandoned is not tried again: its earlier try may still be at work.
 *   <li>A hook that is attached to another depends on it for its place only, and runs even if that
 *       one is skipped or has failed with a policy that lets the rest run, as Ping Identity's do.
 *   <li>The limit of a phase or of a run stands above the policy of a hook: when it is reached the
 *       rest is skipped and the phase has failed. The limit of a phase does not bind its undo,
 *       on-failure and always hooks; that of the run does, and they are skipped when it is used up.
 *       The grace period of an ordinary hook never takes from the reserve for cleanup: in a run
 *       that has a limit it is a tenth of the time of ordinary hooks at most, and its end is the
 *       end of that time at the latest.
 *   <li>The first cancellation skips the ordinary hooks that have not begun and stops the one that
 *       runs; the cleanup hooks then all run. Only another cancellation, which arrives while a
 *       cleanup hook runs, stops that one.
 *   <li>A run that had failed before it was cancelled has failed, unless hooks were still to run;
 *       the first failure stays its {@linkplain RunReport#failure() failure} in any case. A run
 *       that was cancelled at any moment before its end, and had not failed, is cancelled, even if
 *       a cleanup hook fails after that.
 *   <li>Only a request through the handle, or an interrupt of the calling thread, is a
 *       cancellation. An {@code InterruptedException} that neither caused is a failure like
 *       another.
 *   <li>A hook that runs on the calling thread cannot be shielded from an interrupt of that thread:
 *       the first one, too, stops a cleanup hook that is running there. And if a hook swallows the
 *       interrupt there, so that neither the flag nor an exception is left of it, the run is not
 *       cancelled. Neither can happen to a hook that has a limit, or runs in the background.
 *   <li>An undo has the limits, the retries and the failure policy of its hook; no condition is
 *       asked for it.
 *   <li>Hooks that run at the same time as one that aborts their phase are not stopped.
 *   <li>If a phase or a step aborts its lifecycle, the hooks of earlier phases are undone too,
 *       newest first, after the phase's own cleanup. Always and on-failure hooks that dealt with a
 *       failure are not undone. Phases that had not begun are skipped as a whole.
 *   <li>The on-failure and always hooks of a lifecycle run last, whichever phase, step or limit
 *       failed; they are not undone.
 *   <li>A {@code VirtualMachineError} aborts under any policy; cleanup still runs; then it is
 *       rethrown, with the report in a suppressed {@link HookRunException}. An error that the JVM
 *       made itself may refuse that; then one of the same class is thrown that has it as its cause.
 *   <li>The limit of a run stands above the policy of a phase, too: a lifecycle ignores what fails
 *       in a phase, but not that its time is used up.
 *   <li>The time of a hook begins when its turn has come: what listeners, the ledger and earlier
 *       hooks took is not its own, nor what listeners take until its first attempt begins. What
 *       they take between its attempts is.
 *   <li>What a hook leaves running can no longer write or hand values over once the hook has ended,
 *       or was abandoned.
 *   <li>While a run waits for a key of the ledger, a cancellation or the limit of the run ends it
 *       before any hook, those for failure and always included, because the phase did not begin. If
 *       a success cannot be written down, the phase is aborted and cleaned up; if the end of the
 *       phase cannot, the phase has failed, and its next run rolls it back as one that was cut off.
 *   <li>A run that loses the key of a phase, because its lease ended, is cancelled, and no hook of
 *       that phase begins any more, not even to clean up: another run may have the key by then, and
 *       finds this one cut off.
 *   <li>A phase that is rolled back because of a later one is no longer done for its key. If the
 *       ledger cannot record that, or another run has done the phase since, nothing is undone, and
 *       that is one more failure.
 *   <li>An undo that fails, is cancelled or has no time left is owed: the run warns, and the next
 *       run of the phase and key begins with that undo. Only {@code IGNORE}, or an undo that skips
 *       itself, settles it. If rolling back an earlier run fails or is cancelled, the phase has
 *       failed, or is cancelled, and no ordinary hook runs.
 *   <li>A hook that runs a phase with the key that its own run holds is refused, because it would
 *       wait for itself. Only an engine that the hook runs on its own thread is noticed.
 *   <li>"On resume" is the next run of the same phase with the same key, see {@link
 *       HookRequest#once}.
 * </ul>
 */
public final class HookEngine {
  private final PhasePlanner planner;
  private final PlanRunner runner;
  private final Map<Phase, HookPlan> plans;
  private final boolean isClosedSet;

  HookEngine(
      EngineSettings settings,
      PhasePlanner planner,
      Map<Phase, HookPlan> plans,
      boolean isClosedSet) {
    this.planner = planner;
    this.runner = new PlanRunner(settings, planner);
    this.plans = plans;
    this.isClosedSet = isClosedSet;
  }

  /** Returns a builder of an engine without hooks. */
  public static HookEngineBuilder builder() {
    return new HookEngineBuilder();
  }

  /**
   * Returns the plan of a phase, as a run executes it.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them
   */
  public HookPlan plan(Phase phase) {
    HookPlan plan = plans.get(phase);
    return plan == null ? emptyPlan(phase) : plan;
  }

  /**
   * Returns the plans of all phases and steps of a lifecycle, and of its own hooks.
   *
   * @throws IllegalArgumentException if the builder declared phases and the lifecycle has another
   * @throws HookConfigurationException if hooks that are registered for a step do not fit it, or
   *     the lifecycle's own hooks do not fit together
   */
  public LifecyclePlan plan(Lifecycle lifecycle) {
    List<HookPlan> stages = new ArrayList<>(lifecycle.stages().size());
    for (Stage stage : lifecycle.stages()) {
      stages.add(planner.step(stage).orElseGet(() -> plan(stage.phase())));
    }
    return new LifecyclePlan(lifecycle, stages, planner.own(lifecycle), planner.basis());
  }

  /**
   * Returns the plan of a phase for a request: what the request leaves out, what the conditions
   * without effects say, what the hooks say of themselves, and what the ledger would skip or roll
   * back, with the reason. A dry run finds that out, on the calling thread and without listeners;
   * nothing is executed or written, and no key is waited for.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them, the
   *     request has a key and the engine no ledger, or a selector of the request selects nothing
   */
  public HookPlan plan(Phase phase, HookRequest request) {
    HookPlan plan = plan(phase);
    runner.checkLedger(request);
    return plan.with(runner.basis(plan, request));
  }

  /**
   * Returns the plans of all phases and steps of a lifecycle, and of its own hooks, for a request;
   * see {@link #plan(Phase, HookRequest)}.
   *
   * @throws IllegalArgumentException as {@link #plan(Phase, HookRequest)} does
   * @throws HookConfigurationException as {@link #plan(Lifecycle)} does
   */
  public LifecyclePlan plan(Lifecycle lifecycle, HookRequest request) {
    LifecyclePlan plan = plan(lifecycle);
    runner.checkLedger(request);
    return plan.with(runner.basis(plan, request));
  }

  private HookPlan emptyPlan(Phase phase) {
    Objects.requireNonNull(phase, "phase");
    if (isClosedSet) {
      throw new IllegalArgumentException(
          "phase \""
              + phase
              + "\" is unknown to this engine; "
              + DeclaredPhases.advice(phase, plans.keySet()));
    }
    return planner.empty(phase);
  }

  /**
   * Runs the hooks of a phase. A hook without a limit runs on the calling thread. An interrupt of
   * the calling thread cancels the run; the interrupt flag is set again at the end. A run of a
   * phase without hooks succeeds; if no phases are declared, and one with hooks is one letter away,
   * a {@linkplain RunReport#warnings warning} asks whether that was meant.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them
   */
  public RunReport run(Phase phase, HookRequest request) {
    runner.checkLedger(request);
    return runner.run(plan(phase), request, null);
  }

  /**
   * Runs the phases and steps of a lifecycle; see {@link #run(Phase, HookRequest)}.
   *
   * @throws IllegalArgumentException if the builder declared phases and the lifecycle has another
   * @throws HookConfigurationException as {@link #plan(Lifecycle)} does
   */
  public RunReport run(Lifecycle lifecycle, HookRequest request) {
    runner.checkLedger(request);
    return runner.run(plan(lifecycle), request, null);
  }

  /**
   * Continues a run of a lifecycle whose process died, or whose disk was full, at the hook at which
   * it stood: hooks and undos that had ended do not run again, and all that follows from how they
   * ended follows as it would have, with the variables that they had handed over. The id of the run
   * stays the same, and its limit begins anew. What becomes of a hook that was running says {@link
   * dev.hookline.api.HookSpec#whenCutOff}; what it left running is ended first. A hook that had
   * handed over a secret, or an object, runs again if its rule allows it; else the report warns.
   *
   * @param request the request of the run, with its journal
   * @throws IllegalArgumentException if the request has no journal, or is a dry run
   * @throws dev.hookline.core.journal.JournalException if no such run can be resumed, or its plan
   *     has changed; then nothing has run
   */
  public RunReport resume(Lifecycle lifecycle, HookRequest request, Resume how) {
    runner.checkResume(request, how);
    return runner.run(plan(lifecycle), request, how);
  }

  /**
   * Continues a run of a phase alone; see {@link #resume(Lifecycle, HookRequest, Resume)}.
   *
   * @param request the request of the run, with its journal
   * @throws IllegalArgumentException as there, or if the builder declared phases and this is none
   * @throws dev.hookline.core.journal.JournalException as there
   */
  public RunReport resume(Phase phase, HookRequest request, Resume how) {
    runner.checkResume(request, how);
    return runner.run(plan(phase), request, how);
  }

  RunReport run(
      Lifecycle lifecycle,
      HookRequest request,
      @Nullable Resume how,
      Cancellation cancellation,
      boolean isAbandonable) {
    return runner.run(plan(lifecycle), request, how, cancellation, isAbandonable);
  }

  /**
   * Runs the hooks of a phase in the background; each of them can be abandoned. The threads are
   * daemons: wait with {@link RunHandle#await()}, or the end of the JVM cuts the run off.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them
   */
  public RunHandle start(Phase phase, HookRequest request) {
    HookPlan plan = plan(phase);
    runner.checkLedger(request);
    return runner.start(plan, request, null);
  }

  RunHandle start(Phase phase, HookRequest request, Executor executor) {
    HookPlan plan = plan(phase);
    runner.checkLedger(request);
    return runner.start(plan, request, null, executor);
  }

  /**
   * Runs a lifecycle in the background; each of its hooks and steps can be abandoned. The threads
   * are daemons: wait with {@link RunHandle#await()}, or the end of the JVM cuts the run off.
   *
   * @throws IllegalArgumentException if the builder declared phases and the lifecycle has another
   * @throws HookConfigurationException as {@link #plan(Lifecycle)} does
   */
  public RunHandle start(Lifecycle lifecycle, HookRequest request) {
    LifecyclePlan plan = plan(lifecycle);
    runner.checkLedger(request);
    return runner.start(plan, request, null);
  }

  RunHandle start(Lifecycle lifecycle, HookRequest request, Executor executor) {
    LifecyclePlan plan = plan(lifecycle);
    runner.checkLedger(request);
    return runner.start(plan, request, null, executor);
  }

  /**
   * Resumes a run of a lifecycle in the background, as {@link #start(Lifecycle, HookRequest)} runs
   * one and {@link #resume(Lifecycle, HookRequest, Resume)} resumes one. If it cannot be resumed,
   * {@link RunHandle#await()} says why.
   *
   * @throws IllegalArgumentException as these do
   * @throws HookConfigurationException as {@link #plan(Lifecycle)} does
   */
  public RunHandle start(Lifecycle lifecycle, HookRequest request, Resume how) {
    runner.checkResume(request, how);
    LifecyclePlan plan = plan(lifecycle);
    return runner.start(plan, request, how);
  }

  /**
   * Resumes a run of a phase in the background; see {@link #start(Lifecycle, HookRequest, Resume)}.
   *
   * @throws IllegalArgumentException as {@link #resume(Phase, HookRequest, Resume)} does
   */
  public RunHandle start(Phase phase, HookRequest request, Resume how) {
    runner.checkResume(request, how);
    HookPlan plan = plan(phase);
    return runner.start(plan, request, how);
  }

  /**
   * Runs the hooks of a phase until it ends or the process is asked to end: the first SIGINT
   * (Ctrl-C), SIGTERM or SIGHUP cancels the run, so that undo, on-failure and always hooks run, and
   * {@link RunReport#exitCode} is 130, 143 or 129. The second ends the JVM at once, with a line on
   * standard error that says what was left. Hooks run as those of {@link #start(Phase,
   * HookRequest)} do, and an interrupt of the calling thread cancels, too. The signals do what they
   * did before when this method returns; one that the process ignores, as below {@code nohup},
   * stays ignored.
   *
   * <p>In a JVM without the module {@code jdk.unsupported} the end of the JVM cancels the run, and
   * waits for it; scripts, those of undo hooks included, can then not be started. With {@code -Xrs}
   * signals end the process as they please, and nothing can be cancelled.
   *
   * @throws IllegalArgumentException if the builder declared phases and this is none of them
   */
  public RunReport runUntilSignal(Phase phase, HookRequest request) {
    HookPlan plan = plan(phase);
    runner.checkLedger(request);
    return runner.runUntilSignal(plan, request, null);
  }

  /**
   * Runs a lifecycle until it ends or the process is asked to end; see {@link
   * #runUntilSignal(Phase, HookRequest)}.
   *
   * @throws IllegalArgumentException if the builder declared phases and the lifecycle has another
   * @throws HookConfigurationException as {@link #plan(Lifecycle)} does
   */
  public RunReport runUntilSignal(Lifecycle lifecycle, HookRequest request) {
    LifecyclePlan plan = plan(lifecycle);
    runner.checkLedger(request);
    return runner.runUntilSignal(plan, request, null);
  }

  /**
   * Resumes a run of a lifecycle until it ends or the process is asked to end; see {@link
   * #resume(Lifecycle, HookRequest, Resume)} and {@link #runUntilSignal(Phase, HookRequest)}.
   *
   * @throws IllegalArgumentException as {@code resume} does
   * @throws HookConfigurationException as {@link #plan(Lifecycle)} does
   * @throws dev.hookline.core.journal.JournalException as {@code resume} does
   */
  public RunReport runUntilSignal(Lifecycle lifecycle, HookRequest request, Resume how) {
    runner.checkResume(request, how);
    LifecyclePlan plan = plan(lifecycle);
    return runner.runUntilSignal(plan, request, how);
  }

  /**
   * Resumes a run of a phase until it ends or the process is asked to end; see {@link
   * #runUntilSignal(Lifecycle, HookRequest, Resume)}.
   *
   * @throws IllegalArgumentException as {@link #resume(Phase, HookRequest, Resume)} does
   * @throws dev.hookline.core.journal.JournalException as {@code resume} does
   */
  public RunReport runUntilSignal(Phase phase, HookRequest request, Resume how) {
    runner.checkResume(request, how);
    HookPlan plan = plan(phase);
    return runner.runUntilSignal(plan, request, how);
  }

  /** Returns the phases that have hooks or are declared, each with the number of its hooks. */
  @Override
  public String toString() {
    return plans.values().stream()
        .map(plan -> plan.phase() + " (" + plan.hooks().size() + ")")
        .collect(Collectors.joining(", ", "engine of the phases ", ""));
  }
}
