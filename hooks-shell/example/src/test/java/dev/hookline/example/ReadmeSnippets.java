package dev.hookline.example;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.conventions.upsun.UpsunHooks;
import dev.hookline.shell.conventions.upsun.UpsunSteps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The other pieces of code in the README, each as it stands there. */
final class ReadmeSnippets {
  final List<String> done = new ArrayList<>();

  RunReport lifecycle(Path project) {
    Phase build = Phase.of("build");
    Phase deploy = Phase.of("deploy");

    Lifecycle lifecycle =
        Lifecycle.named("deployment")
            .phase(build)
            .phase(deploy)
            .step("switch", context -> switchOver(), step -> step.undo(context -> switchBack()))
            .build();

    HookEngine engine =
        HookEngine.builder()
            .phases(lifecycle)
            .register(
                HookSpec.of(build, "compile", ScriptHook.command("bin/compile", "all"))
                    .timeout(Duration.ofMinutes(10)))
            .register(
                HookSpec.of(deploy, "warm", context -> warm())
                    .after("migrate")
                    .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(1)))
                    .onFailure(FailurePolicy.IGNORE))
            .register(
                HookSpec.of(deploy, "migrate", ScriptHook.file(Path.of("bin/migrate")))
                    .undo(ScriptHook.file(Path.of("bin/migrate-back"))))
            .listener(ConsoleProgress.to(System.err))
            .build();

    HookRequest request =
        HookRequest.in(project).environment(Environment.empty().withSecret("TOKEN", token()));
    RunReport report = engine.run(lifecycle, request);
    report.throwIfFailed();
    return report;
  }

  ScriptHook script() {
    String text = "echo \"HOST=$(uname -n)\" >>\"$HOOKLINE_OUTPUT\"";
    ScriptHook hook =
        ScriptHook.inline(Interpreter.of("sh"), text)
            .arguments("--fast")
            .logTo(Path.of("deploy.log"));
    return hook;
  }

  RunReport upsun(Path project) {
    UpsunSteps steps =
        new UpsunSteps() {
          @Override
          public void openTraffic(HookContext context) {
            switchOver();
          }
        };
    HookEngine engine = HookEngine.builder().load(UpsunHooks.in(project)).build();
    RunReport report = engine.run(UpsunHooks.lifecycle(steps), HookRequest.in(project));
    return report;
  }

  private void switchOver() {
    done.add("switch");
  }

  private void switchBack() {
    done.add("switch back");
  }

  private void warm() {
    done.add("warm");
  }

  private static String token() {
    return "a token";
  }
}
