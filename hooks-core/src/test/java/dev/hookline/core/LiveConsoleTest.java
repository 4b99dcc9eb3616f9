package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputPolicy;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunInfo;
import dev.hookline.api.RunStatus;
import dev.hookline.core.console.story.ConsoleOptions;
import dev.hookline.core.console.story.ConsoleOptions.Detail;
import dev.hookline.core.testing.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a run looks on a terminal, at the moments at which it is drawn. */
class LiveConsoleTest {
  private final ConsoleFixture console = ConsoleFixture.live(60, 10);
  private final List<String> seen = new ArrayList<>();

  private static HookSpec spec(String name, Hook hook) {
    return HookSpec.of(DEPLOY, name, hook);
  }

  /** Notes what is drawn when some time has passed. */
  private Hook looked(Duration after, String... lines) {
    return context -> {
      for (String line : lines) {
        context.out().println(line);
      }
      console.pass(after);
      seen.clear();
      seen.addAll(console.screen());
    };
  }

  private static Hook failing(String message) {
    return context -> {
      context.out().println("about to fail");
      throw new IOException(message);
    };
  }

  @Test
  void screen_whileAHookRuns_showsTimesAndItsLastLine() {
    console.run(
        spec("a", context -> {}),
        spec("migrate", looked(Duration.ofSeconds(12), "part 1", "part 2"))
            .timeout(Duration.ofSeconds(30)),
        spec("warm", context -> {}));
    assertThat(seen)
        .containsExactly("✓ a (0 s)", "* migrate  12 s, 18 s left  part 2", "1/3 deploy, 12 s");
    assertThat(console.screen())
        .containsExactly(
            "✓ a (0 s)",
            "✓ migrate (12 s)",
            "✓ warm (0 s)",
            "✓ deploy succeeded in 12 s: 3 succeeded",
            "  critical path 12 s: a → migrate → warm");
    assertThat(console.terminal.isRestored()).isTrue();
    assertThat(console.terminal.cursorLine()).isEqualTo(5);
    assertThat(console.isBeating()).isFalse();
  }

  @Test
  void screen_afterAFailure_keepsItInSightUntilTheEnd() {
    console.run(
        spec("lint", failing("missing.txt")).onFailure(FailurePolicy.CONTINUE),
        spec("warm", failing("refused")).onFailure(FailurePolicy.IGNORE),
        spec("migrate", looked(Duration.ofSeconds(2))));
    assertThat(seen)
        .containsExactly(
            "! warm failed, ignored (0 s): IOException: refused",
            "✗ lint failed (0 s): IOException: missing.txt",
            "* migrate  2 s",
            "2/3 deploy, 2 s, 1 failed");
    assertThat(console.screen())
        .containsExactly(
            "! warm failed, ignored (0 s): IOException: refused",
            "✓ migrate (2 s)",
            "✗ lint failed (0 s): IOException: missing.txt",
            "     | about to fail",
            "✗ deploy failed in 2 s: 1 failed, 1 ignored, 1 succeeded",
            "  critical path 2 s: lint → warm → migrate");
  }

  @Test
  void screen_whileAHookWaitsForAnotherAttempt_saysWhyAndWhenItIs() {
    List<String> waiting = new ArrayList<>();
    HookSpec fetch =
        spec("fetch", failing("refused"))
            .retry(RetryPolicy.attempts(2).backoff(Duration.ofSeconds(5)));
    console
        .engine(fetch)
        .listener(
            CancelledRun.at(
                event -> event instanceof HookEvent.RetryAwaited,
                () -> {
                  console.beat();
                  waiting.addAll(console.screen());
                }))
        .build()
        .run(DEPLOY, REQUEST);
    assertThat(waiting)
        .containsExactly(
            "   fetch: attempt 1 failed, next one in 5 s: IOException:",
            "     refused",
            "* fetch  attempt 2 in 5 s  IOException: refused",
            "0/1 deploy, 0 s");
  }

  @Test
  void screen_whileARetryRuns_saysWhichAttempt() {
    int[] attempts = {0};
    console.run(
        spec(
                "fetch",
                context -> {
                  if (attempts[0]++ == 0) {
                    throw new IOException("refused");
                  }
                  looked(Duration.ofSeconds(1)).run(context);
                })
            .retry(RetryPolicy.attempts(2)));
    assertThat(seen).contains("* fetch  attempt 2, 1 s");
  }

  @Test
  void screen_ofALifecycle_hasAHeadingForEachPhaseAndALineForEachStep() {
    Lifecycle lifecycle =
        Lifecycle.named("deployment").step("switch", context -> {}).phase(DEPLOY).build();
    console.engine(spec("a", context -> {})).build().run(lifecycle, REQUEST);
    assertThat(console.screen())
        .containsExactly(
            "✓ switch (0 s)",
            "== deploy",
            "✓ a (0 s)",
            "✓ deployment succeeded in 0 s: 2 succeeded");
  }

