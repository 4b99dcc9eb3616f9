package dev.hookline.recipes;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import dev.hookline.core.RunReport;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An activity that runs the hooks of a phase, once for each workflow; the engine has a ledger. */
public class TemporalRecipe implements TemporalWorkflow.Deployment {
  private static final Phase DEPLOY = Phase.of("deploy");

  private final HookEngine engine;
  private final Path project;

  public TemporalRecipe(HookEngine engine, Path project) {
    this.engine = engine;
    this.project = project;
  }

  @Override
  public void deploy(String revision) {
    ActivityExecutionContext activity = Activity.getExecutionContext();
    ActivityInfo info = activity.getInfo();
    HookRequest request =
        HookRequest.in(project)
            .override("REVISION", revision)
            .once(DEPLOY, OnceKey.of(info.getNamespace(), info.getWorkflowId()));
    await(engine.start(DEPLOY, request), activity).throwIfFailed();
  }

  /** Waits for the end of the run, its cleanup included, with a heartbeat all the time. */
  private static RunReport await(RunHandle run, ActivityExecutionContext activity) {
    Duration patience = activity.getInfo().getHeartbeatTimeout();
    Duration pause = patience.isZero() ? Duration.ofSeconds(10) : patience.dividedBy(5);
    Optional<RunReport> report = Optional.empty();
    Optional<ActivityCompletionException> stopped = Optional.empty();
    while (report.isEmpty()) {
      try {
        report = run.await(pause);
        activity.heartbeat(null);
      } catch (ActivityCompletionException e) { // cancelled, given to another worker, shut down
        if (stopped.isEmpty()) {
          run.cancel("Temporal says " + e.getClass().getSimpleName());
          stopped = Optional.of(e);
        }
      } catch (InterruptedException e) {
        run.cancel("the worker is shut down");
      }
    }
    if (stopped.isPresent() && !report.get().isSuccess()) {
      throw stopped.get();
    }
    return report.get();
  }
}
