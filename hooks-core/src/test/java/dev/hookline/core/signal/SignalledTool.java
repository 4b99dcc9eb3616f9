package dev.hookline.core.signal;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A tool whose hook waits until it is stopped. Its cleanup hook waits, too, if an argument says
 * {@code hang}; the tool itself does at its end if one says {@code stay}.
 */
final class SignalledTool {
  private SignalledTool() {}

  public static void main(String[] arguments) throws InterruptedException {
    Phase deploy = Phase.of("deploy");
    List<String> words = List.of(arguments);
    Hook tidy = words.contains("hang") ? SignalledTool::hang : context -> say("tidied");
    HookEngine engine =
        HookEngine.builder()
            .register(HookSpec.of(deploy, "prepare", context -> {}).undo(context -> say("undone")))
            .register(deploy, "wait", SignalledTool::hang)
            .register(HookSpec.of(deploy, "tidy", tidy).always())
            .register(HookSpec.of(deploy, "notify", context -> say("notified")).always())
            .build();
    RunReport report = engine.runUntilSignal(deploy, HookRequest.in(Path.of("")));
    say(report.status() + ", " + report.failure().map(Throwable::getMessage).orElse("well"));
    say("exit " + report.exitCode());
    new CountDownLatch(words.contains("stay") ? 1 : 0).await();
    System.exit(report.exitCode());
  }

  private static void hang(HookContext context) throws InterruptedException {
    say("waiting");
    new CountDownLatch(1).await();
  }

  private static void say(String words) {
    System.out.println(words);
  }
}