  @Test
  void verbose_onATerminal_keepsEachLine() {
    ConsoleFixture verbose = ConsoleFixture.live(ConsoleOptions.USUAL.with(Detail.VERBOSE), 60, 10);
    verbose.run(spec("a", context -> context.out().println("hello")));
    assertThat(verbose.screen())
        .containsExactly("   [a] hello", "✓ a (0 s)", "✓ deploy succeeded in 0 s: 1 succeeded");
  }

  @Test
  void output_byPolicy_isKeptOrNotShownAtAll() {
    console.run(
        spec("a", context -> context.out().println("of a")).output(OutputPolicy.ALWAYS),
        spec("b", looked(Duration.ZERO, "of b")).output(OutputPolicy.HIDDEN));
    assertThat(seen).containsExactly("   [a] of a", "✓ a (0 s)", "* b  0 s", "1/2 deploy, 0 s");
  }

  // ---- small and hostile

  @Test
  void output_thatIsHostile_changesNothingButItsOwnRow() {
    console.run(
        spec("a", looked(Duration.ZERO, "\u001b[2J\u001b[H\u0007 x\r✓ forged " + "漢".repeat(99))));
    assertThat(seen)
        .containsExactly("* a  0 s  ✓ forged " + "漢".repeat(19) + "…", "0/1 deploy, 0 s");
  }

  @Test
  void lines_longerThanTheTerminal_areIndentedSoThatNoneForgesAnother() {
    console.run(
        spec("a", context -> context.out().println("x".repeat(52) + "✓ b succeeded"))
            .output(OutputPolicy.ALWAYS));
    assertThat(console.screen())
        .startsWith("   [a] " + "x".repeat(52), "     ✓ b succeeded", "✓ a (0 s)");
  }

  @Test
  void screen_withMoreHooksThanRows_saysHowManyMoreRun() {
    Events events = new Events(60);
    for (int i = 0; i < 12; i++) {
      events.start("h" + i);
    }
    console.beat();
    assertThat(console.screen())
        .containsExactly(
            "* h0  0 s",
            "* h1  0 s",
            "* h2  0 s",
            "* h3  0 s",
            "* h4  0 s",
            "* h5  0 s",
            "* h6  0 s",
            "  +5 more running",
            "0/60 , 0 s");
    events.end();
  }

  /** Makes events, as hooks that overlap do. */
  private final class Events {
    private final RunInfo run;

    Events(int planned) {
      List<HookId> plan = new ArrayList<>();
      for (int i = 0; i < planned; i++) {
        plan.add(id("h" + i));
      }
      run = new RunInfo("r", "deploy", Path.of("/"), plan);
      console.listener().event(new RunStarted(run, now()));
    }

    private Instant now() {
      return VirtualTime.BEGINNING;
    }

    private HookId id(String name) {
      return new HookId(DEPLOY, name, HookKind.ORDINARY);
    }

    void start(String name) {
      console.listener().event(new HookStarted(run, now(), id(name)));
    }

    void end() {
      console.listener().event(new RunFinished(run, now(), RunStatus.SUCCEEDED));
    }
  }

  // ---- drawing

  @Test
  void frame_inWhichNothingChanged_drawsNothing() {
    console.run(
        spec(
            "a",
            context -> {
              console.beat();
              int frames = console.terminal.frames();
              console.beat();
              assertThat(console.terminal.frames()).isEqualTo(frames);
            }));
  }

  @Test
  void frame_inWhichOneRowChanged_drawsThatRowAlone() {
    console.run(
        spec("lint", failing("x".repeat(40))).onFailure(FailurePolicy.CONTINUE),
        spec(
            "a",
            context -> {
              console.beat();
              assertThat(console.terminal.drawn()).isGreaterThan(70);
              context.out().println("new");
              console.beat();
              assertThat(console.terminal.drawn()).isEqualTo("* a  0 s  new".length());
            }));
  }

  @Test
  void otherRun_atTheSameTime_isToldAboveWhatIsDrawn() {
    HookEngine inner =
        console.engine(spec("inner", context -> context.out().println("hello"))).build();
    console.run(
        spec(
            "outer",
            context -> {
              inner.run(DEPLOY, REQUEST);
              looked(Duration.ZERO).run(context);
            }));
    assertThat(seen)
        .containsExactly(
            "== deploy",
            "-> inner",
            "   [inner] hello",
            "<- inner succeeded (0 s)",
            "== deploy succeeded in 0 s: 1 succeeded",
            "* outer  0 s",
            "0/1 deploy, 0 s");
  }

  @Test
  void event_thatBreaksTheConsole_givesTheTerminalBack() {
    Events events = new Events(1);
    events.start("h0");
    console.beat();
    assertThat(console.terminal.isRestored()).isFalse();
    HookEvent broken = new HookEvent.WarningRaised(events.run, Instant.EPOCH, nothing());
    assertThatThrownBy(() -> console.listener().event(broken))
        .isInstanceOf(NullPointerException.class);
    assertThat(console.terminal.isRestored()).isTrue();
    assertThat(console.isBeating()).isFalse();
    assertThat(console.screen()).containsExactly("! deploy is shown no longer, it ran h0");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
