package dev.hookline.it;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Path;
import java.util.List;

/** Runs a script and a lambda from the module path. */
final class Consumer {
  private static final Phase DEPLOY = Phase.of("deploy");

  private Consumer() {}

  public static void main(String[] args) {
    check(Hook.class.getModule().isNamed(), "hooks-api is not on the module path");
    check(ScriptHook.class.getModule().isNamed(), "hooks-shell is not on the module path");
    check(HookEngine.class.getModule().isNamed(), "hooks-core is not on the module path");
    HookEngine engine =
        HookEngine.builder()
            .register(DEPLOY, "greet", Consumer::greet)
            .register(HookSpec.of(DEPLOY, "script", script()).before("greet"))
            .build();
    RunReport report = engine.run(DEPLOY, HookRequest.in(Path.of("")));
    System.out.println(engine.plan(DEPLOY));
    System.out.println(report);
    check(report.isSuccess(), "the run failed");
    check(output(report).equals(List.of("from the script", "hello, script")), "wrong output");
  }

  private static ScriptHook script() {
    return ScriptHook.inline(
        Interpreter.of("sh"), "echo 'from the script'; echo 'GUEST=script' >>\"$HOOKLINE_OUTPUT\"");
  }

  private static void greet(HookContext context) {
    context.out().println("hello, " + context.environment().get("GUEST"));
  }

  private static List<String> output(RunReport report) {
    return report.results().stream()
        .map(HookResult::output)
        .flatMap(output -> output.text().lines())
        .toList();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
