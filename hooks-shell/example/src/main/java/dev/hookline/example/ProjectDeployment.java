package dev.hookline.example;

import static dev.hookline.example.ProjectHooks.BUILD;
import static dev.hookline.example.ProjectHooks.DEPLOY;
import static dev.hookline.example.ProjectHooks.POST_DEPLOY;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.HookEngine;
import dev.hookline.example.Deployment.Place;
import dev.hookline.shell.hooksfile.HooksFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Deploys an application with {@link ProjectHooks}, and with the hooks of its {@code hooks.yaml}.
 * If {@code build} fails, nothing has changed. If {@code deploy} or the health check fails, what
 * was done is taken back, newest first.
 */
final class ProjectDeployment {
  private static final int RELEASES_TO_KEEP = 3;

  private final Place place;

  private ProjectDeployment(Place place) {
    this.place = place;
  }

  static Deployment at(Place place) throws IOException {
    ProjectDeployment deployment = new ProjectDeployment(place);
    Lifecycle lifecycle = deployment.lifecycle();
    return new Deployment(deployment.engine(lifecycle), lifecycle, place.request());
  }

  private Lifecycle lifecycle() throws IOException {
    Optional<Path> earlier = place.releases().current();
    Lifecycle ofTool = lifecycle(earlier);
    return hooksFile(place).applyTo(ofTool);
  }

  /** A project may have a {@code hooks.yaml} beside its directories of hooks, or instead. */
  private static HooksFile hooksFile(Place place) {
    return HooksFile.in(place.release().directory()).optional();
  }

  private Lifecycle lifecycle(Optional<Path> earlier) {
    return Lifecycle.named("deployment")
        .phase(BUILD)
        .phase(DEPLOY)
        .step(
            "switch",
            context -> place.switchOver(),
            step -> step.undo(context -> place.releases().switchBack(earlier)))
        .phase(POST_DEPLOY)
        .build();
  }

  private HookEngine engine(Lifecycle lifecycle) {
    return place
        .engine()
        .phases(lifecycle)
        .register(
            HookSpec.of(POST_DEPLOY, "health check", context -> checkHealth())
                .order(-1)
                .attemptTimeout(Duration.ofSeconds(5))
                .retry(RetryPolicy.attempts(3).backoff(Duration.ofMillis(200))))
        .register(
            HookSpec.of(
                    POST_DEPLOY,
                    "keep " + RELEASES_TO_KEEP + " releases",
                    context -> place.releases().keepNewest(RELEASES_TO_KEEP))
                .always()
                .onFailure(FailurePolicy.IGNORE))
        .load(ProjectHooks.in(place.release().directory()))
        .load(hooksFile(place))
        .build();
  }

  private void checkHealth() throws IOException {
    String expected = "release " + place.release().name();
    String answer = Site.get(place.address(), "/release");
    if (!answer.equals(expected)) {
      throw new IOException("the site answers \"" + answer + "\" instead of \"" + expected + "\"");
    }
    Site.get(place.address(), "/");
  }
}
