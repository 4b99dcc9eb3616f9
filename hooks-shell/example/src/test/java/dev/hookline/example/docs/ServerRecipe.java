package dev.hookline.example.docs;

import dev.hookline.api.Hook;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.HookDirectory;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Path;
import java.time.Duration;

public class ServerRecipe {
  private static final Phase INIT = Phase.of("init");

  /** Runs until SIGTERM; what is to happen before the end is an always hook of the lifecycle. */
  public static RunReport serve(Path home, Hook server, String drain) {
    Lifecycle lifecycle =
        Lifecycle.named("server")
            .phase(INIT)
            .step("serve", server)
            .always(
                "pre_stop",
                ScriptHook.inline(Interpreter.of("sh"), drain),
                spec -> spec.timeout(Duration.ofSeconds(20)))
            .build();
    HookEngine engine =
        HookEngine.builder()
            .phases(lifecycle)
            .load(HookDirectory.of(home.resolve("init.d"), INIT).optional())
            .gracePeriod(Duration.ofSeconds(5))
            .build();
    return engine.runUntilSignal(lifecycle, HookRequest.in(home));
  }
}
