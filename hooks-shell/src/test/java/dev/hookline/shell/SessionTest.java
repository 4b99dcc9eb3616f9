package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.ToolUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A script cannot signal the tool by accident, and the terminal cannot signal the script. */
@Timeout(60)
class SessionTest extends ScriptTestCase {
  private static final String IDS = "read -r a b c d group session rest </proc/$$/stat; ";

  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  @Test
  void run_byDefault_leadsItsOwnSessionAndGroup() throws Exception {
    assertThat(outputOf(sh(IDS + "[ $group = $$ ] && [ $session = $$ ] && echo both")))
        .isEqualTo("both\n");
  }

  @Test
  void run_withoutOwnSession_isInThatOfTheTool() throws Exception {
    String group = outputOf(sh(IDS + "echo $group $session").withoutOwnSession());

    assertThat(group).isEqualTo(groupAndSession(ProcessHandle.current().pid()) + "\n");
  }

  private static String groupAndSession(long pid) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return fields[2] + " " + fields[3];
  }

  @Test
  void run_byDefault_isTheProcessThatWasStarted() throws Exception {
    RunningHook hook = RunningHook.start(bash("echo $BASHPID $PPID; exec " + sleeper), context);
    context.output.await("\n");

    assertThat(context.output.lines().get(0))
        .isEqualTo(sleeper.awaitRunning(1).get(0) + " " + ProcessHandle.current().pid());
    hook.stop();
    assertThat(sleeper.running()).isEmpty();
  }

  /** The tool, and every tool that was measured, died of it with exit code 143. */
  @Test
  void run_trapKillsItsProcessGroup_endsNothingElse() throws Exception {
    Process tool = tool("trap 'kill 0' EXIT; sleep 0.1 & echo ran >ran; exit 0");

    tool.waitFor();

    assertThat(directory.resolve("ran")).hasContent("ran");
    assertThat(Files.readString(directory.resolve("tool.log")))
        .contains("failed with exit code 143 (or killed by SIGTERM)");
    assertThat(tool.exitValue()).isEqualTo(1);
  }

  /** As a terminal does it at Ctrl-C: the signal goes to all processes of the tool's group. */
  @Test
  void interruptOfTheToolsGroup_whileAScriptRuns_reachesTheScriptAsAnOrderlyStop()
      throws Exception {
    Process tool =
        tool(
            "trap 'echo INT >int' INT; trap 'echo TERM >term; exit' TERM; echo >ready; "
                + sleeper
                + " & wait; wait");
    awaitFile("ready");

    new ProcessBuilder("kill", "-INT", "--", "-" + tool.pid()).start().waitFor();

    assertThat(tool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(directory.resolve("term")).exists();
    assertThat(directory.resolve("int")).doesNotExist();
    assertThat(sleeper.running()).isEmpty();
  }

  /**
   * Starts a tool in a session of its own, so that no signal can reach the tests; a signal that
   * they ignore, as in the background of a shell, ends it all the same.
   */
  private Process tool(String script) throws Exception {
    return new ProcessBuilder(
            "setsid",
            "env",
            "--default-signal=INT,TERM,HUP",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            ToolUnderTest.classPath(),
            ToolUnderTest.class.getName(),
            directory.toString(),
            script)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("tool.log").toFile())
        .start();
  }
}
