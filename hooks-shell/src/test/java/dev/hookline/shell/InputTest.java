package dev.hookline.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.shell.testing.ScriptTestCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promises 6 and 7: what a script gets is what was given, to the byte. */
class InputTest extends ScriptTestCase {
  private static final String[] HARD = {
    "",
    " pad ",
    "a b",
    "it's",
    "\"quoted\"",
    "two\nlines",
    "*",
    "~",
    "$HOME",
    "`id`",
    "$(id)",
    "-n",
    "--",
    "\\",
    "a;b",
    "&",
    "\t",
    "ünï ☃ \uD83D\uDE80",
    "--x=y z",
    "!",
    "#",
    "{a,b}"
  };

  @Test
  void run_stdinByDefault_isAtItsEnd() throws Exception {
    assertThat(outputOf(sh("cat; echo end"))).isEqualTo("end\n");
  }

  @Test
  void run_stdinText_arrives() throws Exception {
    assertThat(outputOf(ScriptHook.command("cat").stdin(Stdin.text("zwölf\nno end"))))
        .isEqualTo("zwölf\nno end");
  }

  @Test
  void run_longStdinThatIsNotRead_doesNotHang() throws Exception {
    ScriptHook.command("true").stdin(Stdin.text("x".repeat(10_000_000))).run(context);
  }

  @Test
  void run_stdinFile_arrives() throws Exception {
    Files.writeString(directory.resolve("input"), "from a file");

    assertThat(outputOf(ScriptHook.command("cat").stdin(Stdin.file(Path.of("input")))))
        .isEqualTo("from a file");
  }

  @Test
  void run_hardArguments_arriveExactly() throws Exception {
    ScriptHook.command("printf", "%s\\0").arguments(HARD).run(context.arguments(HARD));

    String once = String.join("\0", HARD) + "\0";
    assertThat(context.output.bytes()).isEqualTo((once + once).getBytes(UTF_8));
  }

  @Test
  void run_hardArgumentsOfAScript_arriveExactly() throws Exception {
    sh("printf '%s\\0' \"$@\"").run(context.arguments(HARD));

    assertThat(context.output.bytes()).isEqualTo((String.join("\0", HARD) + "\0").getBytes(UTF_8));
  }

  @Test
  void run_fixedArguments_comeBeforeThoseOfTheRun() throws Exception {
    context.arguments("d", "e");

    assertThat(outputOf(ScriptHook.command("echo", "a").arguments("b", "c")))
        .isEqualTo("a b c d e\n");
  }

  @Test
  void withoutRunArguments_runHasSome_passesOnlyTheFixedOnes() throws Exception {
    context.arguments("--fast");

    assertThat(outputOf(ScriptHook.command("echo", "a").withoutRunArguments())).isEqualTo("a\n");
  }

  @Test
  void run_hardVariables_arriveExactly() throws Exception {
    context.environment.clear();
    context.variable("EMPTY", "").variable("HARD", String.join("|", HARD));

    assertThat(outputOf(ScriptHook.command("/usr/bin/env", "-0")).split("\0"))
        .contains("EMPTY=", "HARD=" + String.join("|", HARD));
  }

  @Test
  void run_environment_isThatOfTheContextAndNothingElse() throws Exception {
    context.environment.clear();
    context.variable("ONLY", "this");

    outputOf(ScriptHook.command("/usr/bin/env"));

    assertThat(context.output.lines())
        .extracting(line -> line.substring(0, line.indexOf('=')))
        .containsExactlyInAnyOrder(
            "ONLY",
            "HOOKLINE_PHASE",
            "HOOKLINE_HOOK",
            "HOOKLINE_ATTEMPT",
            "HOOKLINE_RUN",
            "HOOKLINE_OUTPUT",
            "HOOKLINE_COOKIE");
    assertThat(context.output.lines())
        .contains(
            "ONLY=this",
            "HOOKLINE_PHASE=deploy",
            "HOOKLINE_HOOK=migrate",
            "HOOKLINE_ATTEMPT=1",
            "HOOKLINE_RUN=run-1");
  }

  @Test
  void run_shellSettingGivenByALayer_isObeyed() throws Exception {
    Path startup = write("startup", "echo from startup");
    context.variable("BASH_ENV", startup.toString());

    assertThat(outputOf(bash("echo ran"))).isEqualTo("from startup\nran\n");
  }

  @Test
  void run_programByName_isFoundOnThePathOfTheHook() throws Exception {
    write("tool", "#!/bin/sh", "echo mine");
    context.variable("PATH", directory + ":/bin");

    assertThat(outputOf(ScriptHook.command("tool"))).isEqualTo("mine\n");
  }

  @Test
  void run_directory_isThatOfTheContext() throws Exception {
    assertThat(outputOf(ScriptHook.command("pwd"))).isEqualTo(directory.toRealPath() + "\n");
  }

  @Test
  void command_wordWithNul_isRefused() {
    assertThatThrownBy(() -> ScriptHook.command("echo", "a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "command has a word with NUL in it, which cannot be passed to a process: $'a\\u0000b'");
  }

  @Test
  void description_hardWords_canBePasted() throws Exception {
    ScriptHook hook = ScriptHook.command("printf", "%s\\0").arguments(HARD);

    Process pasted = new ProcessBuilder("bash", "-c", hook.description()).start();

    assertThat(hook.description().lines()).hasSize(1);
    assertThat(new String(pasted.getInputStream().readAllBytes(), UTF_8).split("\0", -1))
        .startsWith(List.of(HARD).toArray(new String[0]));
  }
}
