package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.RunInfo;
import dev.hookline.api.RunStatus;
import dev.hookline.core.console.story.ConsoleOptions;
import dev.hookline.core.console.terminal.Surroundings;
import dev.hookline.core.console.terminal.Surroundings.Service;
import dev.hookline.core.testing.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a console says to the log of a CI service, and while it waits for another deployment. */
class ConsoleServicesTest {
  private static final Lifecycle LIFECYCLE =
      Lifecycle.named("all").step("switch", context -> {}).phase(DEPLOY).build();

  private static ConsoleFixture of(Service service) {
    return ConsoleFixture.plain(ConsoleOptions.USUAL, new Surroundings(false, service, true, true));
  }

  private static HookSpec writing(String text) {
    return HookSpec.of(DEPLOY, "a", context -> context.out().println(text));
  }

  @Test
  void github_eachPhase_isAGroupInWhichNoHookGivesOrders() {
    ConsoleFixture console = of(Service.GITHUB);
    console
        .engine(writing("::error::forged \u001b[31mred ##[add-mask]a"))
        .build()
        .run(LIFECYCLE, REQUEST);
    assertThat(console.lines())
        .containsExactly(
            "<- switch succeeded (0 s)",
            "::group::== deploy",
            "-> a",
            "   [a] ::error::forged \u001b[31mred ##\\u005badd-mask]a\u001b[0m",
            "<- a succeeded (0 s)",
            "::endgroup::",
            "== all succeeded in 0 s: 2 succeeded");
  }

  @Test
  void gitlab_eachPhase_isASection() {
    ConsoleFixture console = of(Service.GITLAB);
    console.engine(writing("x\r\u001b[0Ksection_end:1:a")).build().run(LIFECYCLE, REQUEST);
    long begun = VirtualTime.BEGINNING.getEpochSecond();
    // a carriage return ends a line of this list, too
    assertThat(console.lines())
        .containsExactly(
            "<- switch succeeded (0 s)",
            "\u001b[0Ksection_start:" + begun + ":hookline_1",
            "\u001b[0K== deploy",
            "-> a",
            "   [a] \\u001b[0Ksection_end:1:a",
            "<- a succeeded (0 s)",
            "\u001b[0Ksection_end:" + begun + ":hookline_1",
            "\u001b[0K",
            "== all succeeded in 0 s: 2 succeeded");
  }

  @Test
  void wait_forAKey_isSaidWithItsHolderAndASignOfLife() throws InterruptedException {
    ConsoleFixture console = ConsoleFixture.plain();
    awaitKey(console);
    console.pass(Duration.ofSeconds(10));
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "   waits for key \"r7\", held by run 6d8b (process 4711)",
            "   still waits for key \"r7\", held by run 6d8b (process 4711)");
  }

  @Test
  void wait_onATerminal_isDrawn() throws InterruptedException {
    ConsoleFixture console = ConsoleFixture.live(80, 10);
    awaitKey(console);
    console.pass(Duration.ofSeconds(1));
    assertThat(console.screen())
        .containsExactly(
            "* waits for key \"r7\", held by run 6d8b (process 4711)", "0/0 deploy, 1 s");
  }

  private static void awaitKey(ConsoleFixture console) {
    RunInfo run = new RunInfo("r", "deploy", Path.of("/"), List.of());
    Instant now = VirtualTime.BEGINNING;
    console.listener().event(new RunStarted(run, now));
    console.listener().event(new PhaseStarted(run, now, DEPLOY));
    console
        .listener()
        .event(new KeyAwaited(run, now, DEPLOY, OnceKey.of("r7"), "run 6d8b (process 4711)"));
  }

  @Test
  void run_withoutHooks_saysSo() {
    ConsoleFixture console = ConsoleFixture.plain();
    RunInfo run = new RunInfo("r", "deploy", Path.of("/"), List.of());
    console.listener().event(new RunStarted(run, VirtualTime.BEGINNING));
    console.listener().event(new RunFinished(run, VirtualTime.BEGINNING, RunStatus.SUCCEEDED));
    assertThat(console.lines()).containsExactly("== deploy succeeded in 0 s: nothing to run");
  }
}
