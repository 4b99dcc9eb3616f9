package dev.hookline.example;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Path;
import java.time.Duration;

class ReadmeLifecycle {
  private static final Phase BUILD = Phase.of("build");
  private static final Phase DEPLOY = Phase.of("deploy");

  static RunReport deploy(Path project, String token) {
    Lifecycle lifecycle =
        Lifecycle.named("deployment")
            .phase(BUILD)
            .phase(DEPLOY)
            .step(
                "switch",
                context -> context.out().println("new release"),
                step -> step.undo(context -> context.out().println("old release")))
            .build();
    HookEngine engine =
        HookEngine.builder()
            .phases(lifecycle)
            .register(
                HookSpec.of(BUILD, "compile", ScriptHook.command("bin/compile", "all"))
                    .timeout(Duration.ofMinutes(10)))
            .register(
                HookSpec.of(DEPLOY, "migrate", ScriptHook.file(Path.of("bin/migrate")))
                    .undo(ScriptHook.file(Path.of("bin/migrate-back"))))
            .register(
                HookSpec.of(DEPLOY, "warm", context -> context.out().println("warm"))
                    .after("migrate")
                    .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(1)))
                    .onFailure(FailurePolicy.IGNORE))
            .register(
                HookSpec.of(DEPLOY, "page me", context -> context.out().println("page"))
                    .onlyOnFailure())
            .register(
                HookSpec.of(DEPLOY, "unlock", context -> context.out().println("unlock")).always())
            .build();
    HookRequest request =
        HookRequest.in(project)
            .timeout(Duration.ofHours(1))
            .environment(Environment.empty().withSecret("TOKEN", token));
    return engine.runUntilSignal(lifecycle, request);
  }
}
