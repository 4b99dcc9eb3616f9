package dev.hookline.example.docs;

import dev.hookline.api.Phase;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.HookDirectory;
import java.nio.file.Path;

public class FirstPlan {
  private static final Phase DEPLOY = Phase.of("deploy");

  public static void main(String[] args) {
    Path project = Path.of(args[0]);
    HookEngine engine =
        HookEngine.builder()
            .load(HookDirectory.of(project.resolve("hooks/deploy"), DEPLOY).optional())
            .register(DEPLOY, "warm cache", context -> context.out().println("warm"))
            .listener(ConsoleProgress.to(System.out))
            .build();
    HookRequest request = HookRequest.in(project);
    System.out.println(engine.plan(DEPLOY, request));
    System.out.println(engine.plan(DEPLOY).why("warm cache"));
    RunReport report = engine.run(DEPLOY, request);
    System.out.println(report.status().words() + ", exit code " + report.exitCode());
  }
}
