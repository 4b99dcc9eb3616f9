package dev.hookline.shell.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Stdin;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import dev.hookline.shell.testing.ToolUnderTest;
import dev.hookline.shell.testing.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Promises 8 and 9: secrets can stay out of the environment, and nothing is left behind. */
class LitterTest extends ScriptTestCase {
  private static final String NAME_THE_FILES = "echo $0 $HOOKLINE_OUTPUT > named; mv named files; ";

  @Test
  void secretAsFile_whileTheScriptRuns_isInAPrivateFileAndInNoVariable() throws Exception {
    context.variable("TOKEN", "s3cret");

    sh("stat -c %a $TOKEN_FILE; cat $TOKEN_FILE; echo; env | grep s3cret || echo clean")
        .secretAsFile("TOKEN")
        .run(context);

    assertThat(context.output.lines()).containsExactly("600", "s3cret", "clean");
  }

  @Test
  void secretAsFile_afterTheRun_isGone() throws Exception {
    context.variable("TOKEN", "s3cret").variable("KEY", "k3y");

    sh("echo $TOKEN_FILE; echo $KEY_FILE").secretAsFile("TOKEN").secretAsFile("KEY").run(context);

    assertThat(context.output.lines()).hasSize(2).noneMatch(file -> Files.exists(Path.of(file)));
  }

  @Test
  void run_allFilesOfARun_areReadableByThisUserOnly() throws Exception {
    Sleeper sleeper = new Sleeper();
    RunningHook hook =
        RunningHook.start(
            sh("echo $0 $HOOKLINE_OUTPUT > files", "echo ready", "" + sleeper), context);
    context.output.await("ready");

    for (String file : Files.readString(directory.resolve("files")).strip().split(" ")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))))
          .isEqualTo("rw-------");
    }
    hook.stop();
  }

  @Test
  void run_whileTheScriptRuns_neitherInputNorOutputIsOnTheDisk() throws Exception {
    Sleeper sleeper = new Sleeper();
    ScriptHook hook = sh("stat -Lc %F /proc/$$/fd/1; readlink /proc/$$/fd/0; cat", "" + sleeper);
    RunningHook running = RunningHook.start(hook.stdin(Stdin.text("in")), context);
    context.output.await("in");

    assertThat(context.output.lines().get(0)).isEqualTo("fifo");
    assertThat(context.output.lines().get(1)).endsWith(".in (deleted)");
    running.stop();
  }

  @Test
  void run_manyTimesInEveryWay_leavesNothing() throws Exception {
    run(20);
    Traces before = Traces.now();

    run(100);

    Traces.now().assertNoMoreThan(before);
  }

  private void run(int times) throws Exception {
    context.variable("TOKEN", "x");
    for (int i = 0; i < times; i++) {
      sh("echo A=1 > $HOOKLINE_OUTPUT").stdin(Stdin.text("x")).secretAsFile("TOKEN").run(context);
      assertThat(failureOf(sh("exit 3").separateStreams())).isNotNull();
      assertThat(failureOf(ScriptHook.command("no-such-program"))).isNotNull();
      assertThat(failureOf(ScriptHook.command("./x").logTo(Path.of("log")))).isNotNull();
    }
    for (int i = 0; i < times / 10; i++) {
      TestContext run = TestContext.in(directory).grace(Duration.ofMillis(20));
      RunningHook hook = RunningHook.start(sh("trap '' TERM", "echo ready", "sleep 60"), run);
      run.output.await("ready");
      hook.stop();
    }
  }

  @Test
  void terminateTheJvm_whileAScriptRuns_endsItsTreeAndRemovesItsFiles() throws Exception {
    Sleeper sleeper = new Sleeper();
    Process tool =
        startTool(
            "trap 'echo cleaned > cleaned; exit' TERM; (setsid "
                + sleeper
                + " &); "
                + "echo $0 $HOOKLINE_OUTPUT > files; "
                + sleeper
                + " & wait");
    awaitFile("files");

    tool.destroy();

    assertThat(tool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sleeper.running()).isEmpty();
    assertThat(directory.resolve("cleaned")).exists();
    assertThat(Files.readString(directory.resolve("files")).strip().split(" "))
        .noneMatch(file -> Files.exists(Path.of(file)));
  }

  /** Nothing can be removed by a JVM that is killed; its script and hand-over may hold secrets. */
  @Test
  void killTheJvm_whileAScriptRuns_theNextOneRemovesItsFiles() throws Exception {
    Sleeper sleeper = new Sleeper();
    List<Path> files = filesOfKilled(startTool(NAME_THE_FILES + sleeper));
    assertThat(files).hasSize(2).allMatch(Files::exists);

    assertThat(startTool("true").waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(files).noneMatch(Files::exists);
    assertThat(directory.toFile().list((where, name) -> name.startsWith("hookline-"))).isEmpty();
    sleeper.endAll();
  }

  @Test
  void run_anotherJvmLives_leavesItsFiles() throws Exception {
    Sleeper sleeper = new Sleeper();
    Process living = startTool(NAME_THE_FILES + sleeper);
    List<Path> files = filesNamed();

    assertThat(startTool("true").waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(files).hasSize(2).allMatch(Files::exists);
    living.destroy();
    assertThat(living.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(files).noneMatch(Files::exists);
  }

  private List<Path> filesOfKilled(Process tool) throws Exception {
    awaitFile("files");
    tool.destroyForcibly().waitFor();
    return filesNamed();
  }

  private List<Path> filesNamed() throws Exception {
    awaitFile("files");
    return Stream.of(Files.readString(directory.resolve("files")).strip().split(" "))
        .map(Path::of)
        .toList();
  }

  @Test
  void terminateTheJvm_scriptIgnoresSigterm_endsItAfterTheGrace() throws Exception {
    Sleeper sleeper = new Sleeper();
    Process tool = startTool("trap '' TERM; echo > files; " + sleeper);
    awaitFile("files");

    tool.destroy();

    assertThat(tool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void run_jvmIsShuttingDown_saysWhatToDoInstead() throws Exception {
    Process tool = startTool("exit 3", "at shutdown");
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(directory.resolve("tool.log")))
        .isEqualTo(
            "hook \"migrate\" (phase deploy) could not be started: the JVM is shutting down, and no"
                + " process may outlive it; cancel the run when the signal comes, as runUntilSignal"
                + " does, instead of running hooks in a shutdown hook\n"
                + "  command:   sh -c 'exit 3' migrate\n"
                + "  directory: "
                + directory);
  }

  private Process startTool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(List.of("-cp", ToolUnderTest.classPath(), ToolUnderTest.class.getName()));
    command.add(directory.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("tool.log").toFile())
        .start();
  }
}
