package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.LeftBehind;
import dev.hookline.shell.BackgroundPolicy;
import dev.hookline.shell.Containment;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that try to get out of sight without a cgroup: none is left alive in silence. */
@Timeout(60)
class EscapeTest extends ScriptTestCase {
  private static final Duration GRACE = Duration.ofMillis(400);

  private final Sleeper sleeper = new Sleeper();

  @BeforeEach
  void letChainsContinue() throws Exception {
    Files.createFile(directory.resolve("going"));
  }

  @AfterEach
  void endAll() throws Exception {
    sleeper.endAll();
    Files.delete(directory.resolve("going"));
    for (int i = 0; i < 3; i++) {
      while (!chain().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  private List<Long> chain() {
    return Sleeper.running(marker());
  }

  private String marker() {
    return "chain-" + directory.getFileName();
  }

  /** A process that forks, ends, and so on, each time in a session of its own. */
  private String chain(int millis) {
    return "perl -MPOSIX -e 'my $name = \""
        + marker()
        + "\"; while (-e \"going\") { exit if fork; POSIX::setsid(); select(undef, undef, undef, "
        + millis / 1000.0
        + ") }' & ";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20})
  void stop_chainOfShortLivedForks_isEnded(int millis) throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh(chain(millis) + "echo ready; sleep 0.2; " + sleeper), context.grace(GRACE));
    context.output.await("ready");

    hook.stop();

    assertThat(chain()).isEmpty();
    assertThat(sleeper.running()).isEmpty();
    assertThat(context.left).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20})
  void run_chainOfShortLivedForksIsLeft_isReported(int millis) throws Exception {
    sh(chain(millis) + "sleep 0.1; echo ready").settle(Duration.ofMillis(50)).run(context);

    assertThat(context.left).as(context.output.text()).isNotEmpty();
  }

  /** It is never seen alive, but the pipe has a writer. */
  @Test
  void run_chainOfForksWithoutAPauseIsLeft_isReported() throws Exception {
    sh(chain(0) + "sleep 0.1; echo ready").settle(Duration.ofMillis(50)).run(context);

    assertThat(context.left).as(context.output.text()).isNotEmpty();
  }

  @Test
  void run_policyFailAndChainOfForksWithoutAPause_failsOrEndsIt() {
    ScriptFailedException failure =
        failureOf(
            sh(chain(0) + "sleep 0.1; echo ready")
                .settle(Duration.ofMillis(50))
                .containment(Containment.NONE)
                .background(BackgroundPolicy.FAIL));

    assertThat(failure).hasMessageContaining("were still running: ");
  }

  @Test
  void run_policyKillAndChildHasNeitherEnvironmentNorOutput_isEnded() throws Exception {
    sh("(env -i " + sleeper + " </dev/null >/dev/null 2>&1 &)")
        .containment(Containment.NONE)
        .background(BackgroundPolicy.KILL)
        .run(context);

    assertThat(sleeper.running()).isEmpty();
  }

  /** It was seen as a child of the script; once that has ended, nothing else shows it. */
  @Test
  void stop_childHidesAfterItWasSeen_isEnded() throws Exception {
    RunningHook hook =
        RunningHook.start(
            bash(
                "env -i setsid bash -c \"trap '' TERM; : >hidden; "
                    + sleeper
                    + "; :\" </dev/null >/dev/null 2>&1 &",
                "echo ready; wait"),
            context.grace(GRACE));
    context.output.await("ready");
    awaitFile("hidden");
    sleeper.awaitRunning(1);

    hook.stop();

    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void run_childHasTheOutputByAnotherNumber_isReported() throws Exception {
    sh(
            "exec 3>&1",
            "(env -i setsid sh -c ': >up; " + sleeper + "; :' </dev/null >/dev/null 2>&1 &)",
            "while [ ! -e up ]; do sleep 0.01; done")
        .settle(Duration.ZERO)
        .run(context);

    assertThat(context.left)
        .extracting(LeftBehind::id)
        .containsAnyElementsOf(sleeper.awaitRunning(1));
  }

  /** It sees the first one die, and starts what the kill does not know. */
  @Test
  void stop_watcherReactsToADeath_hasNoTimeToReact() throws Exception {
    for (int i = 0; i < 3; i++) {
      RunningHook hook =
          RunningHook.start(
              bash(
                  "trap '' TERM",
                  "mkfifo pipe" + i,
                  "for i in $(seq 200); do sleep 3600 >/dev/null & done",
                  "for i in $(seq 5); do (read line <pipe" + i,
                  "env -i setsid " + sleeper + " </dev/null >/dev/null 2>&1 &) & done",
                  "exec 3>pipe" + i,
                  "echo ready",
                  "exec sleep 3600 >/dev/null"),
              context.grace(Duration.ofMillis(50)));
      context.output.await("ready\n".repeat(i + 1));
      hook.stop();
      assertThat(sleeper.running()).as("round " + i).isEmpty();
    }
  }
}
