package dev.hookline.recipes;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

@WorkflowInterface
public interface TemporalWorkflow {
  @WorkflowMethod
  void deploy(String revision);

  @ActivityInterface
  interface Deployment {
    @ActivityMethod
    void deploy(String revision);
  }

  /** One phase; where there are several, each is an activity. */
  class Code implements TemporalWorkflow {
    private final Deployment deployment =
        Workflow.newActivityStub(
            Deployment.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofHours(1))
                .setHeartbeatTimeout(Duration.ofSeconds(5)) // so long a dead worker goes unnoticed
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
                .build());

    @Override
    public void deploy(String revision) {
      deployment.deploy(revision);
    }
  }
}
