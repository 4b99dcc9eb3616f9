package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.testing.PipeSwapper;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening a named pipe waits for its other end: none of these may. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamedPipeTest extends ScriptTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");

  private Path pipe(String name) throws Exception {
    Path pipe = directory.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return Files.setPosixFilePermissions(pipe, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String whyNotStarted(ScriptHook hook) {
    return stable(((ScriptEnding.NotStarted) failureOf(hook).ending()).why());
  }

  @Test
  void run_inputIsAPipe_isRefused() throws Exception {
    pipe("in");

    assertThat(whyNotStarted(sh("cat").stdin(Stdin.file(Path.of("in")))))
        .isEqualTo("DIR/in is a named pipe; name a regular file");
  }

  @Test
  void run_inputIsADevice_isRead() throws Exception {
    assertThat(outputOf(sh("cat; echo end").stdin(Stdin.file(Path.of("/dev/null")))))
        .isEqualTo("end\n");
  }

  /** The process opens its input by itself, after all looks at it. */
  @Test
  void run_inputBecomesAPipeBeforeItIsOpened_endsAllTheSame() throws Exception {
    Path input = Files.writeString(directory.resolve("in"), "text");
    Set<String> seen = new TreeSet<>();
    PipeSwapper attacker = PipeSwapper.start(input);
    try {
      for (int i = 0; i < 100 || seen.size() < 2; i++) {
        TestContext run = TestContext.in(directory);
        try {
          ScriptHook.command("cat").stdin(Stdin.file(input)).run(run);
          seen.add(run.output.text());
        } catch (ScriptFailedException e) {
          seen.add(stable(((ScriptEnding.NotStarted) e.ending()).why()));
        }
      }
    } finally {
      attacker.stop();
    }
    assertThat(seen)
        .contains("text")
        .isSubsetOf(
            "text",
            "", // it was opened as a pipe, and given an end so that nothing waits
            "DIR/in is a named pipe; name a regular file",
            "/usr/bin/cat was refused by the system: its input DIR/in has become a named pipe");
  }

  @Test
  void run_scriptIsAPipe_isRefused() throws Exception {
    pipe("hook.sh");

    assertThat(whyNotStarted(ScriptHook.file(Path.of("hook.sh"))))
        .isEqualTo("DIR/hook.sh is a named pipe; name a regular file");
  }

  @Test
  void run_logIsAPipe_isRefused() throws Exception {
    pipe("log");

    assertThat(whyNotStarted(sh("echo x").logTo(Path.of("log"))))
        .isEqualTo("the log DIR/log cannot be written (it is a named pipe)");
  }

  /** The log is not opened before the script runs, so that this shows at the first write only. */
  @Test
  void run_logIsARunningProgram_succeedsWithAWarning() throws Exception {
    Path log = Files.copy(Path.of("/bin/sleep"), directory.resolve("run.log"));
    Process sleep = new ProcessBuilder(log.toString(), "60").start();
    try {
      RunReport report =
          HookEngine.builder()
              .register(HookSpec.of(DEPLOY, "a", sh("echo x").logTo(log)))
              .build()
              .run(DEPLOY, HookRequest.in(directory));

      assertThat(report.results().get(0).outcome()).isEqualTo(HookOutcome.succeeded());
      assertThat(report.warnings())
          .containsExactly(
              "the output of hook \"a\" (phase deploy) is no longer copied:"
                  + " FileNotFoundException: "
                  + log
                  + " (Text file busy)");
    } finally {
      sleep.destroyForcibly().waitFor();
    }
  }

  @Test
  void run_scriptReplacesItsLogByAPipe_succeedsWithAWarning() {
    HookSpec spec =
        HookSpec.of(
            DEPLOY,
            "a",
            sh("rm run.log; mkfifo run.log; seq 20000").logTo(directory.resolve("run.log")));

    RunReport report =
        HookEngine.builder().register(spec).build().run(DEPLOY, HookRequest.in(directory));

    assertThat(report.results().get(0).outcome()).isEqualTo(HookOutcome.succeeded());
    assertThat(report.warnings())
        .containsExactly(
            "the output of hook \"a\" (phase deploy) is no longer copied: IOException: it is a"
                + " named pipe");
  }

  @Test
  void run_scriptReplacesTheHandOverFileByAPipe_saysSo() {
    assertThat(failureOf(sh("rm \"$HOOKLINE_OUTPUT\"; mkfifo \"$HOOKLINE_OUTPUT\"")).getMessage())
        .contains(
            "(HOOKLINE_OUTPUT) cannot be read: it is a named pipe; append to it, and leave it the"
                + " file that it is");
  }

  @Test
  void function_replacesItsStatusFileByAPipe_saysSo() throws Exception {
    write("hooks.sh", "f() { rm \"${__hookline[0]}\"; mkfifo \"${__hookline[0]}\"; exit 5; }");

    assertThat(functionFailure())
        .startsWith(
            "f of hooks.sh ended the shell with exit code 5, and how far it came is not known,"
                + " since it has changed its status file (it is a named pipe)\n");
  }

  @Test
  void function_makesItsStatusFileHuge_readsTheBeginningOnly() throws Exception {
    write("hooks.sh", "f() { truncate -s 3G \"${__hookline[0]}\"; exit 5; }");

    assertThat(functionFailure()).startsWith("f of hooks.sh ended the shell with exit code 5");
  }

  @Test
  void function_trapEndsTheShellWithZero_hasFailedAllTheSame() throws Exception {
    write("hooks.sh", "f() { trap 'exit 0' EXIT; return 6; }");

    assertThat(functionFailure()).startsWith("f of hooks.sh returned 6\n");
  }

  private String functionFailure() {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
            FunctionFailedException.class,
            () -> FunctionHook.of(Path.of("hooks.sh"), "f").run(context))
        .getMessage();
  }
}
