package dev.hookline.shell.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.shell.conventions.dotcloud.DotcloudHooks;
import dev.hookline.shell.conventions.dotcloud.DotcloudSteps;
import dev.hookline.shell.conventions.kompose.KomposeHooks;
import dev.hookline.shell.conventions.kompose.KomposeStacks;
import dev.hookline.shell.conventions.ping.PingEntrypoint;
import dev.hookline.shell.conventions.ping.PingHooks;
import dev.hookline.shell.conventions.upsun.UpsunHooks;
import dev.hookline.shell.conventions.upsun.UpsunSteps;
import dev.hookline.shell.conventions.upsun.WebPaasHooks;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Deploys the sample projects of the example. */
class SamplesTest extends ConventionTestCase {

  /** Copies a sample with the rights that git keeps, regardless of the umask when it was cloned. */
  private Path sample(String name) throws IOException {
    Path from = Path.of("example", "samples", name).toAbsolutePath();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = project.resolve(name).resolve(from.relativize(file).toString());
        Files.copy(file, to);
        rights(to, Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--");
      }
    }
    return project.resolve(name);
  }

  private static List<String> written(TestRun run) {
    assertThat(run.failures).isEmpty();
    return run.output().lines().toList();
  }

  private static TestRun startPing(Path ping) throws Exception {
    PingHooks hooks =
        PingHooks.in(ping.resolve("staging/hooks"))
            .localProfile(ping.resolve("in"))
            .environment(Environment.empty())
            .handOver(ping.resolve("staging/.env"));
    TestRun run = TestRun.in(ping).variable("STARTUP_COMMAND", ping + "/bin/start-server");
    return run.lifecycle(PingEntrypoint.of(hooks, context -> {}), PingEntrypoint.lifecycle());
  }

  @Test
  void ping_firstStart_p34() throws Exception {
    Path ping = sample("ping");
    assertThat(written(startPing(ping)))
        .containsSubsequence(
            "fetching remote",
            "run plan: START",
            "log level: INFO",
            "first start",
            "license: ID=0000, for this sample only",
            "setting up Directory One",
            "hook of the remote profile",
            "before the server starts: Directory One",
            "joining the cluster as Directory One",
            "importing sample users");
    assertThat(written(startPing(ping))).contains("run plan: RESTART", "restart");
  }

  @Test
  void ping_withoutLicense_endsWith10_p34() throws Exception {
    Path ping = sample("ping");
    Files.delete(ping.resolve("in/sample.lic"));
    TestRun run = startPing(ping);
    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(run.output()).contains("CONTAINER FAILURE: License File absent\n");
  }

  @Test
  void dotcloud() throws Exception {
    DotcloudHooks hooks = DotcloudHooks.in(sample("dotcloud"));
    TestRun run = run().lifecycle(hooks, DotcloudHooks.lifecycle(new DotcloudSteps() {}));
    assertThat(written(run))
        .containsExactly(
            "key in place, requirements can be fetched",
            "migrating the database in production mode",
            "installing the crontab of api");
  }

  @Test
  void kompose() throws Exception {
    Path root = sample("kompose");
    KomposeStacks stacks = KomposeStacks.matching(root, "*");
    TestRun run = TestRun.in(root).arguments("up", "-d", "--build");
    KomposeStacks.Summary summary =
        stacks.run(
            stack ->
                run.phase(KomposeHooks.of(root, stack), KomposeHooks.before("up"))
                    .phase(KomposeHooks.of(root, stack), KomposeHooks.after("up")));
    assertThat(summary.isSuccess()).isTrue();
    assertThat(written(run))
        .containsExactly(
            "  Pre-flight checks of blog for: up -d --build",
            "  Build flag detected",
            "  Hello, world # not a comment: blog is up with database blog");
  }

  @Test
  void upsun() throws Exception {
    Path upsun = sample("upsun");
    TestRun run = run().lifecycle(UpsunHooks.in(upsun), UpsunHooks.lifecycle(new UpsunSteps() {}));
    assertThat(written(run))
        .containsExactly(
            "building in " + upsun + "/backend",
            "npm run build",
            "migrating prod",
            "importing content with [\"search\",\"export\"]",
            "warming the cache of sample-prod");
  }

  @Test
  void webpaas() throws Exception {
    WebPaasHooks hooks = WebPaasHooks.in(sample("webpaas"));
    TestRun run = run().variable("PLATFORM_ENVIRONMENT_TYPE", "production");
    assertThat(written(run.lifecycle(hooks, WebPaasHooks.lifecycle(new UpsunSteps() {}))))
        .containsExactly(
            "compiled the styles",
            "updating the schema",
            "importing new content",
            "clearing the cache");
  }
}
