package dev.hookline.recipes;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import java.nio.file.Path;
import java.util.Map;

/** What a pod of the Job runs: the phase, for the target of its index. */
public class IndexedTask {
  private static final Phase DEPLOY = Phase.of("deploy");

  /** Give it {@code System.getenv()}, and the arguments of {@code main}. */
  public static int run(HookEngine engine, Map<String, String> environment, String... targets) {
    String target = targets[Integer.parseInt(environment.get("JOB_COMPLETION_INDEX"))];
    HookRequest request =
        HookRequest.in(Path.of(""))
            .override("HOOKLINE_TARGET", target)
            .once(DEPLOY, OnceKey.of(target).with("revision", environment.get("REVISION")));
    return engine.runUntilSignal(DEPLOY, request).exitCode();
  }
}
