package dev.hookline.shell.conventions.upsun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogsTest extends ConventionTestCase {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2014-07-03T10:03:51.100476Z"), ZoneOffset.UTC);

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

  private DeployLog deployLog() {
    return DeployLog.of(hooks(), project).clock(CLOCK);
  }

  private String log(String name) throws IOException {
    return Files.readString(project.resolve(name));
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
  void u25_deployLog_hasAHeaderAndTheOutput_andIsAppendedTo() throws IOException {
    run().listener(deployLog()).phase(hooks(), UpsunHooks.DEPLOY);
    String once = "[2014-07-03 10:03:51.100476] Launching hook 'cd /; echo updated'.\n\nupdated\n";
    assertThat(log("deploy.log")).isEqualTo(once);
    run().listener(deployLog()).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(log("deploy.log")).isEqualTo(once + once);
  }

  @Test
  void u25_filesAppearWithTheirHook() throws IOException {
    TestRun run = run().listener(deployLog()).phase(hooks(), UpsunHooks.BUILD);
    assertThat(project.resolve("deploy.log")).doesNotExist();
    run.phase(hooks(), UpsunHooks.POST_DEPLOY);
    assertThat(project.resolve("deploy.log")).doesNotExist();
    assertThat(log("post-deploy.log")).endsWith("posted\n");
  }

  @Test
  void u25_trimmedAtASize_fromALineStart() throws IOException {
    Path file = Files.writeString(project.resolve("deploy.log"), "0123456789\n".repeat(100));
    run().listener(deployLog().limit(500)).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(Files.size(file)).isBetween(200L, 250L);
    assertThat(log("deploy.log")).startsWith("0123456789\n").endsWith("updated\n");
    assertThat(project.resolve("deploy.log.tmp")).doesNotExist();
  }

  @Test
  void linesOfOtherHooks_areNotLogged() {
    activityLog().hookStarted(new HookId(UpsunHooks.BUILD, "mine", HookKind.ORDINARY));
    assertThat(written.size()).isZero();
  }
}
