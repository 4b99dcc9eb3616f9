package dev.hookline.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.file.FileLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployToolTest {
  @TempDir Path temp;
  private Tool tool;

  @BeforeEach
  void copySample() throws IOException {
    tool = Tool.with(temp, "app");
  }

  @Test
  void deploy_runsScriptsAndLambdas_andServesThePage() throws IOException {
    tool.guests("name\nAda\n");
    Tool.End end = tool.deploy("--once");
    assertThat(end.err()).isEmpty();
    assertThat(end.code()).isZero();
    assertThat(linesWithoutTimes(end))
        .containsSubsequence(
            "   [10-styles.sh] public/site.css has 56 bytes",
            "   [20-pages.sh] pages/index.html",
            "   [10-migrate.sh] the guest book has a new column: name,country",
            "<- switch succeeded",
            "<- health check succeeded",
            "   [10-warm.sh] warm: 2 files, styles 56 bytes",
            "<- keep 3 releases succeeded");
    assertThat(end.out()).contains("GET / answers: ").contains("Hello from release 1</h1>");
    assertThat(tool.current()).isEqualTo("releases/1");
    assertThat(tool.guests()).isEqualTo("name,country\nAda,\n");
    assertThat(Files.readString(tool.target.resolve("current/public/site.css")))
        .isEqualTo("body{color:black;font-family:sans-serif;}h1{color:teal;}");
  }

  private static List<String> linesWithoutTimes(Tool.End end) {
    return end.out().lines().map(line -> line.replaceAll(" \\([0-9.]+ s.*\\)$", "")).toList();
  }

  @Test
  void deploy_again_keepsThreeReleases() throws IOException {
    for (int i = 1; i <= 5; i++) {
      assertThat(tool.deploy("--once").code()).isZero();
    }
    assertThat(tool.current()).isEqualTo("releases/5");
    assertThat(tool.releases()).containsExactly("3", "4", "5");
  }

  @Test
  void buildFails_oldReleaseIsServed() throws IOException {
    tool.deploy("--once");
    tool.script("hooks/build/30-check.sh", "echo 'the page is empty'; exit 7");
    Tool.End end = tool.deploy("--once");
    assertThat(end.code()).isEqualTo(7);
    assertThat(end.out())
        .contains("failure: hook \"30-check.sh\" (phase build) failed with exit code 7\n")
        .contains("Hello from release 1</h1>");
    assertThat(tool.current()).isEqualTo("releases/1");
    assertThat(tool.releases()).containsExactly("1");
  }

  @Test
  void firstBuildFails_nothingIsServed() throws IOException {
    tool.script("hooks/build/30-check.sh", "exit 7");
    Tool.End end = tool.deploy("--once");
    assertThat(end.code()).isEqualTo(7);
    assertThat(end.out()).endsWith("nothing is deployed\n");
    assertThat(tool.releases()).isEmpty();
  }

  @Test
  void deployFails_migrationIsTakenBack() throws IOException {
    tool.deploy("--once");
    tool.guests("name\nAda\n");
    tool.script("hooks/deploy/20-check.sh", "exit 3");
    Tool.End end = tool.deploy("--once");
    assertThat(end.code()).isEqualTo(3);
    assertThat(linesWithoutTimes(end))
        .contains(
            "   [10-migrate.sh] the guest book has a new column: name,country",
            "   [undo of 10-migrate.sh] the guest book is as it was")
        .doesNotContain("<- switch succeeded");
    assertThat(tool.guests()).isEqualTo("name\nAda\n");
    assertThat(tool.current()).isEqualTo("releases/1");
    assertThat(tool.releases()).containsExactly("1");
  }

  @Test
  void healthCheckFails_linkAndMigrationAreTakenBack_newestFirst() throws IOException {
    tool.deploy("--once");
    tool.guests("name\nAda\n");
    tool.script("hooks/build/30-break.sh", "echo 'something else' >public/release");
    Tool.End end = tool.deploy("--once");
    assertThat(end.code()).isEqualTo(1);
    assertThat(linesWithoutTimes(end))
        .containsSubsequence(
            "<- switch succeeded",
            "== post_deploy failed",
            "<- undo of switch succeeded",
            "<- undo of 10-migrate.sh succeeded");
    assertThat(end.out())
        .contains(
            "failure: hook \"health check\" (phase post_deploy) failed: IOException: the site answers"
                + " \"something else\n\" instead of \"release 2\"\n")
        .contains("Hello from release 1</h1>");
    assertThat(tool.guests()).isEqualTo("name\nAda\n");
    assertThat(tool.current()).isEqualTo("releases/1");
    assertThat(tool.releases()).containsExactly("1");
  }

  @Test
  void firstHealthCheckFails_thereIsNoLinkAfterwards() throws IOException {
    tool.script("hooks/build/30-break.sh", "echo 'something else' >public/release");
    assertThat(tool.deploy("--once").code()).isEqualTo(1);
    assertThat(tool.current()).isEmpty();
    assertThat(tool.releases()).isEmpty();
  }

  @Test
  void postDeployScriptFails_isAWarning() throws IOException {
    tool.script("hooks/post_deploy/20-mail.sh", "exit 9");
    Tool.End end = tool.deploy("--once");
    assertThat(end.code()).isZero();
    assertThat(end.out())
        .contains("warning: hook \"20-mail.sh\" (phase post_deploy) failed with exit code 9");
    assertThat(tool.current()).isEqualTo("releases/1");
  }

  @Test
  void plan_showsTheHooks_andLeavesNothing() throws IOException {
    Tool.End end = tool.deploy("--plan");
    String plan = end.out().replace("TEMP/deployed/releases/1/hooks", "HOOKS");
    assertThat(plan.replaceAll("(?<=\\S) {2,}", "  "))
        .isEqualTo(
            """
            lifecycle deployment: 7 hooks
            phase build: 2 hooks
              1  10-styles.sh  HOOKS/build/10-styles.sh  limit 10 min
              2  20-pages.sh  HOOKS/build/20-pages.sh  limit 10 min
            phase deploy: 1 hook
              1  10-migrate.sh  HOOKS/deploy/10-migrate.sh  limit 10 min; \
            undo: HOOKS/undo/10-migrate.sh
            step switch: 1 hook
              1  switch  lambda  step; undo: lambda
            phase post_deploy: 3 hooks
              1  health check  lambda  order -1; attempt limit 5 s; 3 attempts, first wait 0.2 s
              2  10-warm.sh  HOOKS/post_deploy/10-warm.sh  on failure IGNORE; limit 10 min
              3  keep 3 releases  lambda  always hook; on failure IGNORE
            """);
    assertThat(end.code()).isZero();
    assertThat(tool.releases()).isEmpty();
    assertThat(tool.current()).isEmpty();
    assertThat(tool.target.resolve("shared")).isEmptyDirectory();
  }

  @Test
  void deploy_projectHasAHooksFile_itsHooksRunToo() throws IOException {
    Files.writeString(
        tool.project.resolve("hooks.yaml"),
        """
        hooks:
          deploy:
            - {name: announce, run: echo announced, after: 10-migrate.sh}
        lifecycle:
          always: {name: farewell, run: echo farewell}
        """);
    Tool.End end = tool.deploy("--once");
    assertThat(end.out()).contains("[announce] announced").contains("[farewell] farewell");
    assertThat(end.code()).isZero();
  }

  @Test
  void deploy_earlierOneWasCutOff_saysSo() throws Exception {
    Ledger ledger = FileLedger.in(tool.target.resolve("ledger"));
    try (LedgerClaim dead =
        ledger.claim(Phase.of("deployment"), OnceKey.of("turn"), "process 4711")) {
      dead.recordBegun(Optional.empty());
    }
    assertThat(tool.deploy("--once").out())
        .containsPattern(
            "the deployment of process 4711, begun at [^ ]+, was cut off; its release");
    assertThat(tool.deploy("--once").out()).doesNotContain("was cut off");
  }

  @Test
  void deploy_anotherIsAtWork_waitsForItsTurnAndSaysWhose() throws Exception {
    Ledger ledger = FileLedger.in(tool.target.resolve("ledger"));
    CompletableFuture<Tool.End> second;
    try (LedgerClaim first =
        ledger.claim(Phase.of("deployment"), OnceKey.of("turn"), "process 4711")) {
      first.recordBegun(Optional.empty());
      second = CompletableFuture.supplyAsync(() -> tool.deploy("--once"));
      assertThatThrownBy(() -> second.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(tool.releases()).isEmpty();
      first.recordDone();
    }
    assertThat(second.get().out()).startsWith("waits for run process 4711 (process ");
    assertThat(second.get().code()).isZero();
  }

  @Test
  void help_isPrinted() throws IOException {
    Tool.End end = tool.deploy("--help");
    assertThat(end.out()).isEqualTo(Arguments.USAGE + "\n");
    assertThat(end.code()).isZero();
  }

  @Test
  void why_explainsOneHook() throws IOException {
    Tool.End end = tool.deploy("--why", "health check");
    assertThat(end.out()).contains("health check").contains("order -1").contains("5 s");
    assertThat(end.code()).isZero();
  }

  @Test
  void why_hookIsMisspelt_asksWhichWasMeant() throws IOException {
    Tool.End end = tool.deploy("--why", "helth check");
    assertThat(end.err()).startsWith("error: ").contains("did you mean \"health check\"");
    assertThat(end.code()).isEqualTo(2);
  }

  @Test
  void whatIf_healthCheckFails_linkAndMigrationAreUndone() throws IOException {
    Tool.End end = tool.deploy("--what-if", "health check");
    assertThat(end.out()).contains("undo of switch  ", "undo of deploy/10-migrate.sh  ");
    assertThat(tool.releases()).isEmpty();
    assertThat(end.code()).isZero();
  }

  @Test
  void skip_leavesAHookOutAndSaysSo() throws IOException {
    Tool.End end = tool.deploy("--skip", "10-warm.sh", "--once");
    assertThat(end.out())
        .contains(
            "skipped   hook \"10-warm.sh\" (phase post_deploy): left out: skip \"10-warm.sh\"");
    assertThat(end.code()).isZero();
  }

  @Test
  void report_writesEveryForm() throws IOException {
    tool.deploy("--report", tool.target.resolve("reports").toString(), "--once");
    assertThat(tool.target.resolve("reports").toFile().list())
        .containsExactlyInAnyOrder(
            "events.jsonl",
            "junit.xml",
            "report.html",
            "report.json",
            "run.log",
            "summary.md",
            "trace.json");
  }

  @Test
  void dryRun_skipsEverything_andLeavesNothing() throws IOException {
    Tool.End end = tool.deploy("--dry-run");
    assertThat(end.out().lines().filter(line -> line.startsWith("-- ")))
        .hasSize(7)
        .allMatch(line -> line.contains(" would run"));
    assertThat(end.out()).contains("== deployment, dry run: 7 would run\n");
    assertThat(end.code()).isZero();
    assertThat(tool.releases()).isEmpty();
    assertThat(tool.target.resolve("shared")).isEmptyDirectory();
  }

  @Test
  void sampleThatItsGroupMayWrite_isDeployed() throws IOException {
    tool.rights("hooks/build", "rwxrwxr-x");
    tool.rights("hooks/build/10-styles.sh", "rwxrwxr-x");
    assertThat(tool.deploy("--once").code()).isZero();
  }

  @Test
  void targetInsideTheSample_isNotCopied() throws IOException {
    String target = tool.project.resolve("target").toString();
    assertThat(tool.call("--once", tool.project.toString(), target).code()).isZero();
    assertThat(tool.call("--once", tool.project.toString(), target).code()).isZero();
    assertThat(tool.project.resolve("target/current/pages")).isDirectory();
    assertThat(tool.project.resolve("target/current/target")).doesNotExist();
  }
}
