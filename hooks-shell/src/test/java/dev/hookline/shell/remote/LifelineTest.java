package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.LeftBehind;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ToolUnderTest;
import dev.hookline.shell.tree.ScriptLeftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs elsewhere ends with those who wait for it here. */
class LifelineTest extends RemoteTestCase {
  @Test
  void stop_scriptWithATrap_endsAsItLikes() throws Exception {
    RunningHook running =
        RunningHook.start(
            there("trap 'echo bye; exit 3' TERM", "echo up", "sleep 7001 & wait"), context);
    context.output.await("up");
    running.stop();
    assertThat(context.output.text()).isEqualTo("up\nbye\n");
    assertThat(running.failure().summary()).isEqualTo("was stopped: exit code 3");
    assertThat(running.keptInterrupt()).isTrue();
    assertThat(context.left).isEmpty();
    awaitNoSleep("7001");
  }

  @Test
  void stop_treeThatIgnoresTerm_isKilledWithinTheGracePeriod() throws Exception {
    context.grace(Duration.ofSeconds(2));
    RunningHook running =
        RunningHook.start(there("trap '' TERM", "sleep 7002 &", "echo up", "sleep 7002"), context);
    context.output.await("up");
    running.stop();
    assertThat(running.failure().summary())
        .isEqualTo("was stopped: exit code 137 (or killed by SIGKILL)");
    assertThat(context.left).isEmpty();
    assertThat(sleeps("7002")).isFalse();
  }

  @Test
  void stop_noSetsidThere_endsTheGroupOfTheShell() throws Exception {
    for (String program : List.of("sh", "dd", "rm", "cat", "sleep")) {
      Files.copy(Path.of("/usr/bin", program), directory.resolve(program));
    }
    context.grace(Duration.ofSeconds(2));
    Launcher poor = Launcher.words("env", "-i", "PATH=" + directory);
    RunningHook running =
        RunningHook.start(
            RemoteHook.through(poor).script("echo up; sleep 7003 & sleep 7003"), context);
    context.output.await("up");
    running.stop();
    assertThat(running.hasFailed()).isTrue();
    awaitNoSleep("7003");
  }

  @Test
  void stop_clientThatNeverConnects_endsIt() throws Exception {
    Launcher dead = Launcher.words("sh", "-c", "echo connecting; sleep 7004");
    context.grace(Duration.ofMillis(400));
    RunningHook running = RunningHook.start(RemoteHook.through(dead).script("echo ran"), context);
    context.output.await("connecting");
    running.stop();
    assertThat(running.failure().summary()).startsWith("was stopped: killed by SIG");
    assertThat(context.left).isEmpty();
    awaitNoSleep("7004");
  }

  @Test
  void stop_otherSideDoesNotAnswer_isReportedAsPerhapsLeftBehind() throws Exception {
    context.grace(Duration.ofMillis(400));
    RunningHook running =
        RunningHook.start(
            RemoteHook.through(Launcher.words("env"))
                .script("echo up; kill -STOP $PPID; sleep 7005"),
            context);
    context.output.await("up");
    running.stop();
    assertThat(context.left)
        .extracting(Object::toString)
        .containsExactly(
            "perhaps what the script started behind env, which did not report its end in time");
  }

  @Test
  void killOfThisJvm_endsTheTreeThere() throws Exception {
    Process tool = tool("echo up >up; trap '' TERM; sleep 7006 & sleep 7006");
    awaitFile("up");
    awaitSleep("7006");
    tool.destroyForcibly().waitFor();
    awaitNoSleep("7006");
  }

  @Test
  void endOfThisJvm_endsTheTreeThere() throws Exception {
    Process tool = tool("echo up >up; sleep 7007");
    awaitFile("up");
    awaitSleep("7007");
    tool.destroy();
    tool.waitFor();
    awaitNoSleep("7007");
  }

