package dev.hookline.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hookline.shell.testing.ChildTool;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/**
 * A JVM under {@code LC_ALL=C}, as in many containers and in cron, writes question marks for what
 * is beyond ASCII: hooks run all the same, or one message names the variable to set.
 */
class LocaleTest extends ScriptTestCase {
  private static final String LOCALE =
      "because its locale has the encoding US-ASCII; start it with LC_ALL=C.UTF-8";

  private static final String NOT_STARTED =
      "hook \"migrate\" (phase deploy) could not be started: ";

  private ChildTool tool(Path where) {
    return ChildTool.in(where).without("LANG").without("LC_CTYPE").variable("LC_ALL", "C");
  }

  private String says(Path where, String... arguments) throws IOException {
    return first(tool(where).run(arguments));
  }

  private void createHooks() throws IOException {
    Path hooks = Files.createDirectory(directory.resolve("hooks"));
    Files.setPosixFilePermissions(hooks, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String first(String text) {
    return stable(text)
        .lines()
        .filter(line -> !line.startsWith("WARNING: java.io.tmpdir")) // newer JVMs say so, too
        .findFirst()
        .orElse("");
  }

  @Test
  void load_oneNameIsBeyondTheLocale_namesTheVariableToSet() throws Exception {
    createHooks();
    write("hooks/05.sh", "#!/bin/sh");
    write("hooks/10-été.sh", "#!/bin/sh");

    assertThat(says(directory, "load", "hooks"))
        .isEqualTo(
            "'DIR/hooks/10-\ufffd\ufffdt\ufffd\ufffd.sh' cannot be a hook: this JVM cannot pass on"
                + " its name, "
                + LOCALE);
  }

  @Test
  void load_projectIsBelowANameBeyondTheLocale_namesTheVariableToSet() throws Exception {
    Path project = Files.createDirectories(directory.resolve("é/hooks")).getParent();
    write("é/hooks/a", "#!/bin/sh", "echo ran");

    assertThat(says(project, "load", "hooks")).endsWith(LOCALE);
    assertThat(says(project, "file", "hooks/a")).endsWith(LOCALE);
    assertThat(says(project, "sh", "echo ran")).startsWith(NOT_STARTED).endsWith(LOCALE);
  }

  /** A listing gives names that the JDK knows by their bytes, and that it can open. */
  @Test
  void file_foundInAListingIsBeyondTheLocale_namesTheVariableToSet() throws Exception {
    createHooks();
    write("hooks/été.sh", "#!/bin/sh", "echo ran");

    assertThat(says(directory, "only", "hooks"))
        .isEqualTo(
            NOT_STARTED
                + "DIR/hooks/\ufffd\ufffdt\ufffd\ufffd.sh cannot be passed to a process: this JVM"
                + " cannot pass on its name, "
                + LOCALE);
  }

  @Test
  void run_temporaryDirectoryIsBeyondTheLocale_namesTheVariableToSet() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("é"));
    String said = tool(directory).option("-Djava.io.tmpdir=" + temporary).run("sh", "echo ran");

    assertThat(first(said))
        .isEqualTo(NOT_STARTED + "DIR/\ufffd\ufffd cannot be named by this JVM, " + LOCALE);
  }

  @Test
  void run_variableIsBeyondTheLocale_namesIt() throws Exception {
    assertThat(says(directory, "variable", "echo $ACCENT"))
        .isEqualTo(
            NOT_STARTED
                + "the variable ACCENT has characters that this JVM cannot pass on, "
                + LOCALE);
  }

  @Test
  void run_inheritedVariableIsBeyondTheLocale_arrivesExactly() throws Exception {
    assertThat(tool(directory).variable("ACCENT", "é").run("sh", "echo $ACCENT")).isEqualTo("é\n");
  }

  @Test
  void run_partOfThePathIsBeyondTheLocale_isPassedOver() throws Exception {
    String path = directory.resolve("é") + ":" + System.getenv("PATH");
    assertThat(tool(directory).variable("PATH", path).run("sh", "echo ran")).isEqualTo("ran\n");
  }

  @Test
  void run_textsAreBeyondTheLocale_arriveExactly() throws Exception {
    assertThat(tool(directory).run("sh", "echo {e}")).isEqualTo("é\n");
    assertThat(tool(directory).run("stdin", "{e}\n")).isEqualTo("é\n");
    assertThat(tool(directory).run("sh", "printf 'A=\\303\\251\\n' >$HOOKLINE_OUTPUT"))
        .isEqualTo("A=é\n");
  }

  @Test
  void load_nameIsNoUtf8_saysSo() throws Exception {
    new ProcessBuilder("bash", "-c", "printf '#!/bin/sh\n' >$'10-\\xff' && chmod 755 $'10-\\xff'")
        .directory(directory.toFile())
        .start()
        .waitFor();

    assertThat(first(ChildTool.in(directory).variable("LC_ALL", "C.UTF-8").run("load", ".")))
        .isEqualTo("'DIR/./10-\ufffd' cannot be examined: its name is not in UTF-8; rename it");
  }

  @Test
  void handOver_valueIsNoUtf8_failsAndNamesTheLine() {
    assertThat(failureOf(sh("printf 'A=\\377\\n' >$HOOKLINE_OUTPUT")).getMessage())
        .contains(":1 (HOOKLINE_OUTPUT): \"A=\ufffd\" is not in UTF-8");
    assertThat(context.exported).isEmpty();
  }

  @Test
  void halfACharacter_isRefused_whereverItIsGiven() {
    String half = "\ud83d";
    String why = " has half a character (a lone surrogate), which cannot be passed on; correct it";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sh("echo " + half))
        .withMessage("inline script" + why);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stdin.text(half))
        .withMessage("standard input" + why);
    assertThat(failureOf(ScriptHook.command("echo", half)).getMessage())
        .startsWith(NOT_STARTED + "argument 1" + why + "\n");
    context.variable("TOKEN", half);
    assertThat(failureOf(sh("true").secretAsFile("TOKEN")).getMessage())
        .startsWith(NOT_STARTED + "the variable TOKEN" + why + "\n");
  }

  @Test
  void wholeCharacter_ofTwoHalves_arrivesExactly() throws Exception {
    assertThat(outputOf(ScriptHook.command("cat").stdin(Stdin.text("\ud83d\ude80"))))
        .isEqualTo(
            new String(new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x9a, (byte) 0x80}, UTF_8));
  }
}
