package dev.hookline.shell.conventions.dotcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.Trust;
import dev.hookline.shell.UntrustedFileException;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotcloudHooksTest extends ConventionTestCase {
  private DotcloudHooks hooks() {
    return DotcloudHooks.in(project);
  }

  private void yml(String... lines) throws IOException {
    write("dotcloud.yml", lines);
  }

  private void prebuild(String command) throws IOException {
    yml("www:", "  type: python", "  prebuild: \"" + command + "\"");
  }

  private TestRun prebuilt() {
    return run().phase(hooks(), DotcloudHooks.PREBUILD);
  }

  @Test
  void d1_d3_threeMoments() throws IOException {
    yml("www:", "  type: python", "  prebuild: ./a.sh", "  postbuild: ./b.sh");
    executable("postinstall", "#!/bin/sh");
    assertThat(names(hooks().load()))
        .containsExactly("prebuild/www", "postbuild/www", "postinstall/www.0");
  }

  @Test
  void d2_laterSuccessMasksAnEarlierFailure() throws IOException {
    prebuild("./a.sh");
    executable("a.sh", "#!/bin/sh", "false", "true");
    assertThat(prebuilt().exitCode()).isEqualTo(0);
  }

  @Test
  void d3_postinstallKey_namesAnotherFile_alsoAboveTheApproot_asD7() throws IOException {
    yml("www: {type: php, approot: www, postinstall: ../post.sh}");
    write("www/index.php");
    executable("post.sh", "#!/bin/sh", "pwd");
    assertThat(run().phase(hooks(), DotcloudHooks.POSTINSTALL).output())
        .isEqualTo(project + "/www\n");
  }

  @Test
  void d3_missingPostinstallOfAKey_isAProblem() throws IOException {
    yml("www: {type: php, postinstall: ./none}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml:1:31: found \"./none\", which is not a file; expected the path of"
                + " a file, relative to the approot PROJECT");
  }

  @Test
  void d4_wrongTypes_areReportedAtOnce() throws IOException {
    yml(
        "Www: {type: [x]}",
        "db:",
        "  type: mysql",
        "  prebuild: {a: b}",
        "  process: x",
        "  processes: {a: b}",
        "bad: text");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml:1:1: found \"Www\"; expected the name of a service: at most 16 of"
                + " a-z, 0-9 and '_'",
            "PROJECT/dotcloud.yml:1:13: found a list; expected a text under type",
            "PROJECT/dotcloud.yml:4:13: found a map; expected a text under prebuild",
            "PROJECT/dotcloud.yml:6:14: found process and processes in one service; expected one of"
                + " them",
            "PROJECT/dotcloud.yml:7:6: found \"text\"; expected a map with the settings of a"
                + " service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing"})
  void d4_emptyFile_isAProblem(String text) throws IOException {
    yml(text);
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml:1:1: found an empty file; expected at least one service");
  }

  @Test
  void d4_scalarsAreTexts_nothingIsNone_unknownKeysAreIgnored() throws IOException {
    yml(
        "a: {type: php, prebuild: 42, zzz: [1]}",
        "b: {type: php, prebuild: ~}",
        "c: {type: php, prebuild: ''}");
    assertThat(names(hooks().load())).containsExactly("prebuild/a");
  }

  @Test
  void d4_noFile_saysSo() {
    assertThat(problems(hooks()))
        .containsExactly("PROJECT/dotcloud.yml: no such file; create it or correct the path");
  }

  @Test
  void d5a_scriptIsMadeExecutable() throws IOException {
    prebuild("./a.sh one two");
    write("a.sh", "#!/bin/sh", "echo \"$#: $*\"");
    assertThat(prebuilt().output()).isEqualTo("2: one two\n");
    assertThat(Files.isExecutable(project.resolve("a.sh"))).isTrue();
  }

  @Test
  void d5c_withoutSlash_isLookedUpOnThePath() throws IOException {
    prebuild("a.sh");
    write("a.sh", "echo x");
    TestRun run = prebuilt();
    assertThat(run.exitCode()).isEqualTo(127);
    assertThat(messageOf(run))
        .startsWith("Can't build service www (python): the command `a.sh` was not found\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {"cd sub && make#&&", "./a.sh; ./b.sh#;", "a | b#|", "./a.sh &#&", "a || b#||"})
  void d5d_compoundCommand_isAProblem(String command, String operator) throws IOException {
    prebuild(command);
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml:3:13: found '"
                + operator
                + "' in a command; expected one command, because dotCloud runs \"exec COMMAND\","
                + " which would not do what it says; put it into a script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"echo 'a;b&c|d'", "echo a\\\\;b >&2", "sh -c 'exit 0; x' 2>&1 >/dev/null"})
  void d5d_operatorsInQuotesAndRedirections_areFine(String command) throws IOException {
    prebuild(command);
    assertThat(prebuilt().exitCode()).isEqualTo(0);
  }

  @Test
  void d5e_tildeIsTheHome_assignmentIsNotFound() throws IOException {
    prebuild("~/x.sh");
    write("home/x.sh", "#!/bin/sh", "echo home");
    TestRun run = run().variable("HOME", project + "/home");
    assertThat(run.phase(hooks(), DotcloudHooks.PREBUILD).output()).isEqualTo("home\n");
    prebuild("FOO=bar ./a.sh");
    assertThat(prebuilt().exitCode()).isEqualTo(127);
  }

  @Test
  void d5f_loginShell_readsTheProfile_eachTime_asD8() throws IOException {
    yml("www: {type: php, prebuild: ./a.sh, postbuild: ./a.sh}");
    write("a.sh", "#!/bin/sh", "echo ${VENV-none}");
    write("home/x");
    TestRun run = run().variable("HOME", project + "/home");
    run.phase(hooks(), DotcloudHooks.PREBUILD);
    write("home/.profile", "export VENV=on");
    run.phase(hooks(), DotcloudHooks.POSTBUILD);
    assertThat(run.output()).isEqualTo("none\non\n");
  }

  @Test
  void d6_limits() throws IOException {
    yml("www: {type: php, prebuild: a, postbuild: b}");
    executable("postinstall");
    assertThat(hooks().load())
        .extracting(spec -> spec.timeout().map(Duration::toMinutes).orElse(0L))
        .containsExactly(15L, 15L, 10L);
  }

  @Test
  void d7_startsInTheApproot() throws IOException {
    yml("www: {type: php, approot: sub, prebuild: /bin/pwd}");
    write("sub/x");
    assertThat(prebuilt().output()).isEqualTo(project + "/sub\n");
  }

  @Test
  void d8_d13_d15_lifecycle() throws Exception {
    yml("www: {type: php, prebuild: 'true', postbuild: 'true'}");
    executable("postinstall", "#!/bin/sh");
    TestRun run = run().lifecycle(hooks(), DotcloudHooks.lifecycle(new DotcloudSteps() {}));
    assertThat(run.transcript)
        .containsExactly(
            "prebuild/www succeeded",
            "step build",
            "postbuild/www succeeded",
            "step install",
            "postinstall/www.0 succeeded",
            "step move data",
            "step launch",
            "step route traffic");
  }

  @Test
  void d9_exitCodeComesOut_andTheBuildStops() throws Exception {
    write("a.sh", "#!/bin/sh", "echo why; exit 42");
    yml("www: {type: python, prebuild: ./a.sh, postbuild: 'true'}");
    TestRun run = run().lifecycle(hooks(), DotcloudHooks.lifecycle(new DotcloudSteps() {}));
    assertThat(run.transcript)
        .containsExactly(
            "prebuild/www failed",
            "build/build skipped: every service has failed",
            "postbuild/www skipped: its prebuild has failed",
            "install/install failed");
    assertThat(run.exitCode()).isEqualTo(42);
    assertThat(messageOf(run))
        .isEqualTo(
            """
            Can't build service www (python): the command `./a.sh` returned 42
              command:   /bin/sh -lc 'chmod +x ./a.sh >/dev/null 2>&1; exec ./a.sh'
              directory: PROJECT
              ran for:   TIME
              output, last lines:
                why\
            """);
    assertThat(run.failures.get(0)).hasCauseInstanceOf(ScriptFailedException.class);
  }

  @Test
  void d9_signalHasItsOwnMessage() throws IOException {
    prebuild("sh -c 'kill -9 $$'");
    assertThat(messageOf(prebuilt()))
        .startsWith(
            "Can't build service www (python): the command `sh -c 'kill -9 $$'` exited on signal 9"
                + " (SIGKILL)\n");
  }

  @Test
  void d9_handOverThatCannotBeRead_isTheReason() throws IOException {
    prebuild("./a.sh");
    write("a.sh", "#!/bin/sh", "echo nonsense > $HOOKLINE_OUTPUT");
    assertThat(messageOf(prebuilt()).replaceAll("read: \\S+env:", "read: FILE:"))
        .isEqualTo(
            """
            Can't build service www (python): the command `./a.sh` failed although the script ended \
            with exit code 0, because what it handed over cannot be read: FILE:1 (HOOKLINE_OUTPUT): \
            "nonsense" is neither KEY=value nor KEY<<MARKER
              command:   /bin/sh -lc 'chmod +x ./a.sh >/dev/null 2>&1; exec ./a.sh'
              directory: PROJECT
              ran for:   TIME
              output:    (none)\
            """);
  }

  @Test
  void d10_d24_failedService_keepsNoOtherFromItsPostbuild_butNothingIsDeployed() throws Exception {
    yml(
        "api: {type: php, prebuild: sh -c 'exit 42', postbuild: echo api}",
        "www: {type: php, prebuild: echo www, postbuild: echo www built}");
    executable("postinstall", "#!/bin/sh");
    List<String> notBuilt = new ArrayList<>();
    DotcloudSteps steps =
        new DotcloudSteps() {
          @Override
          public void build(Set<String> failed, HookContext context) {
            notBuilt.addAll(failed);
          }
        };
    TestRun run = run().lifecycle(hooks(), DotcloudHooks.lifecycle(steps));
    assertThat(run.transcript)
        .containsExactly(
            "prebuild/api failed",
            "prebuild/www succeeded",
            "step build",
            "postbuild/api skipped: its prebuild has failed",
            "postbuild/www succeeded",
            "install/install failed");
    assertThat(notBuilt).containsExactly("api");
    assertThat(run.exitCode()).isEqualTo(42);
  }

  @Test
  void d24_failedPostbuild_isOfItsServiceOnly() throws Exception {
    yml("api: {type: php, postbuild: 'false'}", "www: {type: php, postbuild: echo www}");
    TestRun run = run().lifecycle(hooks(), DotcloudHooks.lifecycle(new DotcloudSteps() {}));
    assertThat(run.transcript)
        .containsExactly(
            "step build",
            "postbuild/api failed",
            "postbuild/www succeeded",
            "install/install failed");
  }

  @Test
  void d24_failedHookOfTheTool_keepsFromDeploying() throws Exception {
    yml("www: {type: php, postbuild: echo www}");
    HookSpec own =
        HookSpec.of(
            DotcloudHooks.PREBUILD,
            "mine",
            context -> {
              throw new IOException("mine");
            });
    HookSource all = () -> Stream.concat(hooks().load().stream(), Stream.of(own)).toList();
    TestRun run = run().lifecycle(all, DotcloudHooks.lifecycle(new DotcloudSteps() {}));
    assertThat(run.transcript).endsWith("postbuild/www succeeded", "install/install failed");
  }

  @Test
  void d11_noHooks() throws IOException {
    yml("www: {type: static}");
    assertThat(hooks().load()).isEmpty();
  }

  @Test
  void d14_postinstallRunsOnEachInstance() throws IOException {
    yml("www: {type: python}");
    executable("postinstall", "#!/bin/sh");
    assertThat(names(hooks().instances("www", 2).load()))
        .containsExactly("postinstall/www.0", "postinstall/www.1");
    assertThatThrownBy(() -> hooks().instances("www", 0))
        .hasMessage("instances must be at least 1, not 0");
  }

  @Test
  void d16_failedPostinstall_switchesNoTraffic() throws Exception {
    yml("www: {type: python}");
    executable("postinstall", "#!/bin/sh", "exit 3");
    TestRun run = run().lifecycle(hooks(), DotcloudHooks.lifecycle(new DotcloudSteps() {}));
    assertThat(run.transcript)
        .containsExactly("step build", "step install", "postinstall/www.0 failed");
  }

  @Test
  void d17_postinstallThatIsNotExecutable_namesTheChmod() throws IOException {
    yml("www: {type: python}");
    write("postinstall", "#!/bin/sh");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/postinstall is not executable; type: chmod +x PROJECT/postinstall");
  }

  @Test
  void d17_postinstallIsRunByItsFirstLine() throws IOException {
    yml("www: {type: python}");
    executable("postinstall", "#!/bin/bash", "[[ 1 = 1 ]] && echo bash $#");
    TestRun run = run().arguments("x").phase(hooks(), DotcloudHooks.POSTINSTALL);
    assertThat(run.output()).isEqualTo("bash 0\n");
  }

  @Test
  void d18_environmentOfTheService_reachesPostinstallOnly() throws IOException {
    yml("www: {type: php, environment: {MODE: 'on it'}, prebuild: ./a.sh}");
    executable("a.sh", "#!/bin/sh", "echo ${MODE-none}");
    executable("postinstall", "#!/bin/sh", "echo ${MODE-none}");
    TestRun run = prebuilt().phase(hooks(), DotcloudHooks.POSTINSTALL);
    assertThat(run.output()).isEqualTo("none\non it\n");
  }

  @Test
  void d18_reservedNames_areProblems() throws IOException {
    yml("www: {type: php, environment: {DOTCLOUD_X: a, B: [c]}}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml:1:32: found \"DOTCLOUD_X\"; expected the name of a variable:"
                + " letters, digits and '_', not beginning with DOTCLOUD_",
            "PROJECT/dotcloud.yml:1:50: found a list; expected a text as the value of B");
  }

  @Test
  void d14_instancesOfOneServiceTwice_isRefused() {
    DotcloudHooks hooks = hooks().instances("www", 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> hooks.instances("www", 3))
        .withMessage("instances of www are already set: 2; give their number once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb",
        "mysql",
        "mysql-masterslave",
        "postgis",
        "postgresql",
        "rabbitmq",
        "redis",
        "smtp",
        "solr"
      })
  void d21_dataServices_haveNoHooks(String type) throws IOException {
    yml("db: {type: " + type + ", prebuild: ./a.sh, postbuild: ./a.sh, postinstall: ./none}");
    executable("postinstall", "#!/bin/sh");
    assertThat(hooks().load()).isEmpty();
  }

  @Test
  void d21_postinstall_runsOncePerCodeService() throws IOException {
    yml(
        "www: {type: php}",
        "db: {type: mysql}",
        "cache: {type: redis}",
        "job: {type: ruby-worker}");
    executable("postinstall", "#!/bin/sh");
    assertThat(names(hooks().load())).containsExactly("postinstall/www.0", "postinstall/job.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"~/code/bin/post", "~/current/../bin/post", "~/code//bin/post"})
  void d22_postinstallBelowTheHome(String path) throws IOException {
    yml("www: {type: php, approot: www, postinstall: " + path + "}");
    write("www/index.php");
    executable("bin/post", "#!/bin/sh", "pwd");
    assertThat(run().phase(hooks(), DotcloudHooks.POSTINSTALL).output())
        .isEqualTo(project + "/www\n");
  }

  @Test
  void d22_commandBelowTheHome() throws IOException {
    yml(
        "www:",
        "  type: php",
        "  approot: www",
        "  prebuild: ~/code/a.sh ~/code ~/current/x '~/code' ~/codes");
    write("www/x");
    write("a.sh", "#!/bin/sh", "printf '%s\\n' \"$@\"");
    TestRun run = run().variable("HOME", "/home").phase(hooks(), DotcloudHooks.PREBUILD);
    assertThat(run.output()).isEqualTo(project + "\n" + project + "/www/x\n~/code\n/home/codes\n");
  }

  @Test
  void d22_missingFileBelowTheHome_isAProblem() throws IOException {
    yml("www: {type: php, postinstall: ~/code/none}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml:1:31: found \"~/code/none\", which is not a file; expected the"
                + " path of a file, relative to the approot PROJECT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 1:1: found no service; expected at least one service",
        "[www] | 1:1: found a list; expected a map of services",
        "www | 1:1: found \"www\"; expected a map of services",
        "www: {} | 1:6: found a service without a type; expected \"type: …\"",
        "www: {type: php, ports: [http]} | 1:25: found a list; expected a map under ports",
        "www: {type: php, ports: {x: prout}} | 1:29: found \"prout\"; expected http, tcp or udp",
        "www: {type: php, ports: {x: [y]}} | 1:29: found a list; expected http, tcp or udp",
        "www: {type: php, requirements: x} | 1:32: found \"x\"; expected a list under requirements",
        "www: {type: php, systempackages: } | 1:33: found nothing; expected a list under"
            + " systempackages",
        "www: {type: php, environment: [A]} | 1:31: found a list; expected a map under environment",
        "www: {type: php, config: x} | 1:26: found \"x\"; expected a map under config",
        "www: {type: php, processes: [x]} | 1:29: found a list; expected a map under processes",
        "www: {type: php, instances: two} | 1:29: found \"two\"; expected a number from 1 to 1000",
        "www: {type: php, instances: \"2\"} | 1:29: found \"2\"; expected a number from 1 to 1000",
        "www: {type: php, instances: 0} | 1:29: found \"0\"; expected a number from 1 to 1000",
        "www: {type: php, instances: 9999} | 1:29: found \"9999\"; expected a number from 1 to"
            + " 1000",
        "www: {type: php, prebuild: \"a\\0\"} | 1:28: found \"a\\u0000\"; expected text without"
            + " NUL",
      })
  void d23_whatTheSchemaRefuses_isAProblemAtItsPlace(String text, String problem)
      throws IOException {
    yml(text);
    assertThat(problems(hooks())).containsExactly("PROJECT/dotcloud.yml:" + problem);
  }

  @Test
  void d23_unknownType_namesThoseThatAre() throws IOException {
    yml("www:", "  type: node");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml:2:9: found \"node\"; expected custom, java, mongodb, mysql,"
                + " mysql-masterslave, nodejs, opa, perl, perl-worker, php, php-worker, postgis,"
                + " postgresql, python, python-worker, rabbitmq, redis, ruby, ruby-worker, smtp,"
                + " solr, static");
  }

  @ParameterizedTest
  @ValueSource(strings = {"process: '', processes: {a: b}", "process: x, processes: {}"})
  void d23_emptyProcess_besideTheOther_isFine(String both) throws IOException {
    yml("www: {type: php, " + both + "}");
    assertThat(hooks().load()).isEmpty();
  }

  @Test
  void d23_problemsOfSeveralServices_areReportedTogether() throws IOException {
    yml("a: {type: x}", "b: {type: php, prebuild: a && b}", "c: {type: php, instances: 0}");
    assertThat(problems(hooks())).hasSize(3);
  }

  @Test
  void d23_instancesOfTheFile_countUnlessTheToolSaysOtherwise() throws IOException {
    yml("www: {type: php, instances: 3}");
    executable("postinstall", "#!/bin/sh");
    assertThat(hooks().load()).hasSize(3);
    assertThat(names(hooks().instances("www", 1).load())).containsExactly("postinstall/www.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh -c \"$(echo 'a; b' && echo c)\"",
        "echo `a; b`",
        "echo $(a; (b; c) | d)",
        "echo \"`a; b` ${x:-;} $(\"y;\")\"",
        "echo ${x:-a;b} 'it''s;' \\; a#b \"#\"",
        "echo \"a'b\" 'c\"d;'",
      })
  void d25_operatorInAWord_isNotASecondCommand(String command) {
    assertThat(ShellText.of(command).operator()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo $(a; b); c | ;",
        "echo \"it's\" && c | &&",
        "echo \"${x}\" & | &",
        "./a.sh # and more | #",
        "echo '`'; b | ;",
        "(a; b) | ;",
      })
  void d25_operatorAfterAWord_isASecondCommand(String command, String operator) {
    assertThat(ShellText.of(command).operator()).contains(operator);
  }

  @Test
  void d25_substitutionsWithoutEnd_takeBoundedTime() {
    assertThat(ShellText.of("$(".repeat(500_000) + ";").operator()).isEmpty();
  }

  @Test
  void d26_services_areValuesForTheTool() throws IOException {
    yml(
        "www:",
        "  type: custom",
        "  approot: web",
        "  buildscript: builder/build",
        "  instances: 2",
        "  prebuild: ./a.sh",
        "  environment: {MODE: on}",
        "  processes: {app: node app.js}",
        "db: {type: mysql, postinstall: x}");
    DotcloudService www = hooks().services().get(0);
    assertThat(www).hasToString("www (custom)");
    assertThat(www.isCode()).isTrue();
    assertThat(www.root()).isEqualTo(project.resolve("web"));
    assertThat(www.buildscript()).contains(project.resolve("builder/build"));
    assertThat(www.instances()).isEqualTo(2);
    assertThat(www.prebuild()).contains("./a.sh");
    assertThat(www.postbuild()).isEmpty();
    assertThat(www.postinstall()).contains(project.resolve("web/postinstall"));
    assertThat(www.environment().variables()).containsEntry("MODE", "on");
    assertThat(www.definition().get("processes").orElseThrow().entries()).hasSize(1);
    DotcloudService db = hooks().services().get(1);
    assertThat(db.name()).isEqualTo("db");
    assertThat(db.isCode()).isFalse();
    assertThat(db.postinstall()).isEmpty();
  }

  @Test
  void d26_services_ofAWrongFile_throw() throws IOException {
    yml("www: {type: x}");
    assertThatThrownBy(() -> hooks().services()).isInstanceOf(HookSourceException.class);
  }

  @Test
  void trust_holdsForTheFileOfServices() throws IOException {
    yml("www: {type: php}");
    rights(project.resolve("dotcloud.yml"), "rw-rw-rw-");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/dotcloud.yml may be changed by its group or by others; type: chmod go-w"
                + " PROJECT/dotcloud.yml");
    assertThat(hooks().trust(Trust.everyone()).load()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"./a.sh one", "../a.sh", "~/code/a.sh"})
  void trust_holdsForTheScriptOfACommand(String command) throws IOException {
    String approot = command.startsWith("..") ? "www" : ".";
    yml("www: {type: php, approot: " + approot + ", prebuild: " + command + "}");
    write("www/x");
    rights(write("a.sh", "#!/bin/sh"), "rwxrwxrwx");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/a.sh may be changed by its group or by others; type: chmod go-w PROJECT/a.sh");
  }

  @Test
  void trust_ofAScriptThatTheBuildMakes_isCheckedWhenItRuns() throws IOException {
    yml("www: {type: php, prebuild: ./made.sh}");
    HookEngine engine = HookEngine.builder().load(hooks()).build();
    rights(write("made.sh", "#!/bin/sh", "echo theirs"), "rwxrwxrwx");
    RunReport report = engine.run(DotcloudHooks.PREBUILD, HookRequest.in(project));
    assertThat(report.failures().get(0).outcome().failure())
        .containsInstanceOf(UntrustedFileException.class);
  }

  @Test
  void trust_ofProgramsOfTheSystem_isNotAsked() throws IOException {
    yml("www: {type: php, prebuild: /bin/sh -c true, postbuild: sh ./a.sh}");
    rights(write("a.sh", "#!/bin/sh"), "rwxrwxr-x");
    assertThat(hooks().load()).hasSize(2);
  }
}