  private Process tool(String script) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            ToolUnderTest.classPath(),
            RemoteTool.class.getName(),
            directory.toString(),
            script,
            "env")
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("tool.log").toFile())
        .start();
  }

  @Test
  void endLeftBehind_afterTheKillOfThatJvm_returnsWhenTheTreeThereHasEnded() throws Exception {
    Process tool = tool("echo up >up; trap '' TERM; sleep 7012 & sleep 7012");
    awaitFile("up");
    awaitSleep("7012");
    tool.destroyForcibly().waitFor();
    assertThat(there("true").endLeftBehind(context.runId(), context.hook())).isNotEmpty();
    assertThat(sleeps("7012")).isFalse();
  }

  /** The client here ends when the other side has ended the script, after its grace period. */
  @Test
  void endLeftBehind_clientOfAScriptThatIsEnding_isWaitedFor() throws Exception {
    Process client = clientOfADeadRun("sleep 0.3; echo bye >bye");
    List<LeftBehind> left = there("true").endLeftBehind("run-7", context.hook());
    assertThat(directory.resolve("bye")).hasContent("bye");
    assertThat(client.waitFor()).isZero();
    assertThat(left)
        .extracting(Object::toString)
        .contains("process " + client.pid() + ": sh -c sleep 0.3; echo bye >bye");
  }

  @Test
  void endLeftBehind_clientThatDoesNotEnd_isEnded() throws Exception {
    Process client = clientOfADeadRun("exec sleep 7011");
    List<LeftBehind> left = ScriptLeftovers.end("run-7", context.hook(), Duration.ofMillis(50));
    assertThat(client.waitFor()).isNotZero();
    assertThat(left)
        .extracting(Object::toString)
        .containsExactly("process " + client.pid() + ": sleep 7011");
  }

  private Process clientOfADeadRun(String script) throws IOException {
    ProcessBuilder client = new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
    client.environment().put("HOOKLINE_RUN", "run-7");
    client.environment().put("HOOKLINE_PHASE", context.hook().phase().name());
    client.environment().put("HOOKLINE_HOOK", context.hook().name());
    return client.start();
  }

  @Test
  void run_secretScriptAndArguments_areInNoArgumentList() throws Exception {
    context.variable("TOKEN", "s3cr3t-7008").arguments("argument-7008");
    RunningHook running =
        RunningHook.start(
            there("echo up $TOKEN $1", "while [ -n \"$TOKEN\" ]; do sleep 1; done # text-7008"),
            context);
    context.output.await("up s3cr3t-7008 argument-7008");
    List<String> all = argumentLists();
    running.stop();
    assertThat(all).anyMatch(words -> words.contains("/dev/fd/4"));
    assertThat(all).noneMatch(words -> words.contains("s3cr3t-7008"));
    assertThat(all).noneMatch(words -> words.contains("argument-7008"));
    assertThat(all).noneMatch(words -> words.contains("text-7008"));
  }

  @Test
  void run_backgroundProcessWithoutTheOutput_stays() throws Exception {
    there("sleep 7009 >/dev/null 2>&1 & echo $!").run(context);
    long pid = Long.parseLong(context.output.text().strip());
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  @Test
  void run_connectionCutWhileTheScriptIsSent_runsNoPartOfIt() throws Exception {
    Launcher cut = Launcher.words("sh", "-c", "head -c 3000 | \"$@\"", "cut");
    Path ran = directory.resolve("ran");
    String script = "touch " + ran + "\n" + "# more\n".repeat(1000);
    ConnectionLostException loss = lossOf(RemoteHook.through(cut).script(script));
    assertThat(loss.exitCode()).isEqualTo(255);
    assertThat(ran).doesNotExist();
  }

  @Test
  void run_clientIsKilled_isALostConnection() throws Exception {
    ConnectionLostException loss = lossOf(there("echo working", "kill -9 $PPID", "sleep 7010"));
    assertThat(loss.mayHaveRun()).isTrue();
    assertThat(stable(loss.getMessage()))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) lost its connection: env ended with exit code 137 (or \
            killed by SIGKILL), and not with the end of the script, which may have run in whole, in \
            part or not at all; check there before you run it again
              command:   env -i PATH=/usr/bin:/bin sh -c $'echo working\\nkill -9 $PPID\\nsleep 7010'
              directory: DIR
              ran for:   TIME
              output, last lines:
                working\
            """);
    awaitNoSleep("7010");
  }

  @Test
  void run_clientThatCannotConnect_hasRunNothing() {
    Launcher refused = Launcher.words("sh", "-c", "echo 'Permission denied.' >&2; exit 255");
    ConnectionLostException loss = lossOf(RemoteHook.through(refused).script("echo ran"));
    assertThat(loss.mayHaveRun()).isFalse();
    assertThat(loss.exitCode()).isEqualTo(255);
    assertThat(loss.getMessage())
        .startsWith(
            "hook \"migrate\" (phase deploy) was not connected: sh ended with exit code 255 before"
                + " the script was sent, so that nothing of it has run; see what the client says,"
                + " and try again\n");
    assertThat(context.output.errors()).isEqualTo("Permission denied.\n");
  }

  @Test
  void run_clientThatSucceedsWithoutTheScript_isALostConnection() {
    ConnectionLostException loss =
        lossOf(RemoteHook.through(Launcher.words("true")).script("echo ran"));
    assertThat(loss.mayHaveRun()).isFalse();
    assertThat(loss.exitCode()).isEqualTo(1);
  }

  @Test
  void run_clientThatHidesTheExitCode_failsWithThatOfTheScript() {
    Launcher hiding = Launcher.words("sh", "-c", "\"$@\"; exit 1", "hiding");
    ScriptFailedException failure = failureOf(RemoteHook.through(hiding).script("exit 42"));
    assertThat(failure.exitCode()).isEqualTo(42);
    assertThat(failure.summary()).isEqualTo("failed with exit code 42");
  }

  @Test
  void run_clientThatIsNotThere_isNotStarted() {
    ScriptFailedException failure =
        failureOf(RemoteHook.through(Launcher.words("no-such-client", "web1")).script("true"));
    assertThat(failure.exitCode()).isEqualTo(127);
    assertThat(failure.summary()).startsWith("could not be started: ");
  }
}
