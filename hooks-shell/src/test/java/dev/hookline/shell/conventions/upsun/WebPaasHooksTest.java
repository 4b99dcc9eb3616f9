package dev.hookline.shell.conventions.upsun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.OnceKey;
import dev.hookline.shell.conventions.upsun.UpsunHooks.Role;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WebPaasHooksTest extends ConventionTestCase {
  private void app(String deploy) throws IOException {
    write(".platform.app.yaml", "name: app", "hooks:", "  deploy: |", deploy);
  }

  @Test
  void o1_deployRunsUnderDash_notOnAWorker() throws IOException {
    app("    echo 'a\\nb'");
    WebPaasHooks hooks = WebPaasHooks.in(project);
    assertThat(run().phase(hooks, WebPaasHooks.DEPLOY).output()).isEqualTo("a\nb\n");
    WebPaasHooks worker = hooks.with(h -> h.role(Role.WORKER));
    assertThat(run().phase(worker, WebPaasHooks.DEPLOY).transcript)
        .containsExactly("deploy/app skipped: not for role \"worker\"");
  }

  @Test
  void o1_upsunFiles_areNotRead() throws IOException {
    app("    echo platform");
    write(".upsun/config.yaml", "applications: {x: {hooks: {deploy: echo upsun}}}");
    assertThat(run().phase(WebPaasHooks.in(project), WebPaasHooks.DEPLOY).output())
        .isEqualTo("platform\n");
  }

  @Test
  void o2_resultsAreTiedToTheCommit_andARedeployRunsPostDeployAlone() {
    Environment none = Environment.empty();
    assertThat(WebPaasHooks.key("c1", none)).isNotEqualTo(WebPaasHooks.key("c2", none));
    assertThat(WebPaasHooks.redeployment().stages())
        .extracting(stage -> stage.phase())
        .containsExactly(WebPaasHooks.POST_DEPLOY);
  }

  @Test
  void o2_sameCommit_reusesBuildAndDeploy() throws IOException {
    app("    echo deploy");
    OnceKey key = WebPaasHooks.key("c1", Environment.empty());
    TestRun run =
        run()
            .once(project.resolve("ledger"), WebPaasHooks.BUILD, key)
            .once(project.resolve("ledger"), WebPaasHooks.DEPLOY, key);
    run.phase(WebPaasHooks.in(project), WebPaasHooks.DEPLOY);
    run.phase(WebPaasHooks.in(project), WebPaasHooks.DEPLOY);
    assertThat(run.output()).isEqualTo("deploy\n");
  }

  @Test
  void o3_buildVariable_forcesARebuild() {
    assertThat(WebPaasHooks.key("c1", Environment.of("REBUILD_DATE", "1")))
        .isNotEqualTo(WebPaasHooks.key("c1", Environment.of("REBUILD_DATE", "2")));
  }

  @Test
  void o4_lastExampleOfTheDocumentation_isASyntaxErrorInDash() throws IOException {
    app(
        String.join(
            "\n",
            "    if [ \"$PLATFORM_ENVIRONMENT_TYPE\" = production ]; then",
            "        # Run commands only when deploying to production",
            "    else",
            "        # Run commands only when deploying on development or staging environments",
            "    fi"));
    TestRun run = run().phase(WebPaasHooks.in(project), WebPaasHooks.DEPLOY);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("\"else\" unexpected");
  }
}
