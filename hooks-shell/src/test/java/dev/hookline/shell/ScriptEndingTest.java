package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.ScriptTestCase;
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
  @ValueSource(ints = {1, 2, 42, 126, 127, 128, 165, 255})
  void run_scriptExits_failsWithItsCode(int code) {
    ScriptFailedException failure = failureOf(sh("exit " + code));

    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure.ending()).isEqualTo(new ScriptEnding.Exited(code));
    assertThat(failure).hasMessageContaining("failed with exit code " + code + "\n");
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
              command:   sh -c 'exit 3'
              directory: DIR
              ran for:   TIME
              output:    (none)\
            """);
  }

  @Test
  void run_scriptPrintsMuchAndFails_showsTheLastTwentyLines() {
    String message = messageOf(sh("seq 100; exit 1"));

    assertThat(message).contains("output, last lines:\n    81\n    82\n").endsWith("\n    100");
  }

  /** The JDK reports both alike, so the message names both. */
  @ParameterizedTest
  @CsvSource({"TERM, 143", "KILL, 137", "SEGV, 139", "HUP, 129", "USR1, 138"})
  void run_scriptDiesOfASignal_namesIt(String signal, int code) {
    ScriptFailedException failure = failureOf(sh("kill -" + signal + " $$; sleep 5"));

    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure.ending())
        .hasToString("exit code " + code + " (or killed by SIG" + signal + ")");
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
