package dev.hookline.shell.conventions.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookExitException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PingEntrypointTest extends PingImage {

  private TestRun startWith(Hook tool) throws Exception {
    return start(container(), PingEntrypoint.of(hooks(), tool));
  }

  /** Replaces the files that call others by files that call nothing. */
  private void callNothing() throws IOException {
    image("01-start-server.sh");
    image("10-start-sequence.sh");
    image("18-setup-sequence.sh");
    image("20-restart-sequence.sh");
  }

  private PingEntrypoint withNestedCalls() {
    return PingEntrypoint.of(hooks(), server).withNestedCalls();
  }

  @Test
  void p21_noStartupCommand_is90_beforeAnyHook() throws Exception {
    TestRun run = start(run().variable("STARTUP_COMMAND", ""), PingEntrypoint.of(hooks(), server));
    assertThat(run.exitCode()).isEqualTo(90);
    assertThat(run.output()).isEmpty();
  }

  @Test
  void plan_server_showsWhatStartsIt() throws Exception {
    PingEntrypoint entrypoint = PingEntrypoint.of(hooks(), ScriptHook.command("bin/start", "-v"));
    assertThat(entrypoint.load())
        .filteredOn(spec -> spec.name().equals("server"))
        .extracting(spec -> spec.hook().description())
        .containsExactly("bin/start -v");
  }

  @Test
  void p34_firstStart_isStart_andRunsEachHookOnce() throws Exception {
    assertThat(start(hooks()).output().lines()).containsExactlyElementsOf(FIRST_START);
  }

  @Test
  void p34_missingLicense_endsWith10_andWithoutServer() throws Exception {
    Files.delete(project.resolve("staging/license"));
    TestRun run = start(hooks());
    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(messageOf(run))
        .startsWith(
            "CONTAINER FAILURE: Error running 10-start-sequence.sh, which failed with exit code"
                + " 17\n");
    assertThat(run.output()).endsWith("17-check-license.sh\n");
  }

  @Test
  void p34_nextStart_isRestart_andSetsNothingUp() throws Exception {
    start(hooks());
    assertThat(start(hooks()).output().lines())
        .containsExactly(
            "01-start-server.sh",
            "02-get-remote-server-profile.sh",
            "03-build-run-plan.sh",
            "06-copy-product-bits.sh",
            "20-restart-sequence.sh",
            "50-before-post-start.sh",
            "server");
  }

  @Test
  void p34_nestedCalls_ofFilesThatCall_areRefusedWhenTheyAreLoaded() {
    assertThat(problems(withNestedCalls()))
        .containsExactly(
            "PROJECT/staging/hooks/01-start-server.sh:2 calls run_hook itself, so"
                + " 02-get-remote-server-profile.sh and what follows it would run twice; leave the"
                + " calls to the file: use PingEntrypoint without withNestedCalls(), or"
                + " PingCall.of(\"01-start-server.sh\")",
            "PROJECT/staging/hooks/10-start-sequence.sh:2 calls run_hook itself, so"
                + " 17-check-license.sh and what follows it would run twice; leave the calls to the"
                + " file: use PingEntrypoint without withNestedCalls(), or"
                + " PingCall.of(\"10-start-sequence.sh\")",
            "PROJECT/staging/hooks/18-setup-sequence.sh:2 calls run_hook itself, so"
                + " 181-install-extensions.sh and what follows it would run twice; leave the calls"
                + " to the file: use PingEntrypoint without withNestedCalls(), or"
                + " PingCall.of(\"18-setup-sequence.sh\")",
            "PROJECT/staging/hooks/20-restart-sequence.sh:2 calls run_hook itself, so"
                + " 21-update-server-profile.sh and what follows it would run twice; leave the"
                + " calls to the file: use PingEntrypoint without withNestedCalls(), or"
                + " PingCall.of(\"20-restart-sequence.sh\")");
  }

  @Test
  void p34_nestedCalls_ofAFileOfTheLocalProfileThatCalls_areRefusedToo() throws Exception {
    callNothing();
    write("in/hooks/18-setup-sequence.sh", "  # a call:", "  run_hook 183-run-setup.sh");
    PingHooks hooks = hooks().localProfile(project.resolve("in"));
    assertThat(problems(PingEntrypoint.of(hooks, server).withNestedCalls()))
        .singleElement()
        .asString()
        .startsWith("PROJECT/in/hooks/18-setup-sequence.sh:2 calls run_hook itself, so");
  }

  @Test
  void p34_nestedCalls_ofAFileThatAppearsDuringTheRun_areRefusedBeforeItRuns() throws Exception {
    callNothing();
    write("remote/hooks/18-setup-sequence.sh", "run_hook 183-run-setup.sh");
    TestRun run = start(container(), withNestedCalls());
    assertThat(run.exitCode()).isEqualTo(18);
    assertThat(messageOf(run))
        .startsWith("PROJECT/staging/hooks/18-setup-sequence.sh:1 calls run_hook itself, so");
    assertThat(run.output()).endsWith("17-check-license.sh\n");
  }

  @Test
  void p23_nestedCalls_ofFilesThatCallNothing_areMadeInTheirOrder() throws Exception {
    callNothing();
    assertThat(start(container(), withNestedCalls()).output().lines())
        .containsExactlyElementsOf(FIRST_START);
  }

  @Test
  void p23_nestedCall_ofAFileThatOnlyMentionsRunHook_isMade() throws Exception {
    callNothing();
    image("01-start-server.sh", "# run_hook 02-get-remote-server-profile.sh", ": my_run_hooks");
    assertThat(start(container(), withNestedCalls()).output().lines())
        .containsExactlyElementsOf(FIRST_START);
  }

  @Test
  void p25_unknownRunPlan_is90() throws Exception {
    image("03-build-run-plan.sh", "echo RUN_PLAN=MAYBE >> \"$CONTAINER_ENV\"");
    TestRun run = start(hooks());
    assertThat(run.exitCode()).isEqualTo(90);
    assertThat(messageOf(run))
        .isEqualTo(
            "Unknown RUN_PLAN \"MAYBE\", unable to continue; a hook has to hand over START or"
                + " RESTART");
  }

  @Test
  void p34_filesThatCallNothing_withoutNestedCalls_areAdvised() throws Exception {
    callNothing();
    TestRun run = start(hooks());
    assertThat(run.exitCode()).isEqualTo(90);
    assertThat(messageOf(run))
        .isEqualTo(
            "Unknown RUN_PLAN \"\", unable to continue; a hook has to hand over START or RESTART,"
                + " and 01-start-server.sh calls none; let it call run_hook, or choose"
                + " withNestedCalls()");
  }

  @Test
  void p28_postStart_runsBesideTheServer() throws Exception {
    image("80-post-start.sh.pre");
    image("80-post-start.sh", "until [ -f up ]; do :; done; echo post-start");
    Hook waits =
        context -> {
          Files.createFile(project.resolve("up"));
          context.out().println("server");
        };
    assertThat(startWith(waits).output())
        .endsWith("post-start\n")
        .contains("80-post-start.sh.pre\n", "server\n");
  }

  @Test
  void p28_lonePreOrPost_neverRuns() throws Exception {
    image("80-post-start.sh.pre");
    assertThat(start(hooks()).output()).doesNotContain("80-post-start.sh.pre");
  }

  @Test
  void p29_failedPostStart_isAFailureOfThePhase_withItsNumber() throws Exception {
    image("80-post-start.sh", "exit 3");
    TestRun run = start(hooks());
    assertThat(run.exitCode()).isEqualTo(80);
    assertThat(messageOf(run))
        .startsWith(
            "CONTAINER FAILURE: Error running 80-post-start.sh, which failed with exit code 3\n");
  }

  @Test
  void p29_failedServer_stopsPostStart_andHasTheLastWord() throws Exception {
    image("80-post-start.sh", "touch began; exec sleep 60");
    Hook fails =
        context -> {
          while (!Files.exists(project.resolve("began"))) {
            Thread.onSpinWait();
          }
          throw new HookExitException(5, "server died");
        };
    TestRun run = startWith(fails);
    assertThat(run.failures.get(0)).hasMessage("server died");
    assertThat(run.failures.get(0).getSuppressed()).hasSize(1);
  }
}
