package dev.hookline.shell.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Stdin;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.TestContext;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Promise 5, first half: each way not to start has a message of its own, and says what to do. */
class LaunchExceptionTest extends ScriptTestCase {

  @Test
  void run_fileIsMissing_saysSo() {
    assertNotStarted(
        ScriptHook.file(Path.of("hooks/a.sh")),
        127,
        "the script DIR/hooks/a.sh does not exist; create it or correct the name",
        "hooks/a.sh");
  }

  @Test
  void run_fileIsNotExecutable_saysSo() throws Exception {
    OwnFile.write(directory.resolve("a.sh"), "#!/bin/sh\n");

    assertNotStarted(
        ScriptHook.file(Path.of("a.sh")),
        126,
        "DIR/a.sh is not executable; run chmod +x DIR/a.sh or give the hook an interpreter",
        "a.sh");
  }

  @Test
  void run_fileIsADirectory_saysSo() {
    assertNotStarted(
        ScriptHook.file(Path.of(".")), 126, "DIR/. is a directory; name a file in it", ".");
  }

  @Test
  void run_interpreterOfTheFileIsMissing_saysSo() throws Exception {
    write("a.sh", "#!/no/such/sh -e", "true");

    assertNotStarted(
        ScriptHook.file(Path.of("a.sh")),
        127,
        "DIR/a.sh asks in its first line for the interpreter /no/such/sh, which does not exist;"
            + " install it or correct the line",
        "a.sh");
  }

  @Test
  void run_interpreterOfTheFileCannotBeExecuted_saysSo() throws Exception {
    write("a.sh", "#!/etc/passwd", "true");

    assertNotStarted(
        ScriptHook.file(Path.of("a.sh")),
        126,
        "DIR/a.sh asks in its first line for the interpreter /etc/passwd, which cannot be"
            + " executed; correct the line or its rights",
        "a.sh");
  }

  @Test
  void run_firstLineEndsAsOnWindows_saysSo() throws Exception {
    write("a.sh", "#!/bin/sh\r", "true\r");

    assertNotStarted(
        ScriptHook.file(Path.of("a.sh")),
        126,
        "DIR/a.sh has Windows line ends, so that its interpreter would be \"/bin/sh\\r\"; convert"
            + " it, for example with sed -i 's/\\r$//' DIR/a.sh",
        "a.sh");
  }

  @Test
  void run_fileBeginsWithByteOrderMark_saysSo() throws Exception {
    write("a.sh", "\uFEFF#!/bin/sh", "true");

    assertNotStarted(
        ScriptHook.file(Path.of("a.sh")),
        126,
        "DIR/a.sh begins with a byte order mark, so that its #! line does not count; save it as"
            + " UTF-8 without BOM",
        "a.sh");
  }

  @Test
  void run_firstLineNamesNoInterpreter_saysSo() throws Exception {
    write("a.sh", "#! ", "true");

    assertNotStarted(
        ScriptHook.file(Path.of("a.sh")),
        126,
        "DIR/a.sh has a #! line without an interpreter; write for example #!/bin/sh",
        "a.sh");
  }

  @Test
  void run_inlineTextNamesAWrongInterpreter_saysSoWithoutAFileThatIsGone() {
    assertNotStarted(
        ScriptHook.inline(Interpreter.asTheFileSays(), "#!/no/such/sh\ntrue\n"),
        127,
        "the inline text asks in its first line for the interpreter /no/such/sh, which does not"
            + " exist; install it or correct the line",
        "/no/such/sh -c $'#!/no/such/sh\\ntrue' migrate");
    assertNotStarted(
        ScriptHook.inline(Interpreter.asTheFileSays(), "#!/bin/sh\r\ntrue\r\n"),
        126,
        "the inline text has Windows line ends, so that its interpreter would be \"/bin/sh\\r\";"
            + " convert it",
        "/bin/sh -c $'#!/bin/sh\\u000d\\ntrue' migrate");
  }

  @Test
  void run_programIsNotOnThePath_saysSo() {
    context.variable("PATH", "/bin");

    assertNotStarted(
        ScriptHook.command("no-such-program", "x"),
        127,
        "no program no-such-program on the PATH /bin; install it or correct PATH",
        "no-such-program x");
  }

  @Test
  void run_programOnThePathIsNotExecutable_saysSo() throws Exception {
    Files.writeString(directory.resolve("tool"), "x");
    context.variable("PATH", directory.toString());

    assertNotStarted(
        ScriptHook.command("tool"),
        126,
        "DIR/tool is not executable; run chmod +x DIR/tool",
        "tool");
  }

  @Test
  void run_programWithSlashIsMissing_saysSo() {
    assertNotStarted(
        ScriptHook.command("bin/tool"),
        127,
        "the program DIR/bin/tool does not exist; create it or correct the name",
        "bin/tool");
  }

