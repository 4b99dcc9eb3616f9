package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What released versions of other tools were seen to fail at, and what stock Commons Exec does to a
 * tool that trusts it. Each test names whom.
 */
@Timeout(60)
class PeerFailuresTest extends ScriptTestCase {
  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  /** JReleaser 1.25.0 loses it in 264 of 300 runs. */
  @Test
  void jreleaser_lastLineOfALongScript_isKept() throws Exception {
    for (int i = 0; i < 30; i++) {
      TestContext run = TestContext.in(directory);
      sh("seq 20000; echo last").run(run);
      assertThat(run.output.lines()).hasSize(20_001).endsWith("last");
    }
  }

  /** JReleaser 1.25.0: the next three hooks have no output, and one that prints 109 KB hangs. */
  @Test
  void jreleaser_hookAfterOneWithABackgroundChild_hasItsOutput() throws Exception {
    for (int i = 0; i < 3; i++) {
      sh(sleeper + " & echo started").settle(Duration.ZERO).run(TestContext.in(directory));
    }

    assertThat(outputOf(sh("head -c 109000 /dev/zero | tr '\\0' x"))).hasSize(109_000);
  }

  /** JReleaser 1.25.0 leaves one file in the temporary directory for each run. */
  @Test
  void jreleaser_inlineScript_leavesNoFile() throws Exception {
    sh("printf %s \"$0\" > name").run(context);
    assertThat(Path.of(Files.readString(directory.resolve("name")))).doesNotExist();
  }

  /** JReleaser 1.25.0 throws StringIndexOutOfBoundsException. */
  @Test
  void jreleaser_handOverWithoutEqualsSign_isALegibleFailure() {
    assertThat(failureOf(sh("echo nope > $HOOKLINE_OUTPUT")))
        .hasMessageContaining(":1 (HOOKLINE_OUTPUT): \"nope\" is neither KEY=value nor");
  }

  /** Flyway 11.10.0 stays blocked for as long as the child lives. */
  @Test
  void flyway_scriptLeavesAChild_returns() throws Exception {
    sh(sleeper + " &").run(context);

    assertThat(context.left).hasSize(2);
  }

  /** Flyway 11.10.0 says "Migration failed !". */
  @Test
  void flyway_scriptExitsWithThree_saysThree() {
    assertThat(failureOf(sh("exit 3"))).hasMessageContaining("failed with exit code 3");
  }

