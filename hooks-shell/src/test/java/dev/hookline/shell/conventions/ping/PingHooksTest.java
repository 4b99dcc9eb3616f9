package dev.hookline.shell.conventions.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.Trust;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.Settings;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingHooksTest extends ConventionTestCase {
  private static final Phase START = Phase.of("start");

  private PingHooks calling(String... names) {
    PingHooks hooks = PingHooks.in(project.resolve("hooks")).environment(Environment.empty());
    for (String name : names) {
      hooks = hooks.calling(START, name);
    }
    return hooks;
  }

  private Path hook(String name, String... lines) throws IOException {
    return write("hooks/" + name, lines);
  }

  private TestRun run(PingHooks hooks) {
    return run().phase(hooks, START);
  }

  @Test
  void p1_preMainPost_inThisOrder() throws IOException {
    hook("10-a.sh.post", "echo post");
    hook("10-a.sh", "echo main");
    hook("10-a.sh.pre", "echo pre");
    assertThat(run(calling("10-a.sh")).output()).isEqualTo("pre\nmain\npost\n");
  }

  @Test
  void p2_p3_whatIsMissing_isSkipped_andTheRestRuns() throws IOException {
    hook("10-a.sh.pre", "echo pre");
    hook("10-a.sh.post", "echo post");
    hook("11-b.sh/file");
    TestRun run = run(calling("10-a.sh", "11-b.sh"));
    assertThat(run.output()).isEqualTo("pre\npost\n");
    assertThat(run.transcript)
        .contains(
            "start/10-a.sh skipped: no such file: " + project + "/hooks/10-a.sh",
            "start/11-b.sh skipped: no such file: " + project + "/hooks/11-b.sh");
    assertThat(run.exitCode()).isEqualTo(0);
  }

  @Test
  void p4_runsAsShFile_regardlessOfModeAndFirstLine() throws IOException {
    hook("10-a.sh", "#!/bin/bash", "[[ 1 = 1 ]] || echo sh");
    hook("11-b.sh", "#!/usr/bin/env python3", "import os");
    TestRun run = run(calling("10-a.sh"));
    assertThat(run.output()).contains("[[: not found").endsWith("sh\n");
    assertThat(run(calling("11-b.sh")).exitCode()).isEqualTo(11);
  }

  @Test
  void p5_noArguments_andTheWholePathAsName() throws IOException {
    hook("10-a.sh", "echo $# $0");
    TestRun run = run().arguments("a", "b").phase(calling("10-a.sh"), START);
    assertThat(run.output()).isEqualTo("0 " + project + "/hooks/10-a.sh\n");
  }

  @Test
  void p6_directoryIsTheCallers() throws IOException {
    hook("10-a.sh", "pwd");
    assertThat(run(calling("10-a.sh")).output()).isEqualTo(project + "\n");
  }

  @Test
  void p7_eachIsAProcessOfItsOwn() throws IOException {
    hook("10-a.sh.pre", "export X=1; cd /");
    hook("10-a.sh", "echo ${X-none} $PWD");
    assertThat(run(calling("10-a.sh")).output()).isEqualTo("none " + project + "\n");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'', false", "1, false", "touch x, false"})
  void p8_verboseIsComparedAndNeverExecuted(String value, boolean traced) throws IOException {
    hook("10-a.sh", "echo a");
    TestRun run = run().variable("VERBOSE", value).phase(calling("10-a.sh"), START);
    assertThat(run.output().contains("+ echo a")).isEqualTo(traced);
    assertThat(project.resolve("x")).doesNotExist();
  }

  @Test
  void p8_verboseIsSafeToExecute_inHooksThatCallOthers() throws IOException {
    hook("10-a.sh", "echo \"verbose: $VERBOSE\"");
    for (String value : List.of("", "1", "touch x")) {
      TestRun run = run().variable("VERBOSE", value).phase(calling("10-a.sh"), START);
      assertThat(run.output()).isEqualTo("verbose: false\n");
    }
  }

  @Test
  void p34_hooksFindTheirOwnDirectories_evenIfTheEnvironmentNamesOthers() throws IOException {
    hook("10-a.sh", "echo \"$HOOKS_DIR\"; echo \"$STAGING_DIR\"");
    TestRun run = run().variable("HOOKS_DIR", "/none").phase(calling("10-a.sh"), START);
    assertThat(run.output()).isEqualTo(project + "/hooks\n" + project + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "02-a.sh, 2",
    "08-z.sh, 8",
    "181-x.sh, 181",
    "build.sh, 99",
    "300-x.sh, 44",
    "256-x.sh, 99",
    "0-x.sh, 99",
    "99999999999999999999-x, 255"
  })
  void p10_p11_exitCodeIsTheNumberOfTheName_neverZero(String name, int code) throws IOException {
    hook(name, "exit 7");
    assertThat(run(calling(name)).exitCode()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({".pre, pre", "'', pre main", ".post, pre main post"})
  void p12_firstFailureStopsTheRest_andTheMessageNamesTheFile(String suffix, String ran)
      throws IOException {
    for (String s : List.of(".pre", "", ".post")) {
      String name = s.isEmpty() ? "main" : s.substring(1);
      hook("10-a.sh" + s, "echo " + name, s.equals(suffix) ? "exit 1" : ":");
    }
    hook("11-b.sh", "echo never");
    TestRun run = run(calling("10-a.sh", "11-b.sh"));
    assertThat(run.output().replace("\n", " ").strip()).isEqualTo(ran);
    assertThat(messageOf(run))
        .isEqualTo(
            """
            CONTAINER FAILURE: Error running NAME, which failed with exit code 1
              command:   sh PROJECT/hooks/NAME
              directory: PROJECT
              ran for:   TIME
              output, last lines:
                LAST\
            """
                .replace("NAME", "10-a.sh" + suffix)
                .replace("LAST", ran.substring(ran.lastIndexOf(' ') + 1)));
    assertThat(run.failures.get(0)).hasCauseInstanceOf(ScriptFailedException.class);
    assertThat(run.exitCode()).isEqualTo(10);
  }

  @Test
  void p14_outermostNumberWins_ifTheFilesCallEachOther() throws IOException {
    hook("01-a.sh", "sh \"$HOOKS_DIR/02-b.sh\" || exit 2");
    hook("02-b.sh", "exit 7");
    assertThat(run(calling("01-a.sh")).exitCode()).isEqualTo(1);
  }

  @Test
  void p14_outermostNumberWins() throws IOException {
    hook("02-b.sh", "exit 1");
    PingHooks hooks = calling().calling(START, PingCall.ofNames("01-a.sh", "02-b.sh"));
    TestRun run = run(hooks);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(messageOf(run))
        .startsWith("CONTAINER FAILURE: Error running 02-b.sh, which failed with exit code 1\n");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "True, true", "yes, false", "1, false", "'', false"})
  void p15_unsafeContinueOnError(String value, boolean goesOn) throws IOException {
    hook("10-a.sh.pre", "exit 1");
    hook("10-a.sh", "echo main");
    Environment unsafe = Environment.of("UNSAFE_CONTINUE_ON_ERROR", value);
    PingHooks hooks = calling("10-a.sh").environment(unsafe);
    assertThat(run(hooks).output().equals("main\n")).isEqualTo(goesOn);
    assertThat(hooks.load().get(0).onFailure())
        .isEqualTo(goesOn ? FailurePolicy.IGNORE : FailurePolicy.ABORT);
  }

  @Test
  void p15b_signalIsAFailureLikeAnother() throws IOException {
    hook("12-a.sh", "kill -9 $$");
    assertThat(run(calling("12-a.sh")).exitCode()).isEqualTo(12);
  }

  @Test
  void p18_hooksThemselvesAreNotChecked() throws IOException {
    hook("10-a.sh", "echo a\r");
    assertThat(run(calling("10-a.sh")).output()).isEqualTo("a\r\n");
  }

  @Test
  void p23_whatAHookCalls_runsBeforeItsPost() {
    PingHooks hooks = calling().calling(START, PingCall.of("01-a.sh", PingCall.of("02-b.sh")));
    assertThat(hooks.load())
        .extracting(HookSpec::name)
        .containsExactly(
            "01-a.sh.pre", "01-a.sh", "02-b.sh.pre", "02-b.sh", "02-b.sh.post", "01-a.sh.post");
  }

  @Test
  void p33_filesThatAreNotCalled_neverRun() throws IOException {
    hook("10-a.sh", "echo a");
    hook("99-mine.sh", "echo mine");
    assertThat(run(calling("10-a.sh")).output()).isEqualTo("a\n");
  }

  @Test
  void setting_copiesAllOthers() {
    PingHooks none = PingHooks.in(project);
    PingHooks all =
        PingHooks.in(project.resolve("hooks"))
            .localProfile(project)
            .calling(START, "10-a.sh")
            .environment(Environment.empty())
            .handOver(project.resolve("env"))
            .trust(Trust.everyone());

    Settings.assertAllAreCopied(
        none,
        all,
        hooks -> hooks.trust(Trust.everyone()),
        hooks -> hooks.environment(Environment.empty()));
  }

  @Test
  void handOver_twice_isRefused() {
    PingHooks hooks = calling().handOver(Path.of("/a"));
    assertThatIllegalStateException()
        .isThrownBy(() -> hooks.handOver(Path.of("/b")))
        .withMessage("a hand-over file is already set: /a; hooks share one");
  }
}
