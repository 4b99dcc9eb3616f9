package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.testing.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A script that runs elsewhere is, to those who see its end, a script like another. */
class RemoteHookTest extends RemoteTestCase {
  @Test
  void run_scriptExits7_failsAsALocalScriptDoes() {
    ScriptFailedException failure = failureOf(there("echo one", "echo two >&2", "exit 7"));
    assertThat(failure.exitCode()).isEqualTo(7);
    assertThat(failure.ending()).isEqualTo(new ScriptEnding.Exited(7));
    assertThat(stable(failure.getMessage()))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) failed with exit code 7
              command:   env -i PATH=/usr/bin:/bin sh -c $'echo one\\necho two >&2\\nexit 7'
              directory: DIR
              ran for:   TIME
              output, last lines:
                one
                two""");
  }

  @Test
  void run_scriptIsKilled_reportsTheSignal() {
    assertThat(failureOf(there("kill -9 $$")).summary())
        .isEqualTo("failed with exit code 137 (or killed by SIGKILL)");
  }

  @Test
  void run_exitCode255_isTheScriptsOwn() {
    assertThat(failureOf(there("exit 255")).exitCode()).isEqualTo(255);
  }

  @Test
  void run_outputAndErrors_comeInTheOrderOfTheWrites() throws Exception {
    RemoteHook hook = there("for i in 1 2 3; do echo out $i; echo err $i >&2; done");
    assertThat(outputOf(hook)).isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
  }

  @Test
  void run_argumentsAndVariables_arriveAsTheyAre() throws Exception {
    context.arguments("of the run").variable("ODD", "it's \"$HOME\"\n `two`\\ lines");
    RemoteHook hook = there("printf '<%s>' \"$@\" \"$ODD\"").arguments("a'b", "", "*");
    assertThat(outputOf(hook)).isEqualTo("<a'b><><*><of the run><it's \"$HOME\"\n `two`\\ lines>");
  }

  @Test
  void run_script_knowsWhatIsCalled() throws Exception {
    RemoteHook hook = there("echo $HOOKLINE_PHASE $HOOKLINE_HOOK $HOOKLINE_ATTEMPT $HOOKLINE_RUN");
    assertThat(outputOf(hook)).isEqualTo("deploy migrate 1 run-1\n");
  }

  @Test
  void run_environmentOfTheTool_staysHere() throws Exception {
    context.variable("GREETING", "hello");
    RemoteHook hook = there("env | grep -v -e '^_=' -e '^SHLVL=' | sed 's/=.*//' | sort");
    assertThat(outputOf(hook).lines())
        .containsExactly(
            "GREETING",
            "HOOKLINE_ATTEMPT",
            "HOOKLINE_HOOK",
            "HOOKLINE_OUTPUT",
            "HOOKLINE_PHASE",
            "HOOKLINE_RUN",
            "PATH",
            "PWD");
  }

  @Test
  void run_variableThatNoShellCanSet_isReported() throws Exception {
    context.variable("my.setting", "1");
    there("true").run(context);
    assertThat(context.warnings)
        .containsExactly(
            "the variable \"my.setting\" is not sent, since no shell can set one of that name;"
                + " rename it");
  }

  @Test
  void run_handedOverValues_reachTheContext() throws Exception {
    there("echo VERSION=1.2 >>$HOOKLINE_OUTPUT", "printf 'A<<.\\n1\\n2\\n.\\n' >>$HOOKLINE_OUTPUT")
        .run(context);
    assertThat(context.exported).containsExactly(entry("VERSION", "1.2"), entry("A", "1\n2"));
  }

  @Test
  void run_handOverFile_isGoneAfterwards() throws Exception {
    String file = outputOf(there("echo $HOOKLINE_OUTPUT; ls -l $HOOKLINE_OUTPUT | cut -c1-10"));
    assertThat(file).endsWith("\n-rw-------\n");
    assertThat(Path.of(file.lines().findFirst().orElseThrow())).doesNotExist();
  }

  @Test
  void run_lineThatIsNoValue_failsTheHookAndNamesTheFileThere() {
    ScriptFailedException failure = failureOf(there("echo oops >>$HOOKLINE_OUTPUT"));
    assertThat(failure.summary().replaceAll("/tmp/[^:]*", "FILE"))
        .isEqualTo(
            "failed although the script ended with exit code 0, because what it handed over cannot"
                + " be read: FILE:1 (HOOKLINE_OUTPUT): \"oops\" is neither KEY=value nor"
                + " KEY<<MARKER");
  }

  @Test
  void run_noTemporaryDirectoryThere_runsAndReportsIt() throws Exception {
    Launcher nowhere = Launcher.words("env", "-i", "PATH=/usr/bin:/bin", "TMPDIR=/proc/nowhere");
    RemoteHook hook = RemoteHook.through(nowhere).script("echo A=1 >>$HOOKLINE_OUTPUT");
    hook.run(context);
    assertThat(context.exported).isEmpty();
    assertThat(context.warnings)
        .containsExactly(
            "there is no directory for temporary files behind env -i PATH=/usr/bin:/bin"
                + " TMPDIR=/proc/nowhere, so that HOOKLINE_OUTPUT is /dev/null there and nothing is"
                + " handed over");
  }

  @Test
  void run_scriptOf2000Lines_runsWhole() throws Exception {
    String lines =
        IntStream.range(0, 2000).mapToObj(i -> "echo line " + i).collect(Collectors.joining("\n"));
    assertThat(outputOf(there(lines)).lines()).hasSize(2000).endsWith("line 1999");
  }

  @Test
  void run_scriptOf2Megabytes_runsWhole() throws Exception {
    assertThat(outputOf(there("#" + "x".repeat(2 << 20), "echo done"))).isEqualTo("done\n");
  }

  @Test
  void run_megabytesOfOutputWithHalfMarkers_areAllThere() throws Exception {
    RemoteHook hook = there("yes @@0@ | head -c 1000000");
    assertThat(outputOf(hook)).isEqualTo("@@0@\n".repeat(200_000));
  }

  @Test
  void run_firstLineNamesAnInterpreter_isReadByIt() throws Exception {
    assertThat(outputOf(there("#!/bin/bash -e", "echo ${BASH_VERSION:+bash} $-")))
        .matches("bash .*e.*\n");
  }

  @Test
  void run_interpreterThatIsNoShell_getsTheArguments() throws Exception {
    RemoteHook hook = there("BEGIN { print ARGV[1] }").interpreter("awk", "-f").arguments("one");
    assertThat(outputOf(hook)).isEqualTo("one\n");
  }

  @Test
  void run_interpreterThatIsNotThere_failsWith127() {
    ScriptFailedException failure = failureOf(there("true").interpreter("no-such-program"));
    assertThat(failure.exitCode()).isEqualTo(127);
    assertThat(context.output.text()).contains("no-such-program");
  }

  @Test
  void run_directory_isTheOneThere() throws Exception {
    Path place = Files.createDirectory(directory.resolve("it's here"));
    assertThat(outputOf(there("pwd").directory(place.toString()))).isEqualTo(place + "\n");
  }

  @Test
  void run_directoryThatIsNotThere_runsNothing() {
    assertThat(failureOf(there("echo ran").directory("/nowhere")).exitCode()).isEqualTo(2);
    assertThat(context.output.text()).contains("/nowhere").doesNotContain("ran");
  }

  @Test
  void run_complaintOfTheShell_namesTheHook() {
    failureOf(there("echo one", "no-such-command"));
    assertThat(context.output.text()).isEqualTo("one\nmigrate: 2: no-such-command: not found\n");
  }

  @Test
  void run_scriptReadsItsInput_findsItEmpty() throws Exception {
    assertThat(outputOf(there("cat; echo done"))).isEqualTo("done\n");
  }

  @Test
  void run_again_leavesNothingBehind() throws Exception {
    there("true").run(context);
    Traces before = Traces.now();
    for (int i = 0; i < 5; i++) {
      there("echo $HOOKLINE_OUTPUT").run(context);
    }
    Traces.now().assertNoMoreThan(before);
    assertThat(context.output.text().lines().map(Path::of)).noneMatch(Files::exists);
    assertThat(context.left).isEmpty();
  }

  @Test
  void run_shellThereIsBash_worksTheSame() throws Exception {
    Files.copy(Path.of("/bin/bash"), directory.resolve("sh"));
    Launcher bash = Launcher.words("env", "-i", "PATH=" + directory + ":/usr/bin:/bin");
    RemoteHook hook =
        RemoteHook.through(bash).script("echo A=1 >>$HOOKLINE_OUTPUT; echo $0; kill -9 $$");
    assertThat(failureOf(hook).exitCode()).isEqualTo(137);
    assertThat(context.output.text()).isEqualTo("migrate\n");
    assertThat(context.exported).containsExactly(entry("A", "1"));
  }

  @Test
  void description_isTheClientAndTheScript() {
    assertThat(
            RemoteHook.through(Launcher.ssh("web1")).script("systemctl restart web").description())
        .isEqualTo("ssh -T web1 sh -c 'systemctl restart web'");
  }
}
