package dev.hookline.example.docs;

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

public class ReleaseRecipe {
  private static final Phase CHECK = Phase.of("check");
  private static final Phase PUBLISH = Phase.of("publish");

  public static RunReport release(Path project, String version, String token, String... skipped) {
    Lifecycle lifecycle = Lifecycle.named("release").phase(CHECK).phase(PUBLISH).build();
    HookEngine engine =
        HookEngine.builder()
            .phases(lifecycle)
            .register(CHECK, "tests", ScriptHook.command("./test").withoutRunArguments())
            .register(
                HookSpec.of(PUBLISH, "upload", ScriptHook.command("./upload"))
                    .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(2)))
                    .undo(ScriptHook.command("./withdraw"))
                    .tags("remote"))
            .register(
                HookSpec.of(PUBLISH, "announce", ScriptHook.command("./announce"))
                    .after("upload")
                    .onFailure(FailurePolicy.IGNORE)
                    .tags("remote"))
            .build();
    HookRequest request =
        HookRequest.in(project)
            .arguments(version)
            .environment(Environment.empty().withSecret("TOKEN", token));
    return engine.run(lifecycle, skipped.length == 0 ? request : request.skip(skipped));
  }
}
