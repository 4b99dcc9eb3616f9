package dev.hookline.core.console;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A run to look at on a terminal: how many hooks, how many at once, how long each takes in
 * milliseconds, and what is peculiar. Waits for a file {@code go} in the directory of the run where
 * a test wants to look.
 */
final class ConsoleDemo {
  private static final Phase DEPLOY = Phase.of("deploy");

  private ConsoleDemo() {}

  /** Runs hooks. */
  public static void main(String[] arguments) {
    int hooks = Integer.parseInt(arguments[0]);
    int atOnce = Integer.parseInt(arguments[1]);
    int millis = Integer.parseInt(arguments[2]);
    List<String> peculiar = List.of(arguments).subList(3, arguments.length);
    ConsoleProgress console = console(peculiar);
    HookEngineBuilder builder = HookEngine.builder().listener(console).concurrency(DEPLOY, atOnce);
    for (int i = 1; i <= hooks; i++) {
      builder.register(HookSpec.of(DEPLOY, "hook " + i, hook(i, millis)).timeout(limit(i)));
    }
    peculiar.forEach(each -> add(builder, each));
    System.out.println("before");
    if (peculiar.contains("lifecycle")) {
      Lifecycle lifecycle =
          Lifecycle.named("deployment")
              .step("switch", context -> pause(300))
              .phase(DEPLOY, FailurePolicy.ABORT)
              .build();
      builder.build().run(lifecycle, HookRequest.in(Path.of("")));
    } else {
      builder.build().run(DEPLOY, HookRequest.in(Path.of("")));
    }
    System.out.println("after");
  }

  private static Duration limit(int i) {
    return Duration.ofMinutes(i % 3 + 1);
  }

  private static ConsoleProgress console(List<String> peculiar) {
    ConsoleProgress console = ConsoleProgress.to(System.out);
    console = peculiar.contains("verbose") ? console.verbose() : console;
    console = peculiar.contains("quiet") ? console.quiet() : console;
    console = peculiar.contains("times") ? console.withTimes() : console;
    return peculiar.contains("log") ? console.logTo(Path.of("run.log")) : console;
  }

  private static Hook hook(int i, int millis) {
    return context -> {
      for (int part = 1; part <= 5; part++) {
        context.out().println("part " + part + " of 5 by hook " + i);
        pause(millis / 5);
      }
    };
  }

  private static void pause(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  private static void add(HookEngineBuilder builder, String peculiar) {
    switch (peculiar) {
      case "failing" ->
          builder.register(
              HookSpec.of(DEPLOY, "failing", ConsoleDemo::fail)
                  .order(-1)
                  .onFailure(FailurePolicy.CONTINUE));
      case "ignored" ->
          builder.register(
              HookSpec.of(DEPLOY, "ignored", ConsoleDemo::fail).onFailure(FailurePolicy.IGNORE));
      case "retried" ->
          builder.register(
              HookSpec.of(DEPLOY, "retried", ConsoleDemo::fail)
                  .onFailure(FailurePolicy.IGNORE)
                  .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(1))));
      case "hostile" -> builder.register(DEPLOY, "hostile", ConsoleDemo::hostile);
      case "wide" -> builder.register(DEPLOY, "weit 配置中心 e\u0301", ConsoleDemo::wide);
      case "waiting" -> builder.register(DEPLOY, "waiting", ConsoleDemo::awaitGo);
      case "left" ->
          builder.register(
              DEPLOY, "left", c -> c.leaveBehind(LeftBehind.process(4711, "sleep 300")));
      default -> {}
    }
  }

  private static void fail(HookContext context) throws IOException {
    context.out().println("about to fail");
    throw new IOException("cannot read", new java.io.FileNotFoundException("missing.txt"));
  }

  private static void hostile(HookContext context) throws InterruptedException {
    context
        .out()
        .println("\u001b[2J\u001b[H\u001b[31mred\u001b[0m \u0007bell \u001b]0;title\u0007");
    context.out().println("10%\r20%\r\u2713 forged succeeded");
    context.out().println("x".repeat(300) + "\u2713 forged succeeded (1 s)");
    context.out().println("\u202eright to left");
    for (int i = 0; i < 1000; i++) {
      context.out().print("0123456789".repeat(100));
    }
    context.out().println();
    context.out().print("Password: ");
    context.out().flush();
    pause(2500);
  }

  private static void wide(HookContext context) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      context.out().println("漢字かな交じり文 " + "😀👨‍👩‍👧‍👦❤️e\u0301".repeat(i));
      pause(100);
    }
  }

  private static void awaitGo(HookContext context) throws InterruptedException {
    context.out().println("waits for go");
    while (!Files.exists(context.directory().resolve("go"))) {
      pause(20);
    }
  }
}