  /** Lefthook 2.2.2 sends SIGKILL at once. */
  @Test
  void lefthook_timeout_runsTheTrap() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh("trap 'echo trapped; exit 1' TERM; echo ready; " + sleeper + " & wait"), context);
    context.output.await("ready");

    hook.stop();

    assertThat(context.output.lines()).containsExactly("ready", "trapped");
  }

  /** Lefthook 2.2.2 does not return within 20 s. */
  @Test
  void lefthook_timeoutWithAChildInItsOwnSession_returns() throws Exception {
    RunningHook hook = RunningHook.start(sh("setsid " + sleeper + " & echo ready; wait"), context);
    context.output.await("ready");

    assertThat(hook.stop()).isLessThan(Duration.ofSeconds(3));
    assertThat(sleeper.running()).isEmpty();
  }

  /** zt-exec 1.12 and Commons Exec 1.6.0 leave the grandchild when the time is over. */
  @Test
  void ztExec_timeoutWithAGrandchild_endsItToo() throws Exception {
    RunningHook hook = RunningHook.start(sh("sh -c 'echo ready; " + sleeper + "; :'; :"), context);
    context.output.await("ready");

    hook.stop();

    assertThat(sleeper.running()).isEmpty();
  }

  /** NuProcess 3.0.0 still says "not exited" while a child holds the output. */
  @Test
  void nuProcess_exitWhileAChildHoldsTheOutput_isSeen() {
    assertThat(failureOf(sh(sleeper + " & exit 5")).exitCode()).isEqualTo(5);
  }

  /** Commons Exec 1.6.0 trims every argument. */
  @Test
  void commonsExec_argumentWithSpacesAround_keepsThem() throws Exception {
    assertThat(outputOf(ScriptHook.command("printf", "<%s>", "  pad  "))).isEqualTo("<  pad  >");
  }

  /** Commons Exec 1.6.0 joins lines after a carriage return. */
  @Test
  void commonsExec_progressWithCarriageReturns_staysAsItIs() throws Exception {
    assertThat(outputOf(sh("printf '10%%\\r20%%\\rdone\\nnext\\n'")))
        .isEqualTo("10%\r20%\rdone\nnext\n");
  }

  /** Commons Exec 1.6.0 closes the streams of a script that it ends, which then dies of SIGPIPE. */
  @Test
  void commonsExec_trapThatPrints_isNotKilledByItsOutput() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh("trap 'echo a; echo b; exit 7' TERM; echo ready; " + sleeper + " & wait"), context);
    context.output.await("ready");

    hook.stop();

    assertThat(hook.failure().exitCode()).isEqualTo(7);
    assertThat(context.output.lines()).containsExactly("ready", "a", "b");
  }

  /** Commons Exec 1.6.0 loses the interrupt flag. */
  @Test
  void commonsExec_interrupt_keepsTheFlag() throws Exception {
    RunningHook hook = RunningHook.start(sh("echo ready", "" + sleeper), context);
    context.output.await("ready");

    hook.stop();

    assertThat(hook.keptInterrupt()).isTrue();
  }

  /** Commons Exec 1.6.0 returns 0 when a script that ignored SIGTERM ends by itself. */
  @Test
  void commonsExec_scriptIgnoresSigtermAndSucceeds_isAFailureAllTheSame() throws Exception {
    Path go = directory.resolve("go");
    RunningHook hook =
        RunningHook.start(
            sh("trap '' TERM; echo ready; while [ ! -e go ]; do sleep 0.01; done; exit 0"),
            context.grace(Duration.ofSeconds(20)));
    context.output.await("ready");
    Thread opener = new Thread(() -> assertThat(go.toFile().mkdir()).isTrue());
    opener.start();

    hook.stop();
    opener.join();

    assertThat(hook.hasFailed()).isTrue();
  }

  /** Commons Exec 1.6.0 in PIPE mode, and pipes on the JVM in general: late output is cut off. */
  @Test
  void pipes_parallelShortRuns_loseNothing() {
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(this::echo)
                .flatMap(Stream::distinct)
                .distinct())
        .hasSize(200);
  }

  private Stream<String> echo(int number) {
    try {
      TestContext run = TestContext.in(directory);
      ScriptHook.command("echo", "line " + number).run(run);
      return Stream.of(run.output.text());
    } catch (ScriptFailedException | UntrustedFileException e) {
      throw new AssertionError(e);
    }
  }

  /** Jenkins durable-task (JENKINS-70874): a script that was written a moment ago is busy. */
  @Test
  void jenkins_writeAndRunAtOnce_isNeverBusy() throws Exception {
    Stream.of("a", "b", "c", "d").parallel().forEach(this::writeAndRun);

    assertThat(directory.toFile().list()).hasSize(4 * 25);
  }

  private void writeAndRun(String name) {
    try {
      for (int i = 0; i < 25; i++) {
        ScriptHook.file(write(name + i, "#!/bin/sh", "true")).run(TestContext.in(directory));
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The JDK reports these two alike. */
  @Test
  void jdk_missingInterpreterAndMissingFile_areToldApart() throws Exception {
    write("a.sh", "#!/no/such", "true");

    assertThat(failureOf(ScriptHook.file(Path.of("a.sh")))).hasMessageContaining("the interpreter");
    Files.delete(directory.resolve("a.sh"));
    assertThat(failureOf(ScriptHook.file(Path.of("a.sh")))).hasMessageContaining("the script");
  }
}
