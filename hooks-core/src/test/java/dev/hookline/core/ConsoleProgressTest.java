package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.Tool;
import dev.hookline.api.Condition;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputPolicy;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunInfo;
import dev.hookline.api.SkipReason;
import dev.hookline.core.console.story.ConsoleOptions;
import dev.hookline.core.console.story.ConsoleOptions.Detail;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run looks where nothing is drawn. */
class ConsoleProgressTest {
  private final ConsoleFixture console = ConsoleFixture.plain();

  private static HookSpec spec(String name, Hook hook) {
    return HookSpec.of(DEPLOY, name, hook);
  }

  private static HookSpec failing(String name) {
    return spec(
        name,
        context -> {
          throw new IOException("no file", new FileNotFoundException("missing.txt"));
        });
  }

  @Test
  void console_wholeRun_isReadable() {
    console.run(
        spec(
                "a",
                context -> {
                  console.time.pass(Duration.ofMillis(62_500));
                  context.out().println("hello");
                })
            .undo(context -> context.err().println("bye")),
        spec("b", Transcript.failure("broke"))
            .retry(RetryPolicy.attempts(2).backoff(Duration.ofSeconds(1))),
        spec("c", context -> {}));
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "-> a",
            "   [a] hello",
            "<- a succeeded (1 min 3 s)",
            "-> b",
            "   b: attempt 1 failed, next one in 1 s: IllegalStateException: broke",
            "<- b failed (1 s, 2 attempts): IllegalStateException: broke",
            "-- c skipped: hook \"b\" (phase deploy) failed",
            "-> undo of a",
            "   [undo of a] bye",
            "<- undo of a succeeded (0 s)",
            "== deploy failed in 1 min 4 s: 1 failed, 1 succeeded, 1 undone, 1 skipped",
            "   critical path 1 min 4 s: a -> b");
  }

  @Test
  void console_to_anyStream_isPlain() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HookEngine.builder()
        .listener(ConsoleProgress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .register(DEPLOY, "a", context -> context.out().println("hello"))
        .build()
        .run(DEPLOY, REQUEST);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines().limit(3))
        .containsExactly("== deploy", "-> a", "   [a] hello");
  }

  // ---- reasons

  @Test
  void failure_withCauses_saysEachInALineAndWhereItHappened() {
    console.run(spec("a", context -> Tool.warm()));
    assertThat(console.lines().subList(1, 5))
        .containsExactly(
            "<- a failed (0 s): IllegalStateException: cannot warm",
            "     the cache",
            "       caused by UncheckedIOException",
            "       caused by FileNotFoundException: missing.txt");
    assertThat(console.lines().get(5)).startsWith("       at com.example.Tool.warm(Tool.java:");
  }

  @Test
  void failure_thatIsIgnored_isSaidOnceAsIgnored() {
    console.run(failing("a").onFailure(FailurePolicy.IGNORE));
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "<- a failed, ignored (0 s): IOException: no file",
            "       caused by FileNotFoundException: missing.txt",
            "== deploy succeeded in 0 s: 1 ignored");
  }

  @Test
  void failure_farAboveTheEnd_isSaidAgainWithTheLastLines() {
    console.run(
        spec(
                "a",
                context -> {
                  context.out().println("about to fail");
                  throw new IOException("no file");
                })
            .onFailure(FailurePolicy.CONTINUE),
        spec(
            "b",
            context -> {
              for (int i = 0; i < 10; i++) {
                context.out().println("line");
              }
            }));
    assertThat(console.lines().subList(16, 19))
        .containsExactly(
            "!! a failed (0 s): IOException: no file",
            "     | about to fail",
            "== deploy failed in 0 s: 1 failed, 1 succeeded");
  }

  @Test
  void leftBehind_afterTheEnd_isShown() {
    console.run(spec("a", context -> context.leaveBehind(LeftBehind.process(4711, "sleep 300"))));
    assertThat(console.lines()).contains("   a left behind process 4711: sleep 300");
  }

  @Test
  void warning_ofAPhaseThatIsIgnored_doesNotTellTheFailureAgain() {
    Lifecycle lifecycle = Lifecycle.named("all").phase(DEPLOY, FailurePolicy.IGNORE).build();
    console.engine(failing("a")).build().run(lifecycle, REQUEST);
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "<- a failed (0 s): IOException: no file",
            "       caused by FileNotFoundException: missing.txt",
            "== deploy failed, ignored",
            "!! hook \"a\" (phase deploy) failed: IOException: no file (phase deploy is ignored)",
            "== all succeeded in 0 s: 1 ignored");
  }

  @Test
  void failure_ofAPhaseThatIsIgnored_isNotAmongThoseOfARunThatFails() {
    Phase lint = Phase.of("lint");
    Lifecycle lifecycle =
        Lifecycle.named("all").phase(lint, FailurePolicy.IGNORE).phase(DEPLOY).build();
    console
        .engine(failing("a"))
        .register(lint, "style", Transcript.failure("42 findings"))
        .build()
        .run(lifecycle, REQUEST);
    assertThat(console.lines())
        .containsExactly(
            "== lint",
            "<- style failed (0 s): IllegalStateException: 42 findings",
            "== lint failed, ignored",
            "!! hook \"style\" (phase lint) failed: IllegalStateException: 42 findings"
                + " (phase lint is ignored)",
            "== deploy",
            "<- a failed (0 s): IOException: no file",
            "       caused by FileNotFoundException: missing.txt",
            "== deploy failed",
            "== all failed in 0 s: 1 failed, 1 ignored");
  }

  // ---- what is said in few words

  @Test
  void skips_forOneReason_takeOneLine() {
    List<HookSpec> hooks = new ArrayList<>();
    for (int i = 0; i < 88; i++) {
      Path file = Path.of("hook" + i);
      hooks.add(spec("h" + i, c -> skip(SkipReason.noSuchFile(file))));
    }
    hooks.add(spec("x", context -> {}).when("on production", context -> false));
    hooks.add(spec("y", context -> {}).when("on production", context -> false));
    hooks.add(spec("z", context -> {}).onlyOnFailure());
    console.run(hooks.toArray(HookSpec[]::new));
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "-- 88 hooks skipped: no such file",
            "-- x, y skipped: runs only on production",
            "== deploy succeeded in 0 s: 90 skipped");
  }

  private static void skip(SkipReason reason) throws Exception {
    throw new HookSkippedException(reason);
  }

  @Test
  void step_ofALifecycle_takesOneLine() {
    Lifecycle lifecycle =
        Lifecycle.named("deployment")
            .step("switch", context -> {})
            .phase(DEPLOY)
            .always("unlock", context -> {})
            .build();
    console.engine(spec("a", context -> {})).build().run(lifecycle, REQUEST);
    assertThat(console.lines())
        .containsExactly(
            "<- switch succeeded (0 s)",
            "== deploy",
            "<- a succeeded (0 s)",
            "== end of deployment",
            "<- unlock succeeded (0 s)",
            "== deployment succeeded in 0 s: 3 succeeded");
  }

  @Test
  void lifecycle_thatFails_saysSoThoughItsOwnHooksSucceed() {
    Lifecycle lifecycle =
        Lifecycle.named("deployment").phase(DEPLOY).always("unlock", context -> {}).build();
    console.engine(spec("a", Transcript.failure("broke"))).build().run(lifecycle, REQUEST);
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "<- a failed (0 s): IllegalStateException: broke",
            "== deploy failed",
            "== end of deployment",
            "<- unlock succeeded (0 s)",
            "== deployment failed in 0 s: 1 failed, 1 succeeded");
  }

  @Test
  void dryRun_headline_doesNotSaySucceeded() {
    console
        .engine(spec("a", c -> {}), spec("b", c -> {}).when(condition()))
        .build()
        .run(DEPLOY, REQUEST.dryRun());
    assertThat(console.lines()).first().isEqualTo("== deploy");
    assertThat(console.lines().get(1)).startsWith("-- a would run");
    assertThat(console.lines().subList(2, 4))
        .containsExactly(
            "-- b skipped: runs only on production",
            "== deploy, dry run: 1 would run, 1 would be skipped");
  }

  private static Condition condition() {
    return dev.hookline.api.Condition.withoutEffects("on production", context -> false);
  }

  // ---- a console that is dropped

  @Test
  void console_thatIsDropped_givesNoMoreSignsOfLife() {
    console.run(
        spec(
            "migrate",
            context -> {
              console.listener().dropped(console.run);
              console.pass(Duration.ofMinutes(16));
            }));
    assertThat(console.lines()).containsExactly("!! deploy is shown no longer, it ran migrate");
    assertThat(console.isBeating()).isFalse();
  }

  @Test
  void console_thatDidNotReturnInTime_givesNoMoreSignsOfLifeWhenItDoes() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch isDropped = new CountDownLatch(1);
    HookListener stuck =
        new HookListener() {
          @Override
          public void event(HookEvent event) {
            console.listener().event(event);
            if (event instanceof HookEvent.LineWritten) {
              Transcript.awaitDeaf(release);
            }
          }

          @Override
          public void dropped(RunInfo run) {
            console.listener().dropped(run);
            isDropped.countDown();
          }
        };
    HookEngine.builder()
        .listener(stuck)
        .gracePeriod(Duration.ofMillis(20))
        .register(
            spec("migrate", context -> context.out().println("begun"))
                .timeout(Duration.ofMillis(20)))
        .build()
        .run(DEPLOY, REQUEST);
    assertThat(console.isBeating()).isTrue();
    release.countDown();
    Transcript.awaitDeaf(isDropped);
    assertThat(console.isBeating()).isFalse();
    assertThat(console.lines()).last().isEqualTo("!! deploy is shown no longer, it ran migrate");
  }

  // ---- time

  @Test
  void silence_ofAHook_isBrokenInGrowingGaps() {
    console.run(
        spec("migrate", context -> console.pass(Duration.ofMinutes(16)))
            .timeout(Duration.ofMinutes(30)));
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "-> migrate",
            "   migrate still runs, 10 s of 30 min",
            "   migrate still runs, 30 s of 30 min",
            "   migrate still runs, 1 min of 30 min",
            "   migrate still runs, 2 min of 30 min",
            "   migrate still runs, 5 min of 30 min",
            "   migrate still runs, 10 min of 30 min",
            "   migrate still runs, 15 min of 30 min",
            "<- migrate succeeded (16 min)",
            "== deploy succeeded in 16 min: 1 succeeded");
    assertThat(console.isBeating()).isFalse();
  }

  @Test
  void silence_brokenByLines_countsAnew() {
    console.run(
        spec(
            "a",
            context -> {
              console.pass(Duration.ofSeconds(9));
              context.out().println("9");
              console.pass(Duration.ofSeconds(11));
            }));
    assertThat(console.lines())
        .containsSubsequence("   [a] 9", "   a still runs, 19 s", "<- a succeeded (20 s)");
  }

  @Test
  void partialLine_afterASecond_isShown() {
    console.run(
        spec(
            "a",
            context -> {
              context.out().print("Password: ");
              context.out().flush();
              console.beat();
              console.pass(Duration.ofMillis(999));
              assertThat(console.lines()).isEmpty();
              console.pass(Duration.ofMillis(1));
              console.pass(Duration.ofSeconds(3));
              context.out().println("given");
            }));
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "-> a",
            "   [a] Password:  ...",
            "   [a] Password: given",
            "<- a succeeded (4 s)",
            "== deploy succeeded in 4 s: 1 succeeded");
  }

  @Test
  void times_onRequest_standInFrontOfEachLine() {
    ConsoleFixture timed =
        ConsoleFixture.plain(ConsoleOptions.USUAL.withTimes(), ConsoleFixture.PLAIN);
    timed.run(spec("a", context -> timed.time.pass(Duration.ofMillis(1_020))));
    assertThat(timed.lines())
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"))
        .anyMatch(line -> line.endsWith(":01.020 <- a succeeded (1 s)"));
  }

  // ---- how much

  @Test
  void quiet_showsNothingButFailures() {
    ConsoleFixture quiet =
        ConsoleFixture.plain(ConsoleOptions.USUAL.with(Detail.QUIET), ConsoleFixture.PLAIN);
    quiet.run(spec("a", context -> context.out().println("hello")));
    assertThat(quiet.lines()).isEmpty();
    quiet.run(spec("a", context -> context.out().println("hello")), failing("b"));
    assertThat(quiet.lines())
        .containsExactly(
            "!! b failed (0 s): IOException: no file",
            "       caused by FileNotFoundException: missing.txt",
            "== deploy failed in 0 s: 1 failed, 1 succeeded");
  }

  @Test
  void verbose_saysEachSkipAndPhase() {
    ConsoleFixture verbose =
        ConsoleFixture.plain(ConsoleOptions.USUAL.with(Detail.VERBOSE), ConsoleFixture.PLAIN);
    verbose.run(
        spec("a", context -> {}).when("never", context -> false),
        spec("b", context -> {}).when("never", context -> false),
        spec("c", context -> {}).onlyOnFailure());
    assertThat(verbose.lines())
        .containsExactly(
            "== deploy",
            "-- a skipped: runs only never",
            "-- b skipped: runs only never",
            "-- c skipped: nothing failed",
            "== deploy succeeded in 0 s: 2 skipped");
  }

  @Test
  void output_byPolicy_isShownAtOnceLaterOrNever() {
    console.run(
        writing("a").output(OutputPolicy.HIDDEN),
        writing("b").output(OutputPolicy.ON_FAILURE),
        writing("c").output(OutputPolicy.ALWAYS),
        spec(
                "d",
                context -> {
                  context.out().println("of d");
                  throw new IOException("broke");
                })
            .output(OutputPolicy.ON_FAILURE)
            .onFailure(FailurePolicy.CONTINUE),
        spec(
                "e",
                context -> {
                  context.out().println("of e");
                  throw new IOException("broke");
                })
            .output(OutputPolicy.HIDDEN));
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "<- a succeeded (0 s)",
            "<- b succeeded (0 s)",
            "-> c",
            "   [c] of c",
            "<- c succeeded (0 s)",
            "<- d failed (0 s): IOException: broke",
            "<- e failed (0 s): IOException: broke",
            "!! d failed (0 s): IOException: broke",
            "     | of d",
            "!! e failed (0 s): IOException: broke",
            "== deploy failed in 0 s: 2 failed, 3 succeeded");
  }

  private static HookSpec writing(String name) {
    return spec(name, context -> context.out().println("of " + name));
  }

  // ---- hostile output

  @Test
  void output_thatIsHostile_cannotForgeOrBreakALine() {
    console.run(
        spec(
            "a",
            context -> {
              context.out().println("\u001b[2J\u001b[31mred\u001b[0m\u0007");
              context.out().println("10%\r20%\r<- a succeeded\r");
              context.out().println("x\u2028<- a succeeded \u202e");
            }));
    assertThat(console.lines().subList(2, 5))
        .containsExactly(
            "   [a] \\u001b[2Jred\\u0007",
            "   [a] <- a succeeded",
            "   [a] x\\u2028<- a succeeded \\u202e");
  }

  @Test
  void output_ofALineOf10Megabytes_isBounded() {
    console.run(
        spec(
            "a",
            context -> {
              byte[] part = "0123456789".repeat(1000).getBytes(StandardCharsets.UTF_8);
              for (int i = 0; i < 1000; i++) {
                context.out().write(part, 0, part.length);
              }
              context.out().println();
              context.out().println("next");
            }));
    assertThat(console.lines().get(2)).hasSize(2_011).endsWith("789 ...");
    assertThat(console.lines().subList(3, 5))
        .containsExactly("   [a] ... and 9998000 more characters of this line", "   [a] next");
  }

  // ---- the log

  @Test
  void log_besidesAQuietConsole_getsEverythingOfAllRuns(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("run.log");
    Files.writeString(file, "of an earlier deployment\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HookEngine engine =
        HookEngine.builder()
            .listener(ConsoleProgress.to(new PrintStream(bytes, true)).quiet().logTo(file))
            .register(writing("a").output(OutputPolicy.HIDDEN))
            .register(spec("b", context -> {}).when("never", context -> false))
            .build();
    engine.run(DEPLOY, REQUEST);
    engine.run(DEPLOY, REQUEST);
    assertThat(bytes.toString()).isEmpty();
    List<String> once =
        List.of(
            "== deploy",
            "-> a",
            "   [a] of a",
            "<- a succeeded",
            "-- b skipped: runs only never",
            "== deploy succeeded in");
    assertThat(Files.readAllLines(file)).hasSize(12);
    for (int i = 0; i < 12; i++) {
      assertThat(Files.readAllLines(file).get(i)).contains(once.get(i % 6));
    }
  }

  @Test
  void log_thatCannotBeWritten_isSaidOnce(@TempDir Path directory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path file = directory.resolve("none/run.log");
    RunReport report =
        HookEngine.builder()
            .listener(ConsoleProgress.to(new PrintStream(bytes, true)).logTo(file))
            .register(writing("a"))
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(report.warnings()).isEmpty();
    assertThat(bytes.toString().lines().filter(line -> line.startsWith("!!")))
        .containsExactly(
            "!! the log "
                + file
                + " is no longer written: java.nio.file.NoSuchFileException: "
                + file);
  }
}
