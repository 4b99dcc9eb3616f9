package dev.hookline.shell.conventions.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookExitException;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PingEntrypointTest extends ConventionTestCase {
  private final Hook server = context -> context.out().println("server");

  @BeforeEach
  void createHooks() throws IOException {
    write("hooks/03-build-run-plan.sh", "echo RUN_PLAN=${PLAN-START} >> \"$CONTAINER_ENV\"");
    for (String name :
        List.of(
            "01-start-server",
            "10-start-sequence",
            "17-check-license",
            "20-restart-sequence",
            "50-before-post-start",
            "182-pre-setup")) {
      write("hooks/" + name + ".sh", "echo " + name);
    }
  }

  private PingHooks hooks() {
    return PingHooks.in(project.resolve("hooks"))
        .environment(Environment.empty())
        .handOver(project.resolve(".env"));
  }

  private TestRun start(TestRun run, Hook tool) throws Exception {
    return run.lifecycle(PingEntrypoint.of(hooks(), tool), PingEntrypoint.lifecycle());
  }

  private TestRun ready() {
    return run().variable("STARTUP_COMMAND", "/opt/run");
  }

  @Test
  void p21_noStartupCommand_is90_beforeAnyHook() throws Exception {
    TestRun run = start(run().variable("STARTUP_COMMAND", ""), server);
    assertThat(run.exitCode()).isEqualTo(90);
    assertThat(run.output()).isEmpty();
  }

  @Test
  void p23_p25_p27_firstStart() throws Exception {
    assertThat(start(ready(), server).output().lines())
        .containsExactly(
            "01-start-server",
            "10-start-sequence",
            "17-check-license",
            "182-pre-setup",
            "50-before-post-start",
            "server");
  }

  @Test
  void p25_restart() throws Exception {
    assertThat(start(ready().variable("PLAN", "RESTART"), server).output().lines())
        .containsExactly(
            "01-start-server", "20-restart-sequence", "50-before-post-start", "server");
  }

  @Test
  void p25_unknownRunPlan_is90() throws Exception {
    TestRun run = start(ready().variable("PLAN", "MAYBE"), server);
    assertThat(run.exitCode()).isEqualTo(90);
    assertThat(run.failures.get(0))
        .hasMessage(
            "Unknown RUN_PLAN \"MAYBE\", unable to continue; a hook has to hand over START or"
                + " RESTART");
  }

  @Test
  void p28_postStart_runsBesideTheServer() throws Exception {
    write("hooks/80-post-start.sh.pre", "echo pre");
    write("hooks/80-post-start.sh", "until [ -f up ]; do :; done; echo post-start");
    Hook waits =
        context -> {
          java.nio.file.Files.createFile(project.resolve("up"));
          context.out().println("server");
        };
    assertThat(start(ready(), waits).output())
        .endsWith("post-start\n")
        .contains("pre\n", "server\n");
  }

  @Test
  void p28_lonePreOrPost_neverRuns() throws Exception {
    write("hooks/80-post-start.sh.pre", "echo pre");
    assertThat(start(ready(), server).output()).doesNotContain("pre\n");
  }

  @Test
  void p29_failedPostStart_isAFailureOfThePhase_withItsNumber() throws Exception {
    write("hooks/80-post-start.sh", "exit 3");
    TestRun run = start(ready(), server);
    assertThat(run.exitCode()).isEqualTo(80);
    assertThat(messageOf(run))
        .startsWith(
            "CONTAINER FAILURE: Error running 80-post-start.sh, which failed with exit code 3\n");
  }

  @Test
  void p29_failedServer_stopsPostStart_andHasTheLastWord() throws Exception {
    write("hooks/80-post-start.sh", "touch began; exec sleep 60");
    Hook fails =
        context -> {
          while (!java.nio.file.Files.exists(project.resolve("began"))) {
            Thread.onSpinWait();
          }
          throw new HookExitException(5, "server died");
        };
    TestRun run = start(ready(), fails);
    assertThat(run.failures.get(0)).hasMessage("server died");
    assertThat(run.failures.get(0).getSuppressed()).hasSize(1);
  }
}
