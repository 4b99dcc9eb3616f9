package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Promise 11: who reads the script, and what stands before it. */
class InterpreterTest extends ScriptTestCase {

  @Test
  void file_firstLineWithArgument_isObeyed() throws Exception {
    write("a.sh", "#! /bin/bash  -e u ", "echo never");

    assertThat(failureOf(ScriptHook.file(Path.of("a.sh"))).exitCode()).isNotZero();
    write("b.sh", "#!/bin/bash -e", "false", "echo never");
    assertThat(failureOf(ScriptHook.file(Path.of("b.sh"))).exitCode()).isEqualTo(1);
  }

  @Test
  void file_firstLineUsesEnv_isObeyed() throws Exception {
    write("a.sh", "#!/usr/bin/env bash", "echo ${BASH_VERSION:+bash} $1");

    assertThat(outputOf(ScriptHook.file(Path.of("a.sh")).arguments("x"))).isEqualTo("bash x\n");
  }

  @Test
  void file_noFirstLine_isReadBySh() throws Exception {
    write("a.sh", "echo \"$0 $1\"");

    assertThat(outputOf(ScriptHook.file(Path.of("a.sh")).arguments("x")))
        .isEqualTo(directory.resolve("a.sh") + " x\n");
  }

  @Test
  void file_empty_succeeds() throws Exception {
    Path file = OwnFile.write(directory.resolve("a.sh"), "");
    assertThat(file.toFile().setExecutable(true)).isTrue();

    ScriptHook.file(file).run(context);
  }

  @Test
  void file_program_isExecuted() throws Exception {
    OwnFile.closed(Files.copy(Path.of("/bin/echo"), directory.resolve("tool")));
    assertThat(directory.resolve("tool").toFile().setExecutable(true)).isTrue();

    assertThat(outputOf(ScriptHook.file(Path.of("tool")).arguments("x"))).isEqualTo("x\n");
  }

  @Test
  void interpreter_fixed_readsAFileThatIsNotExecutable() throws Exception {
    OwnFile.write(directory.resolve("a.sh"), "#!/no/such\nfalse\necho $0 \"$@\"\n");

    assertThat(
            outputOf(
                ScriptHook.file(Path.of("a.sh"))
                    .interpreter(Interpreter.of("dash", "-u"))
                    .arguments("a b")))
        .isEqualTo(directory.resolve("a.sh") + " a b\n");
  }

  @Test
  void inline_fixedInterpreter_getsTheArguments() throws Exception {
    assertThat(
            outputOf(
                ScriptHook.inline(Interpreter.of("bash", "-eu"), "echo \"$#:$1\"")
                    .arguments("x y")))
        .isEqualTo("1:x y\n");
  }

  @Test
  void inline_asTheTextSays_isReadByItsFirstLine() throws Exception {
    ScriptHook hook =
        ScriptHook.inline(Interpreter.asTheFileSays(), "#!/bin/bash\necho ${BASH_VERSION:+bash}\n");

    assertThat(outputOf(hook)).isEqualTo("bash\n");
  }

  @Test
  void inline_longerThanAnyArgument_runs() throws Exception {
    assertThat(outputOf(sh("# " + "x".repeat(300_000), "echo long"))).isEqualTo("long\n");
  }

  @Test
  void inline_textIsNotInTheListOfProcesses() throws Exception {
    Sleeper sleeper = new Sleeper();
    RunningHook hook = RunningHook.start(sh("echo ready; : hidden-text", "" + sleeper), context);
    context.output.await("ready");

    assertThat(Sleeper.running("hidden-text")).isEmpty();
    hook.stop();
  }

  @Test
  void launcher_command_standsBeforeIt() throws Exception {
    assertThat(outputOf(ScriptHook.command("sh", "-c", "nice").launcher("nice", "-n", "7")))
        .isEqualTo("7\n");
  }

  @Test
  void launcher_file_isPassedAsGivenAndNotLookedAt() throws Exception {
    ScriptHook hook = ScriptHook.file(Path.of("over/there.sh")).launcher("echo", "exec");

    assertThat(outputOf(hook.arguments("x"))).isEqualTo("exec over/there.sh x\n");
  }

  @Test
  void launcher_inline_isPassedAsTextWithTheNameOfTheHook() throws Exception {
    ScriptHook hook = sh("echo $0 $1").launcher("env", "-i").arguments("x");

    assertThat(outputOf(hook)).isEqualTo("migrate x\n");
  }

  @Test
  void stop_throughALauncher_endsTheLocalClient() throws Exception {
    Sleeper sleeper = new Sleeper();
    RunningHook hook =
        RunningHook.start(
            ScriptHook.command("sh", "-c", "echo ready; " + sleeper).launcher("nice"), context);
    context.output.await("ready");

    hook.stop();

    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void interpreter_ofACommand_isRefused() {
    assertThatThrownBy(() -> ScriptHook.command("ls").interpreter(Interpreter.of("sh")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a command has no interpreter; use file or inline, or put the words in the command");
  }

  @Test
  void description_everyKind_showsTheCommand() {
    assertThat(ScriptHook.file(Path.of("a b.sh")).arguments("x").description())
        .isEqualTo("'a b.sh' x");
    assertThat(
            ScriptHook.file(Path.of("a.sh"))
                .interpreter(Interpreter.of("bash", "-e"))
                .launcher("sudo", "-u", "web")
                .description())
        .isEqualTo("sudo -u web bash -e a.sh");
    assertThat(ScriptHook.inline(Interpreter.asTheFileSays(), "a\nb\n").description())
        .isEqualTo("sh -c $'a\\nb'");
    assertThat(sh("a").arguments("x").description()).isEqualTo("sh -c a sh x");
    assertThat(ScriptHook.inline(Interpreter.of("python3"), "a").arguments("x").description())
        .isEqualTo("python3 -c a x");
    assertThat(
            ScriptHook.inline(Interpreter.of("/usr/bin/env", "bash"), "a")
                .arguments("x")
                .description())
        .isEqualTo("/usr/bin/env bash -c a bash x");
    assertThat(sh("x".repeat(300)).description()).isEqualTo("sh -c '" + "x".repeat(200) + "…'");
  }
}
