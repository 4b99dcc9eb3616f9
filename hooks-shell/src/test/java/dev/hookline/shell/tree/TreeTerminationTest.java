package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Promises 1 and 2: a script that is stopped ends, and with it all that it started. */
class TreeTerminationTest extends ScriptTestCase {
  private static final Duration GRACE = Duration.ofMillis(300);

  /** The promise is 250 ms; the rest is for a machine with more to do than to run this test. */
  private static final Duration BEYOND_GRACE = Duration.ofMillis(250 + 500);

  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  static Stream<Arguments> tricks() {
    return Stream.of(
        arguments("waits for a child", "echo ready; SLEEP"),
        arguments("becomes the child", "echo ready; exec SLEEP"),
        arguments("ignores SIGTERM", "trap '' TERM; echo ready; while :; do SLEEP; done"),
        arguments(
            "starts again on SIGTERM", "trap 'while :; do SLEEP; done' TERM; echo ready; SLEEP"),
        arguments("background child holds the output", "SLEEP & echo ready; wait"),
        arguments("nohup", "nohup SLEEP & echo ready; wait"),
        arguments("own session", "setsid SLEEP & echo ready; wait"),
        arguments("own session with a child", "setsid sh -c 'SLEEP; :' & echo ready; wait"),
        arguments("own process group", "set -m; SLEEP & echo ready; wait"),
        arguments("double fork", "(SLEEP &); echo ready; SLEEP"),
        arguments("double fork, own session", "(setsid SLEEP &); echo ready; SLEEP"),
        arguments("empty environment", "env -i SLEEP & echo ready; wait"),
        arguments("double fork, empty environment", "(env -i SLEEP &); echo ready; SLEEP"),
        arguments("daemon, wiped environment", "(env -i setsid SLEEP &); echo ready; SLEEP"),
        arguments(
            "daemon, closed files",
            "(setsid SLEEP </dev/null >/dev/null 2>&1 &); echo ready; SLEEP"),
        arguments("stops itself", "SLEEP & echo ready; kill -STOP $$; wait"),
        arguments("sits in a pipe read", "SLEEP | (echo ready; cat)"),
        arguments("opens a fifo", "mkfifo p; echo ready; read line < p"),
        arguments("many children", "for i in $(seq 100); do SLEEP & done; echo ready; wait"),
        arguments(
            "runs ahead",
            "trap '' TERM; f() { sleep 0.01; [ $1 -gt 0 ] && { f $(($1-1)) & }; }; echo ready;"
                + " f 200; SLEEP"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tricks")
  void stop_anyTrick_returnsInTimeAndLeavesNothing(String trick, String script) throws Exception {
    String text = script.replace("SLEEP", sleeper.command());
    RunningHook hook = RunningHook.start(bash(text), context.grace(GRACE));
    context.output.await("ready");

    Duration took = hook.stop();

    assertThat(sleeper.running()).as(trick).isEmpty();
    assertThat(context.left).isEmpty();
    assertThat(took).isLessThan(GRACE.plus(BEYOND_GRACE));
    assertThat(hook.keptInterrupt()).isTrue();
    assertThat(hook.failure().getMessage()).contains("(phase deploy) was stopped: ");
  }

  @Test
  void stop_scriptObeys_returnsLongBeforeTheGraceIsOver() throws Exception {
    RunningHook hook =
        RunningHook.start(sh("echo ready", sleeper.command()), context.grace(Duration.ofHours(1)));
    context.output.await("ready");

    assertThat(hook.stop()).isLessThan(Duration.ofSeconds(2));
    assertThat(hook.failure().ending()).isEqualTo(new ScriptEnding.Killed(15, "SIGTERM"));
    assertThat(hook.failure().exitCode()).isEqualTo(143);
  }

  @Test
  void stop_scriptIgnoresSigterm_isKilledWithinItsGracePeriodAndSaysSo() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh("trap '' TERM", "echo ready", sleeper.command()), context.grace(GRACE));
    context.output.await("ready");

    assertThat(hook.stop()).isGreaterThanOrEqualTo(GRACE.multipliedBy(3).dividedBy(4));
    assertThat(hook.failure().ending()).isEqualTo(new ScriptEnding.Killed(9, "SIGKILL"));
    assertThat(hook.failure().exitCode()).isEqualTo(137);
  }

  @Test
  void stop_trapPrintsAndExits_keepsItsOutputAndItsCode() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh(
                "trap 'for i in 1 2 3 4 5; do sleep 0.01; echo cleaned $i; done; exit 7' TERM",
                "echo ready",
                sleeper.command() + " & wait"),
            context);
    context.output.await("ready");

    hook.stop();

