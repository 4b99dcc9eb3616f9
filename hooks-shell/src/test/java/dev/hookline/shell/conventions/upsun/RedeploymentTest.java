package dev.hookline.shell.conventions.upsun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSource;
import dev.hookline.api.OnceKey;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.shell.testing.ConventionTestCase;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs again when code is deployed that was deployed before (U3, U28). */
class RedeploymentTest extends ConventionTestCase {

  @BeforeEach
  void createProject() throws IOException {
    write(
        ".platform.app.yaml",
        "name: app",
        "hooks: {build: echo build, deploy: echo deploy, post_deploy: echo post}");
  }

  /** Deploys a tree, of which the build is kept, and returns what the hooks wrote. */
  private String deploy(HookSource hooks, String environment, OnceKey build) {
    OnceKey state = build;
    HookRequest request =
        HookRequest.in(project)
            .once(UpsunHooks.BUILD, state)
            .onceUntilChanged(UpsunHooks.DEPLOY, OnceKey.of("app", environment), state);
    RunReport report =
        HookEngine.builder()
            .load(hooks)
            .ledger(FileLedger.in(project.resolve("ledger")))
            .build()
            .run(UpsunHooks.lifecycle(new UpsunSteps() {}), request);
    return report.results().stream()
        .map(result -> result.output().text().strip())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String deploy(String environment, String tree) {
    OnceKey build = UpsunHooks.buildKey(tree, Environment.empty());
    return deploy(UpsunHooks.in(project), environment, build);
  }

  @Test
  void u28_codeThatWasDeployedBefore_isDeployedAgain_withTheBuildThatIsKept() {
    assertThat(deploy("main", "t1")).isEqualTo("build deploy post");
    assertThat(deploy("main", "t2")).isEqualTo("build deploy post");
    assertThat(deploy("main", "t1")).isEqualTo("deploy post");
    assertThat(deploy("main", "t1")).isEqualTo("post");
  }

  @Test
  void u28_otherEnvironments_doNotChangeWhatIsDeployedHere() {
    assertThat(deploy("main", "t1")).isEqualTo("build deploy post");
    assertThat(deploy("test", "t2")).isEqualTo("build deploy post");
    assertThat(deploy("main", "t1")).isEqualTo("post");
    assertThat(deploy("test", "t1")).isEqualTo("deploy post");
  }

  @Test
  void u28_webPaas_comparesWithWhatIsDeployedNow_too() {
    WebPaasHooks hooks = WebPaasHooks.in(project);
    OnceKey first = WebPaasHooks.key("c1", Environment.empty());
    OnceKey second = WebPaasHooks.key("c2", Environment.empty());
    assertThat(deploy(hooks, "main", first)).isEqualTo("build deploy post");
    assertThat(deploy(hooks, "main", second)).isEqualTo("build deploy post");
    assertThat(deploy(hooks, "main", first)).isEqualTo("deploy post");
  }
}
