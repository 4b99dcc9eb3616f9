package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts that turn the engine's own files, pipes and words against it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileScriptTest extends ScriptTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  private RunReport run(HookSpec spec) {
    return HookEngine.builder().register(spec).build().run(DEPLOY, HookRequest.in(directory));
  }

  private static HookSpec spec(ScriptHook hook) {
    return HookSpec.of(DEPLOY, "a", hook);
  }

  @Test
  void run_directoryInPlaceOfTheHandedOnFile_saysThatTheScriptRan() {
    ScriptFailedException failure =
        failureOf(sh("rm \"$HOOKLINE_OUTPUT\"; mkdir \"$HOOKLINE_OUTPUT\"; echo done"));

    assertThat(failure)
        .hasMessageContaining("ended with exit code 0")
        .hasMessageContaining("(HOOKLINE_OUTPUT) cannot be read")
        .hasMessageContaining("done");
  }

  /** As it was: "could not be started", and what it had started was ended. */
  @Test
  void run_scriptRemovesAllPipesAndLeavesAServer_hasSucceededAndLeavesIt() throws Exception {
    sh("rm -rf \"$(dirname \"$(readlink /proc/$$/fd/1)\")\"; " + sleeper + " & echo started")
        .settle(Duration.ZERO)
        .run(context);

    assertThat(context.output.text()).isEqualTo("started\n");
    assertThat(context.left).extracting(LeftBehind::id).isEqualTo(sleeper.awaitRunning(1));
  }

  @Test
  void run_scriptRemovesTheDirectoryOfItsLog_isAWarning() throws Exception {
    Files.createDirectory(directory.resolve("logs"));

    RunReport report = run(spec(sh("rm -r logs; echo done").logTo(Path.of("logs", "a"))));

    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(report.results().get(0).output().text()).isEqualTo("done\n");
    assertThat(report.warnings()).singleElement().asString().contains("no longer copied");
  }

  @Test
  void run_timesOfForEver_areTakenForLongOnes() {
    RunReport report =
        run(
            spec(sh(sleeper + " & " + sleeper).settle(FOREVER))
                .timeout(Duration.ofMillis(300))
                .gracePeriod(FOREVER));

    assertThat(report.results().get(0).outcome()).isInstanceOf(HookOutcome.TimedOut.class);
    assertThat(sleeper.running()).isEmpty();
    assertThat(run(spec(sh("(sleep 0.1; echo late) & echo first").settle(FOREVER))).isSuccess())
        .isTrue();
  }

  @Test
  void run_childReadsTheOutputOfItsScript_endsAllTheSame() {
    // Three processes that only compute leave a thread of the JVM no processor for 50 ms at times.
    String thief = "cat </dev/stdout >/dev/null & cat </dev/stdout >/dev/null & ";
    RunReport report =
        run(
            spec(sh(thief + "while :; do echo 0123456789; done"))
                .timeout(Duration.ofSeconds(3))
                .gracePeriod(Duration.ofMillis(500)));

    assertThat(report.results().get(0).outcome()).isInstanceOf(HookOutcome.TimedOut.class);
    assertThat(report.results().get(0).leftBehind()).isEmpty();
  }

  @Test
  void run_secretWithAQuoteIsAnArgument_isMaskedInTheCommand() {
    RunReport report =
        run(
            spec(ScriptHook.command("sh", "-c", "exit 3", "it's-hunter2"))
                .environment(Environment.empty().withSecret("PASSWORD", "it's-hunter2")));

    assertThat(report.toString()).contains("exit code 3").doesNotContain("hunter2");
  }

  @Test
  void run_childWithSecretBeyondAsciiIsLeft_reportMasksItsCommand() {
    RunReport report =
        run(
            spec(sh("sh -c '" + sleeper + "; :' pässword-hunter2 & echo begun"))
                .environment(Environment.empty().withSecret("PASSWORD", "pässword-hunter2")));

    assertThat(report.results().get(0).leftBehind()).isNotEmpty();
    assertThat(report.results().get(0).leftBehind().toString()).doesNotContain("hunter2");
  }
}