    assertThat(context.output.lines())
        .containsExactly("ready", "cleaned 1", "cleaned 2", "cleaned 3", "cleaned 4", "cleaned 5");
    assertThat(hook.failure().ending()).isEqualTo(new ScriptEnding.Exited(7));
  }

  @Test
  void stop_trapExitsWith143_isNotSaidToBeKilledForCertain() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh("trap 'exit 143' TERM", "echo ready", sleeper.command() + " & wait"), context);
    context.output.await("ready");

    hook.stop();

    assertThat(hook.failure().ending()).isEqualTo(new ScriptEnding.Exited(143));
    assertThat(hook.failure())
        .hasMessageContaining("was stopped: exit code 143 (or killed by SIGTERM)\n");
  }

  @Test
  void stop_trapExitsWith137AndOnlyAChildIsKilled_isNotSaidToBeKilledForCertain() throws Exception {
    String child = "(trap '' TERM; " + sleeper + ") >/dev/null 2>&1 & ";
    RunningHook hook =
        RunningHook.start(
            sh("trap 'exit 137' TERM", child + "sleep 0.1; echo ready; wait"),
            context.grace(GRACE));
    context.output.await("ready");

    hook.stop();

    assertThat(sleeper.running()).isEmpty();
    assertThat(hook.failure().ending()).isEqualTo(new ScriptEnding.Exited(137));
  }

  @Test
  void stop_trapExitsWithZero_isAFailureAllTheSame() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh("trap 'exit 0' TERM", "echo ready", sleeper.command() + " & wait"), context);
    context.output.await("ready");

    hook.stop();

    assertThat(hook.failure().exitCode()).isEqualTo(143);
    assertThat(hook.failure()).hasMessageContaining("was stopped: exit code 0");
  }

  /** Child first, as others do it, lets the shell go on to the next line. */
  @Test
  void stop_childDiesOfTheSignal_scriptDoesNotReachItsNextLine() throws Exception {
    for (int i = 0; i < 20; i++) {
      TestContext run = TestContext.in(directory);
      RunningHook hook =
          RunningHook.start(sh("echo ready", sleeper.command(), "echo next line"), run);
      run.output.await("ready");
      hook.stop();
      assertThat(run.output.text()).isEqualTo("ready\n");
    }
  }

  @Test
  void stop_observerIsSlowAndOutputIsEndless_returnsInTime() throws Exception {
    context.output.delay(Duration.ofMillis(5));
    RunningHook hook =
        RunningHook.start(
            sh("trap '' TERM", "echo ready", "yes $(printf %01000d 0)"), context.grace(GRACE));
    context.output.await("ready");

    assertThat(hook.stop()).isLessThan(GRACE.plus(BEYOND_GRACE));
  }

  @Test
  void stop_twice_isAsOnce() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh("trap '' TERM", "echo ready", sleeper.command()), context.grace(GRACE));
    context.output.await("ready");
    Thread second =
        new Thread(
            () -> {
              try {
                hook.stop();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    second.start();

    hook.stop();
    second.join();

    assertThat(sleeper.running()).isEmpty();
    assertThat(hook.keptInterrupt()).isTrue();
  }

  @Test
  void run_threadIsInterruptedAlready_startsNothing() throws Exception {
    Thread.currentThread().interrupt();
    try {
      assertThat(messageOf(ScriptHook.command("touch", "started")))
          .isEqualTo(
              """
              hook "migrate" (phase deploy) could not be started: the hook was stopped before its \
              turn came
                command:   touch started
                directory: DIR\
              """);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(directory.resolve("started")).doesNotExist();
  }

  @Test
  void stop_otherProcessesOfTheTool_areLeftAlone() throws Exception {
    Sleeper other = new Sleeper();
    Process bystander =
        new ProcessBuilder(Arrays.asList(other.command().split(" "))).inheritIO().start();
    try {
      RunningHook hook = RunningHook.start(sh("echo ready", sleeper.command()), context);
      context.output.await("ready");
      hook.stop();
      assertThat(other.running()).isEqualTo(List.of(bystander.pid()));
    } finally {
      bystander.destroyForcibly().waitFor();
    }
  }

  @Test
  void stop_twoRunsAtOnce_endsOnlyItsOwn() throws Exception {
    TestContext otherContext = TestContext.in(Files.createDirectory(directory.resolve("other")));
    Sleeper other = new Sleeper();
    RunningHook otherHook =
        RunningHook.start(sh("(setsid " + other + " &)", "echo ready", "" + other), otherContext);
    RunningHook hook =
        RunningHook.start(sh("(setsid " + sleeper + " &)", "echo ready", "" + sleeper), context);
    otherContext.output.await("ready");
    context.output.await("ready");

    hook.stop();

    assertThat(sleeper.running()).isEmpty();
    assertThat(other.awaitRunning(2)).hasSize(2);
    otherHook.stop();
    assertThat(other.running()).isEmpty();
  }
}
