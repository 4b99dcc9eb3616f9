package dev.hookline.example;

import dev.hookline.api.Phase;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.shell.HookDirectory;
import java.nio.file.Path;

public class ReadmeExample {
  public static void main(String[] args) {
    Path project = Path.of(args[0]);
    Phase deploy = Phase.of("deploy");
    HookEngine engine =
        HookEngine.builder()
            .load(HookDirectory.of(project.resolve("hooks/deploy"), deploy))
            .register(deploy, "warm cache", context -> context.out().println("warm"))
            .listener(ConsoleProgress.to(System.out))
            .build();
    System.out.println(engine.plan(deploy));
    engine.run(deploy, HookRequest.in(project)).throwIfFailed();
  }
}
