package dev.hookline.shell.conventions.upsun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.RunInfo;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityLogTest extends ConventionTestCase {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void createProject() throws IOException {
    write(
        ".platform.app.yaml",
        "name: app",
        "type: 'php:8.2'",
        "hooks:",
        "  build: |",
        "    echo building",
        "    echo noise >&2",
        "  deploy: cd /; echo updated",
        "  post_deploy: echo posted; exit 3");
  }

  private UpsunHooks hooks() {
    return UpsunHooks.in(project).separateStreams();
  }

  private ActivityLog activityLog() {
    return ActivityLog.of(hooks(), "0123456789abc", new PrintStream(written, true, UTF_8));
  }

  @Test
  void u22_u24_activityLogInItsWords() {
    TestRun run = run().listener(activityLog()).phase(hooks(), UpsunHooks.BUILD);
    run.phase(hooks(), UpsunHooks.DEPLOY).phase(hooks(), UpsunHooks.POST_DEPLOY);
    assertThat(written.toString(UTF_8).lines())
        .containsExactlyInAnyOrder(
            "Building application 'app' (runtime type: php:8.2, tree: 0123456)",
            "  Executing build hook...",
            "    building",
            "    W: noise",
            "  Executing deploy hook for application app",
            "    updated",
            "  Executing post deploy hook for application app",
            "    posted");
  }

  @Test
  void u23_failedBuild() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: {build: exit 7}");
    run().listener(activityLog()).phase(hooks(), UpsunHooks.BUILD);
    assertThat(written.toString(UTF_8))
        .endsWith(
            "E: Error building project: The build hook failed with status code 7. Aborted"
                + " build.\n");
  }

  @Test
  void linesOfOtherHooks_areNotLogged() {
    HookId mine = new HookId(UpsunHooks.BUILD, "mine", HookKind.ORDINARY);
    HookId undo = new HookId(UpsunHooks.BUILD, "app", HookKind.UNDO);
    RunInfo run = new RunInfo("r1", "build", project, List.of(mine));
    activityLog().hookStarted(new HookStarted(run, Instant.EPOCH, mine));
    activityLog().hookStarted(new HookStarted(run, Instant.EPOCH, undo));
    assertThat(written.size()).isZero();
  }
}
