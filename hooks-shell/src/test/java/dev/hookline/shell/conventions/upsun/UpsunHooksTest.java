package dev.hookline.shell.conventions.upsun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.Trust;
import dev.hookline.shell.conventions.upsun.UpsunHooks.AfterFailedDeploy;
import dev.hookline.shell.conventions.upsun.UpsunHooks.Role;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.Settings;
import dev.hookline.shell.testing.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsunHooksTest extends ConventionTestCase {
  private UpsunHooks hooks() {
    return UpsunHooks.in(project);
  }

  private void app(String... lines) throws IOException {
    write(".platform.app.yaml", lines);
  }

  /** Writes an application whose deploy hook is this text. */
  private void deploy(String... lines) throws IOException {
    StringBuilder yaml = new StringBuilder("name: app\ntype: 'php:8.2'\nhooks:\n  deploy: |\n");
    for (String line : lines) {
      yaml.append("    ").append(line).append('\n');
    }
    app(yaml.toString());
  }

  private TestRun deployed() {
    return run().phase(hooks(), UpsunHooks.DEPLOY);
  }

  private void threeHooks() throws IOException {
    app(
        "name: app",
        "hooks:",
        "  build: echo build",
        "  deploy: echo deploy",
        "  post_deploy: echo post");
  }

  @Test
  void u1_lifecycleHasThePlatformsOrder() throws Exception {
    threeHooks();
    TestRun run = run().lifecycle(hooks(), UpsunHooks.lifecycle(new UpsunSteps() {}));
    assertThat(run.transcript)
        .containsExactly(
            "step prepare build",
            "build/app succeeded",
            "step freeze",
            "step start",
            "deploy/app succeeded",
            "step open traffic",
            "post_deploy/app succeeded");
  }

  @Test
  void u2_workerRunsBuildOnly() throws IOException {
    threeHooks();
    UpsunHooks worker = hooks().role(Role.WORKER);
    TestRun run = run().phase(worker, UpsunHooks.BUILD).phase(worker, UpsunHooks.DEPLOY);
    run.phase(worker, UpsunHooks.POST_DEPLOY);
    assertThat(run.transcript)
        .containsExactly(
            "build/app succeeded",
            "deploy/app skipped: not for role \"worker\"",
            "post_deploy/app skipped: not for role \"worker\"");
  }

  @Test
  void u2_hooksOfAWorker_areAProblem() throws IOException {
    app("name: app", "workers:", "  queue:", "    hooks:", "      build: x");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:5:7: found hooks of a worker; expected none, workers share"
                + " the build hook of their application (U2)");
  }

  @Test
  void u3_redeploymentRunsPostDeployAlone() throws Exception {
    threeHooks();
    assertThat(run().lifecycle(hooks(), UpsunHooks.redeployment()).transcript)
        .containsExactly("post_deploy/app succeeded");
  }

  @Test
  void u4_deployKeyChangesWithTheEnvironment() {
    OnceKey build = UpsunHooks.buildKey("abc", Environment.empty());
    assertThat(UpsunHooks.deployKey("main", build))
        .isNotEqualTo(UpsunHooks.deployKey("test", build));
    assertThat(UpsunHooks.deployKey("main", build))
        .hasToString("build / tree=abc / environment=main");
  }

  private TestRun deployedOnce(String environment, String tree, Environment buildVariables) {
    OnceKey build = UpsunHooks.buildKey(tree, buildVariables);
    return run()
        .once(project.resolve("ledger"), UpsunHooks.BUILD, build)
        .once(
            project.resolve("ledger"), UpsunHooks.DEPLOY, UpsunHooks.deployKey(environment, build))
        .lifecycle(hooks(), UpsunHooks.lifecycle(new UpsunSteps() {}));
  }

  @Test
  void u3_sameCode_runsPostDeployAlone() throws IOException {
    threeHooks();
    deployedOnce("main", "abc", Environment.empty());
    assertThat(deployedOnce("main", "abc", Environment.empty()).output()).isEqualTo("post\n");
  }

  @Test
  void u3_earlierCodeAfterOther_isDeployedAgain() throws IOException {
    threeHooks();
    deployedOnce("main", "abc", Environment.empty());
    deployedOnce("main", "def", Environment.empty());
    assertThat(deployedOnce("main", "abc", Environment.empty()).output())
        .isEqualTo("build\ndeploy\npost\n");
  }

  @Test
  void u4_newEnvironment_reusesTheBuild_andDeploysAgain() throws IOException {
    threeHooks();
    deployedOnce("main", "abc", Environment.empty());
    assertThat(deployedOnce("test", "abc", Environment.empty()).output())
        .isEqualTo("deploy\npost\n");
  }

  @Test
  void u5_buildVariable_runsAllAgain() throws IOException {
    threeHooks();
    deployedOnce("main", "abc", Environment.empty());
    assertThat(deployedOnce("main", "abc", Environment.of("REBUILD_DATE", "now")).output())
        .isEqualTo("build\ndeploy\npost\n");
  }

  @Test
  void u22_reusedBuild_isInTheActivityLog() throws IOException {
    threeHooks();
    deployedOnce("main", "abc", Environment.empty());
    OnceKey build = UpsunHooks.buildKey("abc", Environment.empty());
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    run()
        .once(project.resolve("ledger"), UpsunHooks.BUILD, build)
        .listener(ActivityLog.of(hooks(), "abc", new PrintStream(written, true, UTF_8)))
        .phase(hooks(), UpsunHooks.BUILD);
    assertThat(written.toString(UTF_8))
        .endsWith("tree: abc)\n  Reusing existing build for this tree ID\n");
  }

  @Test
  void u5_buildKeyChangesWithABuildVariable_andHidesItsValue() {
    OnceKey before = UpsunHooks.buildKey("abc", Environment.of("REBUILD_DATE", "monday"));
    OnceKey after = UpsunHooks.buildKey("abc", Environment.of("REBUILD_DATE", "tuesday"));
    assertThat(before).isNotEqualTo(after);
    assertThat(before.toString()).doesNotContain("monday");
  }

  @Test
  void u8_onlyTheLastCommandDecides() throws IOException {
    deploy("false", "echo on");
    assertThat(deployed().transcript).containsExactly("deploy/app succeeded");
  }

  @Test
  void u8_commentsAtTheEnd_areNoCommands() throws IOException {
    deploy("false", "# comment", "");
    assertThat(deployed().exitCode()).isEqualTo(1);
  }

  @Test
  void u8_backgroundedFailure_isSuccess() throws IOException {
    deploy("false &");
    assertThat(deployed().exitCode()).isEqualTo(0);
  }

  @Test
  void u8_lastTestThatIsFalse_isAFailureEvenUnderSetE() throws IOException {
    deploy("set -e", "[ 1 = 2 ] && echo x");
    assertThat(deployed().exitCode()).isEqualTo(1);
  }

  @Test
  void u9_failedBuild_deploysNothing() throws Exception {
    app("name: app", "hooks: {build: exit 3, deploy: echo deploy}");
    TestRun run = run().lifecycle(hooks(), UpsunHooks.lifecycle(new UpsunSteps() {}));
    assertThat(run.transcript).containsExactly("step prepare build", "build/app failed");
  }

  @Test
  void u9_failedDeploy_isReported_andTheAppIsDeployed() throws Exception {
    app("name: app", "hooks: {deploy: exit 3, post_deploy: echo post}");
    TestRun run = run().lifecycle(hooks(), UpsunHooks.lifecycle(new UpsunSteps() {}));
    assertThat(run.transcript)
        .endsWith("deploy/app failed", "step open traffic", "post_deploy/app succeeded");
    assertThat(run.warnings).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(0);
  }

  @Test
  void u9_u20_postDeployAfterAFailedDeploy_canBeSkipped() throws Exception {
    app("name: app", "hooks: {deploy: exit 3, post_deploy: echo post}");
    UpsunHooks hooks = hooks().afterFailedDeploy(AfterFailedDeploy.SKIP_POST_DEPLOY);
    TestRun run = run().lifecycle(hooks, UpsunHooks.lifecycle(new UpsunSteps() {}));
    assertThat(run.transcript)
        .endsWith("step open traffic", "post_deploy/app skipped: a deploy hook failed before");
  }

  @Test
  void u10_dashNotBash() throws IOException {
    deploy("echo 'a\\nb'", "echo -e x", "[[ 1 = 1 ]]");
    TestRun run = deployed();
    assertThat(run.output()).startsWith("a\nb\n-e x\n");
    assertThat(run.exitCode()).isEqualTo(127);
  }

  @Test
  void u10_anotherShellWhenAskedFor() throws IOException {
    deploy("[[ 1 = 1 ]] && echo bash");
    UpsunHooks hooks = hooks().shell(Interpreter.of("bash"));
    assertThat(run().phase(hooks, UpsunHooks.DEPLOY).output()).isEqualTo("bash\n");
  }

  @Test
  void u11_shebangIsAComment() throws IOException {
    deploy("#!/usr/bin/env python3", "echo dash");
    assertThat(deployed().output()).isEqualTo("dash\n");
  }

  @Test
  void u12_startsInTheRootOfTheApplication_andCdDoesNotCarry() throws IOException {
    write(
        ".upsun/config.yaml",
        "applications:",
        "  api:",
        "    source: {root: /backend}",
        "    hooks:",
        "      build: pwd; cd /",
        "      deploy: pwd");
    Files.createDirectories(project.resolve("backend"));
    TestRun run = run().phase(hooks(), UpsunHooks.BUILD).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(run.output()).isEqualTo((project + "/backend\n").repeat(2));
  }

  @Test
  void u13_cacheIsKept_temporaryIsEmptied_bothForTheBuildAlone() throws IOException {
    app(
        "name: app",
        "hooks:",
        "  build: ls $PLATFORM_CACHE_DIR $TMPDIR | wc -w; touch $PLATFORM_CACHE_DIR/c $TMPDIR/t",
        "  deploy: echo \"${PLATFORM_CACHE_DIR-none} $PLATFORM_APP_DIR\"");
    UpsunHooks hooks =
        hooks()
            .directories(
                new UpsunDirectories(project.resolve("var/cache"), project.resolve("var/tmp")));
    TestRun run = run().phase(hooks, UpsunHooks.BUILD).phase(hooks, UpsunHooks.BUILD);
    run.phase(hooks, UpsunHooks.DEPLOY);
    assertThat(run.output()).isEqualTo("2\n3\nnone " + project + "\n");
  }

  @Test
  void u13_temporaryAboveTheCache_isRefused() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new UpsunDirectories(Path.of("/a/b"), Path.of("/a")))
        .hasMessage(
            "temporary directory /a would be emptied with the cache /a/b in it; use a directory of"
                + " its own");
  }

  @Test
  void u13_temporaryWithFilesOfOthers_isNotEmptied() throws IOException {
    Path theirs = Files.writeString(Files.createDirectories(project.resolve("t")).resolve("f"), "");
    UpsunDirectories directories = new UpsunDirectories(project.resolve("c"), theirs.getParent());
    org.assertj.core.api.Assertions.assertThatThrownBy(directories::prepare)
        .hasMessage(
            "temporary directory "
                + theirs.getParent()
                + " holds files that no build has put there; empty it, or use a directory of its"
                + " own");
    assertThat(theirs).exists();
  }

  @Test
  void u14_buildMayTakeAnHour_theOthersAsLongAsTheyLike() throws IOException {
    threeHooks();
    assertThat(hooks().load())
        .extracting(spec -> spec.timeout().map(Duration::toMinutes).orElse(0L))
        .containsExactly(60L, 0L, 0L);
  }

  @Test
  void u15_buildSeesNoRuntimeVariables_deployNoBuildVariables() throws IOException {
    String echo = "echo \"${PLATFORM_BRANCH-none} ${CI-none} $PLATFORM_APPLICATION_NAME\"";
    app("name: app", "hooks:", "  build: '" + echo + "'", "  deploy: '" + echo + "'");
    TestRun run = run().variable("PLATFORM_BRANCH", "main").variable("CI", "x");
    run.phase(hooks(), UpsunHooks.BUILD).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(run.output()).isEqualTo("none true app\nmain none app\n");
  }

  @Test
  void u15_variablesThatAreNoTexts_becomeJson() throws IOException {
    app(
        "name: app",
        "variables:",
        "  env:",
        "    TEXT: plain",
        "    NUMBER: 42",
        "    LIST: [1, 'two', ~, \"q\\\"\\n\"]",
        "    MAP: {a: true, b: {c: 1.5}}",
        "hooks: {deploy: 'echo \"$TEXT $NUMBER $LIST $MAP\"'}");
    assertThat(hooks().load().get(0).environment().variables())
        .containsEntry("TEXT", "plain")
        .containsEntry("NUMBER", "42")
        .containsEntry("LIST", "[1,\"two\",null,\"q\\\"\\n\"]")
        .containsEntry("MAP", "{\"a\":true,\"b\":{\"c\":1.5}}");
  }

  @Test
  void u16_dotEnvironmentIsReadAtRunTimeOnly_andHasTheLastWord() throws IOException {
    write(".environment", "export STAGE=prod-$STAGE");
    app("name: app", "hooks: {build: echo $STAGE, deploy: echo $STAGE}");
    TestRun run = run().variable("STAGE", "x");
    run.phase(hooks(), UpsunHooks.BUILD).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(run.output()).isEqualTo("x\nprod-x\n");
  }

  @Test
  void u17_includeOfAString_isTheText() throws IOException {
    write("hooks/deploy.sh", "#!/bin/bash", "echo included: yes");
    app("name: app", "hooks:", "  deploy: !include {type: string, path: hooks/deploy.sh}");
    assertThat(deployed().output()).isEqualTo("included: yes\n");
  }

  @Test
  void u17_includeWithoutType_isYaml() throws IOException {
    write("deploy.yaml", "|", "  echo from yaml");
    app("name: app", "hooks:", "  deploy: !include deploy.yaml");
    assertThat(deployed().output()).isEqualTo("from yaml\n");
  }

  @Test
  void u17_includeRelativeToTheApplication_orToTheFile() throws IOException {
    write(".upsun/a.sh", "echo a");
    write("b.sh", "echo b");
    write(
        ".upsun/config.yaml",
        "applications:",
        "  app:",
        "    hooks:",
        "      build: !include {type: string, path: a.sh}",
        "      deploy: !include {type: string, path: /b.sh}");
    TestRun run = run().phase(hooks(), UpsunHooks.BUILD).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(run.output()).isEqualTo("a\nb\n");
  }

  @Test
  void u17_wrongIncludes_areProblems() throws IOException {
    app(
        "name: app",
        "hooks:",
        "  build: !include {type: string}",
        "  deploy: !include {type: string, path: none.sh}",
        "  post_deploy: !include {type: binary, path: .platform.app.yaml}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:3:10: found !include without a path; expected \"path: …\"",
            "PROJECT/.platform.app.yaml:4:11: found !include of none.sh, which is not a file;"
                + " expected a path relative to PROJECT or to the YAML file",
            "PROJECT/.platform.app.yaml:5:16: found !include of type \"binary\"; expected string or"
                + " yaml");
  }

  @Test
  void u17_unknownTagsElsewhere_areFine() throws IOException {
    app("name: app", "web: !archive public", "x: !mine [1]", "hooks: {deploy: echo ok}");
    assertThat(deployed().output()).isEqualTo("ok\n");
  }

  @Test
  void u18_listIsOneScript() throws IOException {
    app("name: app", "hooks:", "  deploy:", "    - X=1", "    - echo $X");
    assertThat(deployed().output()).isEqualTo("1\n");
  }

  @Test
  void u19_listOfApplications() throws IOException {
    write(
        ".platform/applications.yaml",
        "- name: b",
        "  hooks: {build: echo b}",
        "- name: a",
        "  hooks: {build: echo a}");
    assertThat(names(hooks().load())).containsExactly("build/a", "build/b");
    assertThat(names(hooks().application("b").load())).containsExactly("build/b");
  }

  @Test
  void u19_oneFileInEachDirectory_startsThere() throws IOException {
    write("api/.platform.app.yaml", "name: api", "hooks: {build: pwd}");
    write("web/.platform.app.yaml", "name: web", "hooks: {build: pwd}");
    assertThat(run().phase(hooks(), UpsunHooks.BUILD).output())
        .isEqualTo(project + "/api\n" + project + "/web\n");
  }

  @Test
  void u19_severalUpsunFiles_andUpsunWins() throws IOException {
    threeHooks();
    write(".upsun/b.yaml", "applications: {b: {hooks: {build: echo b}}}");
    write(".upsun/a.yaml", "applications: {a: {hooks: {build: echo a}}}", "routes: {}");
    assertThat(names(hooks().load())).containsExactly("build/a", "build/b");
  }

  @Test
  void u19_whollyIndentedFile_andNoFinalNewline() throws IOException {
    OwnFile.write(
        project.resolve(".platform.app.yaml"), "  name: app\n  hooks:\n    deploy: echo ok");
    assertThat(deployed().output()).isEqualTo("ok\n");
  }

  @Test
  void u20_emptyHooks_areNone() throws IOException {
    app("name: app", "hooks: {build: '', deploy: ~, post_deploy: \"\\n\"}");
    assertThat(hooks().load()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hooks: build|1:14: found \"build\"; expected a map with build, deploy and post_deploy",
        "hooks: {built: x}|1:15: found \"built\"; expected build, deploy or post_deploy",
        "hooks: {build: {a: b}}|1:22: found a map; expected the text of a script",
      })
  void problems_sayWhereWhatAndWhatWouldBeRight(String hooks, String expected) throws IOException {
    app("{name: a, " + hooks + "}");
    String place =
        expected
            .replaceFirst("1:14", "1:18")
            .replaceFirst("1:15", "1:19")
            .replaceFirst("1:22", "1:26");
    assertThat(problems(hooks())).containsExactly("PROJECT/.platform.app.yaml:" + place);
  }

  @Test
  void problemsOfSeveralFiles_areReportedAtOnce() throws IOException {
    write("a/.platform.app.yaml", "hooks: x");
    write("b/.platform.app.yaml", "name: b\n\thooks: x");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/a/.platform.app.yaml:1:1: found an application without a name; expected"
                + " \"name: …\"",
            "PROJECT/b/.platform.app.yaml:2:1: found a tab; expected spaces, because YAML indents"
                + " with spaces only");
  }

  @Test
  void noApplication_saysWhatToWrite() {
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT has no application; write .upsun/config.yaml or .platform.app.yaml");
  }

  @Test
  void unknownApplication_namesThoseThatAre() throws IOException {
    threeHooks();
    assertThat(problems(hooks().application("api")))
        .containsExactly("PROJECT has no application \"api\"; it has [app]");
  }

  @Test
  void argumentsOfTheRun_reachNoHook() throws IOException {
    deploy("echo $#");
    assertThat(run().arguments("a").phase(hooks(), UpsunHooks.DEPLOY).output()).isEqualTo("0\n");
  }

  @Test
  void longTexts_run() throws IOException {
    deploy("# " + "x".repeat(200_000), "echo long");
    assertThat(deployed().output()).isEqualTo("long\n");
  }

  @Test
  void specs_sayWhereTheyAreDeclared() throws IOException {
    threeHooks();
    HookSpec build = hooks().load().get(0);
    assertThat(build.declaredAt()).contains(project + "/.platform.app.yaml:3:10");
    assertThat(build.onFailure()).isEqualTo(FailurePolicy.ABORT);
    assertThat(Lifecycle.named("x").build().stages()).isEmpty();
  }

  @Test
  void setting_copiesAllOthers() {
    UpsunHooks all =
        hooks()
            .application("app")
            .role(Role.WORKER)
            .afterFailedDeploy(AfterFailedDeploy.SKIP_POST_DEPLOY)
            .directories(new UpsunDirectories(project.resolve("c"), project.resolve("t")))
            .shell(Interpreter.of("sh"))
            .trust(Trust.everyone())
            .separateStreams();

    Settings.assertAllAreCopied(
        hooks(), all, UpsunHooks::separateStreams, hooks -> hooks.role(Role.WORKER));
  }

  @Test
  void application_twice_isRefused() {
    UpsunHooks hooks = hooks().application("a");
    assertThatIllegalStateException()
        .isThrownBy(() -> hooks.application("b"))
        .withMessage("an application is already set: a; load a source each");
  }
}
