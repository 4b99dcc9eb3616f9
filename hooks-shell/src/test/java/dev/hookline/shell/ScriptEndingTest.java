package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 5, second half: the truth about the end. */
class ScriptEndingTest extends ScriptTestCase {

  @Test
  void run_scriptExitsWithZero_returns() throws Exception {
    sh("exit 0").run(context);

    assertThat(context.left).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 42, 126, 127, 128, 160, 193, 255})
  void run_scriptExits_failsWithItsCode(int code) {
    ScriptFailedException failure = failureOf(sh("exit " + code));

    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure.ending()).isEqualTo(new ScriptEnding.Exited(code));
    assertThat(failure).hasMessageContaining("failed with exit code " + code + "\n");
  }

  /** The JDK reports a death by SIGKILL in the same way, and no one has sent one here. */
  @Test
  void run_scriptExitsWith137_isNotSaidToBeKilledForCertain() {
    ScriptFailedException failure = failureOf(sh("exit 137"));

    assertThat(failure.exitCode()).isEqualTo(137);
    assertThat(failure.ending()).isEqualTo(new ScriptEnding.Exited(137));
    assertThat(failure).hasMessageContaining("failed with exit code 137 (or killed by SIGKILL)\n");
  }

  @Test
  void run_scriptFails_saysEverythingThatIsKnown() {
    assertThat(messageOf(ScriptHook.command("sh", "-c", "echo one; echo two >&2; exit 3", "a b")))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) failed with exit code 3
              command:   sh -c 'echo one; echo two >&2; exit 3' 'a b'
              directory: DIR
              ran for:   TIME
              output, last lines:
                one
                two\
            """);
  }

  @Test
  void run_scriptFailsSilently_saysThatThereIsNoOutput() {
    assertThat(messageOf(sh("exit 3")))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) failed with exit code 3
              command:   sh -c 'exit 3' migrate
              directory: DIR
              ran for:   TIME
              output:    (none)\
            """);
  }

  @Test
  void run_shellComplainsOfAnInlineText_namesTheHookInsteadOfAFileThatIsGone() {
    assertThat(messageOf(sh("echo begun", "", ": ${DB_URL:?is not set}").arguments("a b")))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) failed with exit code 2
              command:   sh -c $'echo begun\\n\\n: ${DB_URL:?is not set}' migrate 'a b'
              directory: DIR
              ran for:   TIME
              output, last lines:
                begun
                migrate: 3: DB_URL: is not set\
            """);
  }

  @Test
  void run_bashFindsASyntaxErrorInAnInlineText_namesTheHook() {
    assertThat(messageOf(bash("echo begun", ")")))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) failed with exit code 2
              command:   bash -c $'echo begun\\n)' migrate
              directory: DIR
              ran for:   TIME
              output, last lines:
                begun
                migrate: line 2: syntax error near unexpected token `)'
                migrate: line 2: `)'\
            """);
  }

  @Test
  void run_streamsApart_namesTheHookInBoth() {
    ScriptHook hook = sh("echo $0", "no-such-command").separateStreams();
    assertThat(failureOf(hook).exitCode()).isEqualTo(127);
    assertThat(context.output.text()).isEqualTo("migrate\n");
    assertThat(context.output.errors()).isEqualTo("migrate: 2: no-such-command: not found\n");
  }

  /** The command of a message is there to be repeated. */
  @Test
  void run_inlineTextFails_commandDoesTheSame() throws Exception {
    ScriptHook hook = sh("echo \"$0: $# of $1\"; exit 3").arguments("a 'b'", "c");
    String command =
        messageOf(hook).lines().filter(line -> line.startsWith("  command:")).findFirst().get();
    context = TestContext.in(directory);
    String repeated = command.substring("  command:   ".length());
    assertThat(failureOf(ScriptHook.command("bash", "-c", repeated)).exitCode()).isEqualTo(3);
    assertThat(context.output.text()).isEqualTo("migrate: 2 of a 'b'\n");
  }

  @Test
  void run_scriptPrintsMuchAndFails_showsTheLastTwentyLines() {
    String message = messageOf(sh("seq 100; exit 1"));

    assertThat(message).contains("output, last lines:\n    81\n    82\n").endsWith("\n    100");
  }

  /** The JDK reports both alike, so the message names both. */
  @ParameterizedTest
  @CsvSource({"TERM, 143", "KILL, 137", "SEGV, 139", "HUP, 129", "USR1, 138", "RTMIN, 162"})
  void run_scriptDiesOfASignal_namesIt(String signal, int code) {
    ScriptFailedException failure = failureOf(sh("kill -" + signal + " $$; sleep 5"));

    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure.ending())
        .hasToString("exit code " + code + " (or killed by SIG" + signal + ")");
  }

  @ParameterizedTest
  @CsvSource({"35, RTMIN+1", "37, RTMIN+3", "49, RTMIN+15", "50, RTMAX-14", "64, RTMAX"})
  void run_scriptDiesOfARealTimeSignal_namesItAsBashDoes(int signal, String name) {
    assertThat(failureOf(bash("kill -" + signal + " $$; sleep 5")).ending())
        .hasToString("exit code " + (128 + signal) + " (or killed by SIG" + name + ")");
  }

  @Test
  void run_codeBeyondTheSignals_namesNone() {
    assertThat(failureOf(sh("exit 200")).ending()).hasToString("exit code 200");
  }

  @Test
  void run_outputBeyondItsLimit_isStoppedAndSaysSo() {
    assertThat(messageOf(ScriptHook.command("yes").outputLimit(10_000)))
        .startsWith(
            """
            hook "migrate" (phase deploy) was stopped because it wrote more than the 10000 bytes of \
            its output limit; write less or raise the limit: killed by SIGTERM
              command:   yes
              directory: DIR
              ran for:   TIME
              output, last lines:
            """);
  }

  @Test
  void run_outputBeyondItsLimitAtOnce_failsAllTheSame() {
    assertThat(failureOf(sh("seq 1000").outputLimit(100)))
        .hasMessageContaining("wrote more than the 100 bytes");
  }

  @Test
  void run_outputWithinItsLimit_returns() throws Exception {
    sh("echo 12345").outputLimit(6).run(context);
  }
}
