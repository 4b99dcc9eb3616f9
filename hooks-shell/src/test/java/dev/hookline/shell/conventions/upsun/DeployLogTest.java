package dev.hookline.shell.conventions.upsun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeployLogTest extends ConventionTestCase {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2014-07-03T10:03:51.100476Z"), ZoneOffset.UTC);

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

  private DeployLog deployLog() {
    return DeployLog.of(hooks(), project).clock(CLOCK);
  }

  private String log(String name) throws IOException {
    return Files.readString(project.resolve(name));
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
  void u25_fileChangedAfterTheLoad_logHasTheTextThatRuns() throws IOException {
    UpsunHooks hooks = hooks();
    HookListener change =
        new HookListener() {
          @Override
          public void phaseStarted(PhaseStarted event) {
            try {
              write(".platform.app.yaml", "not yaml: {");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    TestRun run = run().listener(change).listener(DeployLog.of(hooks, project).clock(CLOCK));
    run.phase(hooks, UpsunHooks.DEPLOY);
    assertThat(log("deploy.log"))
        .isEqualTo(
            "[2014-07-03 10:03:51.100476] Launching hook 'cd /; echo updated'.\n\nupdated\n");
    assertThat(run.warnings).isEmpty();
  }

  private static HookSource with(UpsunHooks hooks, HookSpec... more) {
    return () -> Stream.concat(hooks.load().stream(), Stream.of(more)).toList();
  }

  private static HookSpec toolHook(String name) {
    return HookSpec.of(UpsunHooks.DEPLOY, name, context -> context.out().println("the tool's"));
  }

  @Test
  void u29_hooksOfTheTool_doNotWriteToIt() throws IOException {
    HookSource all = with(hooks(), toolHook("announce"), toolHook("app 2"), toolHook("x").always());
    TestRun run = run().listener(deployLog()).phase(all, UpsunHooks.DEPLOY);
    assertThat(run.output()).contains("the tool's");
    assertThat(log("deploy.log"))
        .isEqualTo(
            "[2014-07-03 10:03:51.100476] Launching hook 'cd /; echo updated'.\n\nupdated\n");
  }

  @Test
  void u29_hookOfTheToolUnderTheNameOfAnApplication_doesNotWriteToIt() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: {build: echo building}");
    run().listener(deployLog()).phase(with(hooks(), toolHook("app")), UpsunHooks.DEPLOY);
    assertThat(project.resolve("deploy.log")).doesNotExist();
  }

  private void twoApplications() throws IOException {
    write(
        ".upsun/config.yaml",
        "applications:",
        "  api: {hooks: {deploy: echo from api}}",
        "  web: {hooks: {deploy: echo from web}}");
  }

  @Test
  void u29_logOfOneApplication_holdsNothingOfAnother() throws IOException {
    twoApplications();
    DeployLog log = DeployLog.of(hooks().application("api"), project).clock(CLOCK);
    run().listener(log).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(log("deploy.log")).endsWith("Launching hook 'echo from api'.\n\nfrom api\n");
    assertThat(log("deploy.log")).doesNotContain("web");
  }

  @Test
  void u29_severalApplications_haveADirectoryEach() throws IOException {
    twoApplications();
    run().listener(deployLog()).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(log("api/deploy.log")).endsWith("from api\n").doesNotContain("web");
    assertThat(log("web/deploy.log")).endsWith("from web\n").doesNotContain("api");
    assertThat(project.resolve("deploy.log")).doesNotExist();
  }

  @Test
  void u29_hookThatIsSkipped_wasNotLaunched() {
    UpsunHooks worker = hooks().role(UpsunHooks.Role.WORKER);
    run().listener(deployLog()).phase(worker, UpsunHooks.DEPLOY);
    assertThat(project.resolve("deploy.log")).doesNotExist();
  }

  @Test
  void u25_hookWithoutOutput_isLogged() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: {deploy: 'true'}");
    run().listener(deployLog()).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(log("deploy.log"))
        .isEqualTo("[2014-07-03 10:03:51.100476] Launching hook 'true'.\n\n");
  }
}
