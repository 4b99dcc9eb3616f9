package dev.hookline.example.docs;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Stdin;
import java.nio.file.Path;
import java.time.Duration;

public class RemoteRecipe {
  private static final Phase DEPLOY = Phase.of("deploy");

  /**
   * Runs a script elsewhere.
   *
   * @param launcher such as {@code docker exec -i shop}, or {@code kubectl exec -i deploy/shop --}
   * @param ssh such as {@code ssh -o BatchMode=yes web1}
   */
  public static RunReport run(Path project, String[] launcher, String[] ssh) {
    ScriptHook inContainer =
        ScriptHook.inline(Interpreter.of("sh"), "echo \"$0 $1\"").launcher(launcher);
    // A shell at the other end reads words again, so the script goes through standard input.
    ScriptHook onHost =
        ScriptHook.command("timeout", "60", "sh", "-s")
            .withoutRunArguments()
            .launcher(ssh)
            .stdin(Stdin.text("set -e\nuname -n >/dev/null\necho done"));
    HookEngine engine =
        HookEngine.builder()
            .register(HookSpec.of(DEPLOY, "container", inContainer).timeout(Duration.ofMinutes(1)))
            .register(HookSpec.of(DEPLOY, "host", onHost).timeout(Duration.ofMinutes(2)))
            .build();
    return engine.run(DEPLOY, HookRequest.in(project).arguments("--fast"));
  }
}
