package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Lifecycle;
import dev.hookline.shell.conventions.upsun.project.UpsunApp;

/** The order in which the platforms deploy (U1), and what a failure means there (U9). */
final class UpsunLifecycle {
  private UpsunLifecycle() {}

  static Lifecycle of(String name, UpsunSteps steps) {
    return Lifecycle.named(name)
        .step("prepare build", steps::prepareBuild)
        .phase(UpsunApp.BUILD, FailurePolicy.ABORT)
        .step("freeze", steps::freeze)
        .step("start", steps::start)
        .phase(UpsunApp.DEPLOY, FailurePolicy.IGNORE)
        .step("open traffic", steps::openTraffic)
        .phase(UpsunApp.POST_DEPLOY, FailurePolicy.IGNORE)
        .build();
  }

  static Lifecycle redeployment(String name) {
    return Lifecycle.named(name + " redeployment")
        .phase(UpsunApp.POST_DEPLOY, FailurePolicy.IGNORE)
        .build();
  }
}
