package dev.hookline.example.docs;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.remote.ConnectionLostException;
import dev.hookline.shell.remote.Launcher;
import dev.hookline.shell.remote.RemoteHook;
import java.nio.file.Path;
import java.time.Duration;

public class RemoteRecipe {
  private static final Phase DEPLOY = Phase.of("deploy");

  /**
   * Runs a script in a container, and then one on a host.
   *
   * @param container such as {@code Launcher.dockerExec("shop")}
   * @param host such as {@code Launcher.ssh("web1")}
   */
  public static RunReport run(Path project, Launcher container, Launcher host) {
    RemoteHook migrate =
        RemoteHook.through(container)
            .script("echo \"migrate $1\"\necho RELEASE=7 >>$HOOKLINE_OUTPUT");
    RemoteHook restart = RemoteHook.through(host).script("set -e\necho \"restart $RELEASE\"");
    RetryPolicy untilConnected =
        RetryPolicy.attempts(3)
            .onlyIf(e -> e instanceof ConnectionLostException lost && !lost.mayHaveRun());
    HookEngine engine =
        HookEngine.builder()
            .register(HookSpec.of(DEPLOY, "migrate", migrate).timeout(Duration.ofMinutes(1)))
            .register(HookSpec.of(DEPLOY, "restart", restart).retry(untilConnected))
            .build();
    return engine.run(DEPLOY, HookRequest.in(project).arguments("--fast"));
  }
}
