package dev.hookline.benchmarks;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import java.nio.file.Path;

/** Ten lambdas as hooks: built, planned, run, reported. */
public final class StartUpHookline {
  private StartUpHookline() {}

  public static void main(String[] arguments) {
    Phase deploy = Phase.of("deploy");
    HookEngineBuilder builder = HookEngine.builder();
    for (int i = 0; i < 10; i++) {
      builder.register(deploy, "hook-" + i, context -> {});
    }
    System.out.println(builder.build().run(deploy, HookRequest.in(Path.of(""))));
  }
}
