package dev.hookline.core;

import dev.hookline.core.explain.Forecast;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.input.EngineSettings;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.result.RunResult;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.threads.HookThreads;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs plans of an engine: puts together what a run is given, and makes the report. */
final class PlanRunner {
  private static final HookThreads COORDINATORS = new HookThreads();

  private final EngineSettings settings;
  private final PhasePlanner planner;

  PlanRunner(EngineSettings settings, PhasePlanner planner) {
    this.settings = settings;
    this.planner = planner;
  }

  /**
   * Refuses a request that ties a phase to a key, if there is no ledger.
   *
   * @throws IllegalArgumentException if there is none
   */
  void checkLedger(HookRequest request) {
    Objects.requireNonNull(request, "request");
    if (!request.toRun().once().isEmpty() && settings.ledger() == null) {
      throw new IllegalArgumentException(
          "the request ties a phase to a key, but the engine has no ledger; give it one with"
              + " ledger(…)");
    }
  }

  /**
   * Refuses a request of which no run can be resumed.
   *
   * @throws IllegalArgumentException if it is one
   */
  void checkResume(HookRequest request, Resume how) {
    Objects.requireNonNull(how, "how to resume");
    checkLedger(request);
    if (request.journal().isEmpty()) {
      throw new IllegalArgumentException(
          "the request has no journal, or is a dry run, so there is nothing to resume; give it the"
              + " journal of the run with journal(…)");
    }
  }

  /** Returns what the plan knows for a request, because a dry run has found it out. */
  PlanBasis basis(Plan plan, HookRequest request) {
    RunResult dryRun = result(plan, request.tryOut(), null, here(), false);
    if (dryRun.fatal() != null) {
      throw dryRun.fatal();
    }
    Forecast forecast = Forecast.of(dryRun, request.toRun().once(), settings.ledger());
    return new PlanBasis(settings, request.toRun(), forecast);
  }

  private Cancellation here() {
    return Cancellation.here(settings.time());
  }

  /**
   * Runs a plan on the calling thread.
   *
   * @param how how the run is resumed; null if it begins
   */
  RunReport run(Plan plan, HookRequest request, @Nullable Resume how) {
    return run(plan, request, how, here(), false);
  }

  /** Runs a plan until it ends or the process is asked to end. */
  RunReport runUntilSignal(Plan plan, HookRequest request, @Nullable Resume how) {
    return StoppableRun.run(request, (heard, stop) -> run(plan, heard, how, stop, true));
  }

  /** Runs a plan on a thread of its own. */
  RunHandle start(Plan plan, HookRequest request, @Nullable Resume how) {
    return start(plan, request, how, coordinate -> COORDINATORS.newThread(coordinate).start());
  }

  /** Runs a plan in the background. */
  RunHandle start(Plan plan, HookRequest request, @Nullable Resume how, Executor executor) {
    RunHandle handle = new RunHandle();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Runnable coordinate =
        () -> {
          Thread.currentThread().setContextClassLoader(loader);
          try {
            handle.result.complete(run(plan, request, how, handle.cancellation, true));
          } catch (Throwable thrown) {
            handle.result.completeExceptionally(thrown);
          }
        };
    executor.execute(settings.inContexts(coordinate, handle.result::completeExceptionally));
    return handle;
  }

  /**
   * Runs a plan.
   *
   * @param isAbandonable whether every hook can be abandoned
   */
  RunReport run(
      Plan plan,
      HookRequest request,
      @Nullable Resume how,
      Cancellation cancellation,
      boolean isAbandonable) {
    RunResult result = result(plan, request, how, cancellation, isAbandonable);
    RunReport report = new RunReport(result);
    if (result.fatal() != null) { // which no policy may hold up
      throw FatalErrors.with(result.fatal(), new HookRunException(report));
    }
    return report;
  }

  private RunResult result(
      Plan plan,
      HookRequest request,
      @Nullable Resume how,
      Cancellation cancellation,
      boolean isAbandonable) {
    RunInput input = input(plan, request, cancellation, isAbandonable);
    return request.journal().isEmpty()
        ? plan.run(input)
        : new JournaledRun(input, plan.allToRun()).run(how, request, plan::run);
  }

  private RunInput input(
      Plan plan, HookRequest request, Cancellation cancellation, boolean isAbandonable) {
    Masker masker = plan.masker(settings.masker());
    return new RunInput(
        request.isHeard() ? settings : settings.unheard(),
        request.toRun(),
        plan.name(),
        masker.with(request.environment()).with(request.overrides()),
        cancellation,
        isAbandonable,
        request.leftOut(plan),
        planner.doubts(plan.all(), request.toRun().once().keySet()),
        settings.capturedContexts(),
        null);
  }
}
