package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.testing.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a run looks on a console. */
class ConsoleProgressTest {
  private final Transcript transcript = new Transcript();

  @Test
  void console_wholeRun_isReadable() {
    VirtualTime time = new VirtualTime();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HookEngine.builder()
        .time(time)
        .listener(ConsoleProgress.to(new PrintStream(bytes, true)))
        .register(
            HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      time.pass(Duration.ofMillis(62_500));
                      context.out().println("hello");
                    })
                .undo(context -> context.err().println("bye")))
        .register(
            HookSpec.of(DEPLOY, "b", Transcript.failure("broke"))
                .retry(RetryPolicy.attempts(2).backoff(Duration.ofSeconds(1))))
        .register(transcript.hook("c"))
        .build()
        .run(DEPLOY, REQUEST);
    assertThat(bytes.toString().lines())
        .containsExactly(
            "== deploy",
            "-> a",
            "   [a] hello",
            "<- a succeeded (1 min 3 s)",
            "-> b",
            "   b: attempt 1 failed, next one in 1 s: IllegalStateException: broke",
            "<- b failed (1 s): IllegalStateException: broke",
            "<- c skipped: hook \"b\" (phase deploy) failed",
            "-> undo of a",
            "   [a] bye",
            "<- undo of a succeeded (0 s)",
            "== deploy failed");
  }

  @Test
  void console_lifecycleFails_lastLineSaysSoThoughItsOwnHooksSucceed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Lifecycle lifecycle =
        Lifecycle.named("deployment").phase(DEPLOY).always("unlock", context -> {}).build();
    HookEngine.builder()
        .time(new VirtualTime())
        .listener(ConsoleProgress.to(new PrintStream(bytes, true)))
        .register(DEPLOY, "a", Transcript.failure("broke"))
        .build()
        .run(lifecycle, REQUEST);
    assertThat(bytes.toString().lines())
        .containsExactly(
            "== deploy",
            "-> a",
            "<- a failed (0 s): IllegalStateException: broke",
            "== deploy failed",
            "== end of deployment",
            "-> unlock",
            "<- unlock succeeded (0 s)",
            "== end of deployment succeeded",
            "== deployment failed");
  }
}
