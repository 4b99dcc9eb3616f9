package dev.hookline.core.ledger.jdbc;

import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import java.nio.file.Path;
import java.time.Duration;

/** A phase as a task of db-scheduler; the engine has a ledger in the same database. */
public class SchedulerRecipe {
  private static final Phase DEPLOY = Phase.of("deploy");

  private SchedulerRecipe() {}

  /** Returns the task; the id of an instance is the revision that is deployed. */
  public static OneTimeTask<Void> deployment(HookEngine engine, Path project, Duration retryAfter) {
    return Tasks.oneTime("deploy")
        .onFailure(new OnFailureRetryLater<>(retryAfter))
        .onDeadExecutionRevive()
        .execute(
            (instance, context) -> {
              OnceKey revision = OnceKey.of("shop").with("revision", instance.getId());
              engine.run(DEPLOY, HookRequest.in(project).once(DEPLOY, revision)).throwIfFailed();
            });
  }
}
