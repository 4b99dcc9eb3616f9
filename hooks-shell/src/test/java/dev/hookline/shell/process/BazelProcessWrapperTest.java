package dev.hookline.shell.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cases that Bazel tests its process-wrapper with, put to a script hook. */
@Timeout(60)
class BazelProcessWrapperTest extends ScriptTestCase {

  @Test
  void basicFunctionality_echo_isInTheOutput() throws Exception {
    assertThat(outputOf(ScriptHook.command("echo", "hi there"))).isEqualTo("hi there\n");
  }

  @Test
  void toOutAndErr_bothStreams_areToldApart() throws Exception {
    assertThat(outputOf(sh("echo hi out; echo hi err >&2").separateStreams()))
        .isEqualTo("hi out\n");
    assertThat(context.output.errors()).isEqualTo("hi err\n");
  }

  @Test
  void exitCode_71_is71() {
    assertThat(failureOf(bash("exit 71")).exitCode()).isEqualTo(71);
  }

  @Test
  void signalDeath_abrt_is134() {
    assertThat(failureOf(bash("ulimit -c 0; kill -ABRT $$")).exitCode()).isEqualTo(134);
  }

  @Test
  void signalCatcher_termIsTrapped_trapRunsAndItsOutputIsKept() throws Exception {
    RunningHook hook =
        RunningHook.start(
            bash(
                "trap 'echo later; exit 0' SIGINT SIGTERM SIGALRM",
                "echo ready",
                "sleep 30 & wait"),
            context);
    context.output.await("ready");

    hook.stop();

    assertThat(context.output.lines()).containsExactly("ready", "later");
  }

  @Test
  void basicTimeout_sleepingScript_isEnded() throws Exception {
    RunningHook hook = RunningHook.start(bash("echo before", "sleep 30", "echo after"), context);
    context.output.await("before");

    hook.stop();

    assertThat(context.output.text()).isEqualTo("before\n");
  }

  @Test
  void timeoutGrace_trapTakesAWhile_getsItsTime() throws Exception {
    RunningHook hook =
        RunningHook.start(
            bash(
                "trap 'echo -n beforecleanup; sleep 0.2; echo cleanup; exit' TERM",
                "echo ready",
                "sleep 30 & wait"),
            context.grace(Duration.ofSeconds(10)));
    context.output.await("ready");

    hook.stop();

    assertThat(context.output.lines()).containsExactly("ready", "beforecleanupcleanup");
  }

  @Test
  void timeoutKill_trapTakesTooLong_isKilled() throws Exception {
    RunningHook hook =
        RunningHook.start(
            bash(
                "trap 'echo trapped; sleep 30; echo late; exit' TERM",
                "echo ready",
                "sleep 30 & wait"),
            context.grace(Duration.ofMillis(200)));
    context.output.await("ready");

    hook.stop();

    assertThat(context.output.lines()).containsExactly("ready", "trapped");
    assertThat(hook.failure().ending()).isEqualTo(new ScriptEnding.Killed(9, "SIGKILL"));
  }

  @Test
  void returnsAsSoonAsTheProcessEnds_graceIsHuge_doesNotWaitForIt() throws Exception {
    RunningHook hook =
        RunningHook.start(bash("echo ready", "sleep 30"), context.grace(Duration.ofDays(1)));
    context.output.await("ready");

    assertThat(hook.stop()).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void executionFailure_programIsMissing_namesIt() {
    assertThat(failureOf(ScriptHook.file(Path.of("/bin/notexisting"))))
        .hasMessageContaining("/bin/notexisting does not exist");
  }
}
