package dev.hookline.example.docs;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.WhatIf.Mishap;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

public class FirstLifecycle {
  private static final Phase BUILD = Phase.of("build");
  private static final Phase DEPLOY = Phase.of("deploy");

  /** Notes in a list what was done, where a tool would do it. */
  public static RunReport deploy(Path project, String script, List<String> done) {
    Lifecycle lifecycle =
        Lifecycle.named("deployment")
            .phase(BUILD)
            .step(
                "switch",
                context -> done.add("link to new release"),
                step -> step.undo(context -> done.add("link to old release")))
            .phase(DEPLOY)
            .always("unlock", context -> done.add("unlock"))
            .build();
    HookEngine engine =
        HookEngine.builder()
            .phases(lifecycle)
            .register(BUILD, "compile", context -> done.add("compile"))
            .register(
                HookSpec.of(DEPLOY, "migrate", ScriptHook.inline(Interpreter.of("sh"), script))
                    .timeout(Duration.ofMinutes(5))
                    .undo(context -> done.add("migrate back")))
            .register(HookSpec.of(DEPLOY, "warm", context -> done.add("warm")).after("migrate"))
            .register(
                HookSpec.of(DEPLOY, "tell the team", context -> done.add("it failed"))
                    .onlyOnFailure())
            .register(HookSpec.of(DEPLOY, "clean", context -> done.add("clean")).always())
            .build();
    System.out.println(engine.plan(lifecycle).whatIf("migrate", Mishap.FAILS));
    return engine.run(lifecycle, HookRequest.in(project));
  }
}
