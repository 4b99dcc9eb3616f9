package dev.hookline.example.docs;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.shell.HookDirectory;
import java.nio.file.Path;
import java.time.Duration;

public class DeployRecipe {
  private static final Phase BUILD = Phase.of("build");
  private static final Phase DEPLOY = Phase.of("deploy");

  public static int deploy(Path project, Path state, String revision, Runnable switchOver) {
    Lifecycle lifecycle =
        Lifecycle.named("deployment")
            .phase(BUILD)
            .phase(DEPLOY)
            .step("switch", context -> switchOver.run())
            .build();
    HookEngine engine =
        HookEngine.builder()
            .phases(lifecycle)
            .ledger(FileLedger.in(state))
            .load(scripts(project, BUILD))
            .load(scripts(project, DEPLOY))
            .listener(ConsoleProgress.to(System.out))
            .build();
    HookRequest request =
        HookRequest.in(project)
            .timeout(Duration.ofHours(1))
            .once(BUILD, OnceKey.of("shop").with("revision", revision));
    return engine.runUntilSignal(lifecycle, request).exitCode();
  }

  private static HookDirectory scripts(Path project, Phase phase) {
    return HookDirectory.of(project.resolve("hooks").resolve(phase.name()), phase)
        .optional()
        .specs((HookSpec spec) -> spec.timeout(Duration.ofMinutes(10)));
  }
}
