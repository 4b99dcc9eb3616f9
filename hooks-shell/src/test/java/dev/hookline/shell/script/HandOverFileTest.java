package dev.hookline.shell.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.ScriptTestCase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Promise 7: what a script hands over to later hooks. */
class HandOverFileTest extends ScriptTestCase {

  @Test
  void run_lines_areExported() throws Exception {
    sh(
            "echo A=1 >> $HOOKLINE_OUTPUT",
            "echo >> $HOOKLINE_OUTPUT",
            "echo 'B= x=y <<z ' >> $HOOKLINE_OUTPUT",
            "printf C= >> $HOOKLINE_OUTPUT")
        .run(context);

    assertThat(context.exported)
        .containsExactly(entry("A", "1"), entry("B", " x=y <<z "), entry("C", ""));
  }

  @Test
  void run_block_isExportedWithItsLines() throws Exception {
    sh("printf 'A<<END\\none\\n\\n two=2\\nEND\\nB=1\\n' > $HOOKLINE_OUTPUT").run(context);

    assertThat(context.exported).containsExactly(entry("A", "one\n\n two=2"), entry("B", "1"));
  }

  @Test
  void run_lineThatIsNeither_failsAndExportsTheOthers() throws Exception {
    write("a.sh", "printf 'A=1\\nnonsense here\\nB=2\\n' > $HOOKLINE_OUTPUT", "echo done");

    String message = messageOf(ScriptHook.file(Path.of("a.sh")));

    assertThat(message.replaceAll("read: \\S+env:", "read: FILE:"))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) failed although the script ended with exit code 0, \
            because what it handed over cannot be read: FILE:2 (HOOKLINE_OUTPUT): "nonsense here" is \
            neither KEY=value nor KEY<<MARKER
              command:   a.sh
              directory: DIR
              ran for:   TIME
              output, last lines:
                done\
            """);
    assertThat(context.exported).containsExactly(entry("A", "1"), entry("B", "2"));
  }

  @Test
  void run_nameThatIsNone_fails() {
    assertThat(failureOf(sh("echo '1A=x' > $HOOKLINE_OUTPUT")))
        .hasMessageContaining(
            ":1 (HOOKLINE_OUTPUT): \"1A=x\" is neither KEY=value nor KEY<<MARKER");
  }

  @Test
  void run_blockWithoutEnd_failsAndNamesItsFirstLine() {
    assertThat(failureOf(sh("printf 'A=1\\nB<<END\\nx\\n' > $HOOKLINE_OUTPUT")))
        .hasMessageContaining(":2 (HOOKLINE_OUTPUT): \"B<<END\" has no line \"END\" after it");
  }

  @Test
  void run_valueWithNul_fails() {
    assertThat(failureOf(sh("printf 'A=\\000\\n' > $HOOKLINE_OUTPUT")))
        .hasMessageContaining("has NUL in its value");
  }

  @Test
  void run_tooMuch_fails() {
    assertThat(failureOf(sh("head -c 2000000 /dev/zero > $HOOKLINE_OUTPUT")))
        .hasMessageContaining("(HOOKLINE_OUTPUT) is longer than 1 MiB; hand over less");
  }

  @Test
  void run_scriptFails_exportsWhatItHasHandedOnAndSaysBoth() {
    assertThat(failureOf(sh("printf 'A=1\\nbad\\n' > $HOOKLINE_OUTPUT; exit 3")))
        .hasMessageContaining(
            "failed with exit code 3; also, what it handed over cannot be read: ");
    assertThat(context.exported).containsExactly(entry("A", "1"));
  }

  @Test
  void run_scriptRemovesTheFile_handsNothingOn() throws Exception {
    sh("rm $HOOKLINE_OUTPUT").run(context);

    assertThat(context.exported).isEmpty();
  }

  @Test
  void run_valueIsNotUtf8_isRefusedRatherThanChanged() {
    assertThat(failureOf(sh("printf 'A=caf\\351\\n' >> \"$HOOKLINE_OUTPUT\"")).getMessage())
        .contains(":1 (HOOKLINE_OUTPUT): \"A=caf\ufffd\" is not in UTF-8");
  }
}