  @Test
  void run_fixedInterpreterIsMissing_saysSo() throws Exception {
    write("a.sh", "true");
    context.variable("PATH", "/bin");

    assertNotStarted(
        ScriptHook.file(Path.of("a.sh")).interpreter(Interpreter.of("no-such-sh", "-e")),
        127,
        "no program no-such-sh on the PATH /bin; install it or correct PATH",
        "no-such-sh -e a.sh");
  }

  @Test
  void run_launcherIsMissing_saysSo() {
    context.variable("PATH", "/bin");

    assertNotStarted(
        ScriptHook.command("true").launcher("no-such-launcher", "x"),
        127,
        "no program no-such-launcher on the PATH /bin; install it or correct PATH",
        "no-such-launcher x true");
  }

  @Test
  void run_programIsBeingWritten_saysSoAfterSomeTries() throws Exception {
    Path program = directory.resolve("tool");
    Files.copy(Path.of("/bin/true"), program);
    try (OutputStream writer = new FileOutputStream(program.toFile(), true)) {
      assertThat(program.toFile().setExecutable(true)).isTrue();
      assertNotStarted(
          ScriptHook.command("./tool"),
          126,
          "DIR/./tool is being written by another process (text file busy); wait until it is"
              + " closed",
          "./tool");
      writer.flush();
    }
  }

  @Test
  void run_scriptIsBeingWritten_runs() throws Exception {
    Path script = write("a.sh", "#!/bin/sh", "echo ran");
    try (OutputStream writer = new FileOutputStream(script.toFile(), true)) {
      assertThat(outputOf(ScriptHook.file(script))).isEqualTo("ran\n");
      writer.flush();
    }
  }

  @Test
  void run_argumentIsTooLong_saysWhich() {
    assertThat(failureOf(ScriptHook.command("true", "a", "x".repeat(131_072))))
        .hasMessageStartingWith(
            "hook \"migrate\" (phase deploy) could not be started: argument 2 is longer than the"
                + " 131071 bytes that the system accepts; pass it in a file\n");
  }

  @Test
  void run_argumentIsAsLongAsItMayBe_runs() throws Exception {
    ScriptHook.command("true", "x".repeat(131_071)).run(context);
  }

  @Test
  void run_variableIsTooLong_saysWhich() {
    context.variable("BIG", "x".repeat(131_072 - 4));

    assertThat(failureOf(ScriptHook.command("true")).ending())
        .isEqualTo(
            new ScriptEnding.NotStarted(
                "the variable BIG is longer than the 131071 bytes that the system accepts; pass it"
                    + " in a file"));
  }

  @Test
  void run_argumentsAreTooLongTogether_saysSo() {
    String[] arguments = new String[100];
    java.util.Arrays.fill(arguments, "x".repeat(100_000));

    assertThat(failureOf(ScriptHook.command("true", arguments)).ending())
        .isEqualTo(
            new ScriptEnding.NotStarted(
                "arguments and environment are together longer than the system accepts; pass"
                    + " fewer, or in a file"));
  }

  @Test
  void run_directoryIsMissing_saysSo() {
    context = TestContext.in(directory.resolve("gone"));

    assertNotStarted(
        ScriptHook.command("true"),
        127,
        "the working directory DIR/gone does not exist; create it or name another",
        "true",
        "DIR/gone");
  }

  @Test
  void run_directoryIsAFile_saysSo() throws Exception {
    context = TestContext.in(write("file"));

    assertNotStarted(
        ScriptHook.command("true"),
        126,
        "the working directory DIR/file is not a directory; name one",
        "true",
        "DIR/file");
  }

  @Test
  void run_stdinFileIsMissing_saysSo() {
    assertNotStarted(
        ScriptHook.command("cat").stdin(Stdin.file(Path.of("input"))),
        127,
        "the file for standard input DIR/input does not exist; create it or correct the name",
        "cat");
  }

  @Test
  void run_secretIsNotSet_saysSo() {
    assertNotStarted(
        ScriptHook.command("true").secretAsFile("TOKEN"),
        126,
        "the variable TOKEN, which is to be handed over as a file, is not in the environment; set"
            + " it",
        "true");
  }

  @Test
  void run_logCannotBeWritten_saysSo() {
    assertThat(failureOf(ScriptHook.command("true").logTo(Path.of("gone/log"))))
        .hasMessageStartingWith(
            "hook \"migrate\" (phase deploy) could not be started: the log "
                + directory
                + "/gone/log cannot be written (");
  }

  private void assertNotStarted(ScriptHook hook, int code, String why, String command) {
    assertNotStarted(hook, code, why, command, "DIR");
  }

  private void assertNotStarted(
      ScriptHook hook, int code, String why, String command, String where) {
    assertThat(failureOf(hook).exitCode()).isEqualTo(code);
    assertThat(messageOf(hook))
        .isEqualTo(
            "hook \"migrate\" (phase deploy) could not be started: "
                + why
                + "\n  command:   "
                + command
                + "\n  directory: "
                + where);
  }
}
