package dev.hookline.shell.hooksfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputPolicy;
import dev.hookline.api.Phase;
import dev.hookline.api.PhaseSettings;
import dev.hookline.core.HookConfigurationException;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.Trust;
import dev.hookline.shell.hooksfile.text.MissingValueException;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What hooks do that a file declares, in a real engine with real processes. */
class HooksFileTest extends ScriptTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");

  private HooksFile file(String text) throws IOException {
    return file("hooks.yaml", text);
  }

  private HooksFile file(String name, String text) throws IOException {
    Path path = directory.resolve(name);
    return HooksFile.at(OwnFile.write(path, text));
  }

  /** Returns what the hooks of the phase wrote. */
  private String outputOf(String text) throws IOException {
    TestRun run = TestRun.in(directory).phase(file(text), DEPLOY);
    assertThat(run.failures).isEmpty();
    return run.output();
  }

  private List<String> transcriptOf(String text) throws IOException {
    return TestRun.in(directory).phase(file(text), DEPLOY).transcript;
  }

  private HookSpec specOf(String text) throws IOException {
    return file(text).load().get(0);
  }

  private List<String> problems(HooksFile file) {
    return catchThrowableOfType(HookSourceException.class, () -> file.load().size())
        .problems()
        .stream()
        .map(problem -> problem.replace(directory + "/", ""))
        .toList();
  }

  private List<String> buildProblems(String text) throws IOException {
    HooksFile file = file(text);
    return catchThrowableOfType(
            HookConfigurationException.class, () -> HookEngine.builder().load(file).build())
        .problems()
        .stream()
        .map(problem -> problem.replace(directory + "/", ""))
        .toList();
  }

  // ---- what runs

  @Test
  void run_text_isSplitAsAShellDoes() throws IOException {
    assertThat(
            outputOf(
                """
                hooks:
                  deploy: printf '<%s>\\n' one "two words" thr\\ ee '' 'as $IT | is *' a"b"'c'
                """))
        .isEqualTo("<one>\n<two words>\n<thr ee>\n<>\n<as $IT | is *>\n<abc>\n");
  }

  @Test
  void run_list_isPassedAsItIs() throws IOException {
    assertThat(outputOf("hooks: {deploy: [{run: [printf, '<%s>', $HOME, '*', 42, true]}]}"))
        .isEqualTo("<$HOME><*><42><true>");
  }

  @Test
  void dryRun_script_saysTheArgumentsOfTheRun() throws IOException {
    HooksFile file = file("hooks: {deploy: [{script: hello.sh, arguments: [a, b]}]}");
    assertThat(TestRun.in(directory).arguments("--fast").dryRun().phase(file, DEPLOY).transcript)
        .containsExactly("deploy/hello.sh skipped: would run hello.sh a b --fast in " + directory);
  }

  @Test
  void dryRun_valuesOfTheTurn_saysTheDirectoryIfItIsKnown() throws IOException {
    HooksFile file =
        file(
            """
            hooks:
              deploy:
                - {name: there, run: 'migrate ${{ TO }}', directory: '${{ WHERE }}'}
                - {name: anywhere, run: 'migrate ${{ TO }}', directory: '${{ MISSING }}'}
            """);
    assertThat(
            TestRun.in(directory)
                .variable("WHERE", "sub")
                .arguments("--fast")
                .dryRun()
                .phase(file, DEPLOY)
                .transcript)
        .containsExactly(
            "deploy/there skipped: would run migrate '${{ TO }}' --fast in "
                + directory.resolve("sub")
                + " with WHERE",
            "deploy/anywhere skipped: would run migrate '${{ TO }}' --fast in "
                + directory
                + " with WHERE");
  }

  @Test
  void script_getsArgumentsOfItsOwnAndThoseOfTheRun() throws IOException {
    write("hello.sh", "#!/bin/sh", "echo \"$@\"");
    HooksFile file =
        file(
            """
            hooks:
              deploy:
                - {script: hello.sh, arguments: [a, b]}
                - {script: hello.sh, name: alone, arguments: c, run-arguments: false}
            """);
    assertThat(TestRun.in(directory).arguments("--fast").phase(file, DEPLOY).output())
        .isEqualTo("a b --fast\nc\n");
  }

  @Test
  void inline_isReadByItsInterpreter() throws IOException {
    assertThat(
            outputOf(
                """
                hooks:
                  deploy:
                    - name: in sh
                      inline: |
                        for i in 1 2; do echo "${i} of $HOOKLINE_PHASE"; done
                    - name: in awk
                      inline: BEGIN { print "awk" }
                      interpreter: awk -f
                """))
        .isEqualTo("1 of deploy\n2 of deploy\nawk\n");
  }

  @Test
  void process_settings_reachTheScript() throws IOException {
    assertThat(
            outputOf(
                """
                hooks:
                  deploy:
                    - run: cat
                      stdin: {text: hello from stdin}
                      launcher: env LAUNCHED=yes
                      log: deploy.log
                """))
        .isEqualTo("hello from stdin");
    assertThat(Files.readString(directory.resolve("deploy.log"))).contains("hello from stdin");
  }

  // ---- order, kinds, policies

  @Test
  void order_isThatOfTheConstraints() throws IOException {
    assertThat(
            transcriptOf(
                """
                hooks:
                  deploy:
                    - {run: "true", name: warm, after: migrate}
                    - {run: "true", name: late, order: 5}
                    - {run: "true", name: migrate}
                    - {run: "true", name: unlock, always: true}
                    - {run: "true", name: check, pre-of: migrate}
                    - {run: "true", name: first, before: [check], after-if-present: absent}
                    - {run: "true", name: page, only-on-failure: true}
                """))
        .containsExactly(
            "deploy/first succeeded",
            "deploy/check succeeded",
            "deploy/migrate succeeded",
            "deploy/warm succeeded",
            "deploy/late succeeded",
            "deploy/page skipped: nothing failed",
            "deploy/unlock succeeded");
  }

  @Test
  void failure_runsUndoAndOnFailure() throws IOException {
    TestRun run =
        TestRun.in(directory)
            .phase(
                file(
                    """
                    hooks:
                      deploy:
                        - {run: "false", name: optional, on-failure: ignore}
                        - {run: echo did, name: a, undo: {inline: echo undid}}
                        - {run: sh -c 'exit 42', name: b}
                        - {run: echo paged, name: page, only-on-failure: true}
                    """),
                DEPLOY);
    assertThat(run.exitCode()).isEqualTo(42);
    assertThat(run.output()).isEqualTo("did\nundid\npaged\n");
  }

  @Test
  void policies_areThoseOfTheFile() throws IOException {
    HookSpec spec =
        specOf(
            """
            hooks:
              deploy:
                - run: bin/a
                  timeout: 1h30m
                  attempt-timeout: 1.5s
                  grace-period: 0s
                  on-failure: continue
                  retry: {attempts: 5, backoff: 10s, factor: 3, longest-wait: 2m, jitter: 0.5}
            """);
    assertThat(spec.timeout()).contains(Duration.ofMinutes(90));
    assertThat(spec.attemptTimeout()).contains(Duration.ofMillis(1500));
    assertThat(spec.gracePeriod()).contains(Duration.ZERO);
    assertThat(spec.onFailure()).isEqualTo(FailurePolicy.CONTINUE);
    assertThat(spec.retry().maxAttempts()).isEqualTo(5);
    assertThat(spec.retry().firstWait()).isEqualTo(Duration.ofSeconds(10));
    assertThat(spec.retry().factor()).isEqualTo(3);
    assertThat(spec.retry().longestWait()).isEqualTo(Duration.ofMinutes(2));
    assertThat(spec.retry().jitter()).isEqualTo(0.5);
    assertThat(spec.declaredAt()).contains(directory.resolve("hooks.yaml") + ":3:7");
  }

  @Test
  void retry_exitCodes_areThoseThatAreTriedAgain() throws IOException {
    String hook =
        """
        hooks:
          deploy:
            - name: flaky
              inline: echo try >> tries; exit $(wc -l < tries | tr -d ' ')
              retry: {attempts: 9, exit-codes: [1, 2]}
        """;
    TestRun run = TestRun.in(directory).phase(file(hook), DEPLOY);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(Files.readAllLines(directory.resolve("tries"))).hasSize(3);
  }

  @Test
  void output_isShownAsTheFileSays() throws IOException {
    assertThat(specOf("hooks: {deploy: [{run: a, output: on-failure}]}").output())
        .isEqualTo(OutputPolicy.ON_FAILURE);
  }

  @Test
  void tags_selectHooksOfARun() throws IOException {
    assertThat(specOf("hooks: {deploy: [{run: a, tags: [db, slow]}]}").tags())
        .containsExactly("db", "slow");
  }

  // ---- conditions

  @Test
  void conditions_say_whyAHookIsSkipped() throws IOException {
    Files.writeString(directory.resolve("there"), "");
    HooksFile file =
        file(
            """
            hooks:
              deploy:
                - {run: "true", name: a, when: {environment: {STAGE: [test, production]}}}
                - {run: "true", name: b, when: {environment: {STAGE: [test, qa]}}}
                - {run: "true", name: c, unless: {environment: STAGE}}
                - {run: "true", name: d, when: {environment: ABSENT}}
                - {run: "true", name: e, when: {exists: absent}}
                - {run: "true", name: f, when: {missing: there}}
                - {run: "true", name: g, unless: {exists: there}}
                - {run: "true", name: h, when: {command: test -f there}}
                - {run: "true", name: i, when: {command: {run: test -f absent, exit-code: [1, 2]}}}
                - {run: "true", name: j, when: {command: test -f absent}}
                - {run: "true", name: k, unless: {command: test -f there}}
                - {run: "true", name: l, when: {platform: windows}}
                - {run: "true", name: m, unless: {platform: windows}}
                - {run: "true", name: n, when: [{exists: there}, {missing: absent}]}
            """);
    assertThat(TestRun.in(directory).variable("STAGE", "production").phase(file, DEPLOY).transcript)
        .containsExactly(
            "deploy/a succeeded",
            "deploy/b skipped: runs only if STAGE is test or qa",
            "deploy/c skipped: runs only if STAGE is not set",
            "deploy/d skipped: runs only if ABSENT is set",
            "deploy/e skipped: runs only if absent exists",
            "deploy/f skipped: runs only if there does not exist",
            "deploy/g skipped: runs only if there does not exist",
            "deploy/h succeeded",
            "deploy/i succeeded",
            "deploy/j skipped: runs only if `test -f absent` exits with 0",
            "deploy/k skipped: runs only if `test -f there` does not exit with 0",
            "deploy/l skipped: runs only on windows",
            "deploy/m succeeded",
            "deploy/n succeeded");
  }

  @Test
  void condition_command_isNotAskedByADryRun() throws IOException {
    HooksFile file = file("hooks: {deploy: [{run: 'true', when: {command: touch asked}}]}");
    assertThat(TestRun.in(directory).dryRun().phase(file, DEPLOY).transcript).hasSize(1);
    assertThat(directory.resolve("asked")).doesNotExist();
  }

  // ---- values of the turn

  @Test
  void values_ofEarlierHooks_arePutInWhenTheTurnComes() throws IOException {
    Files.createDirectory(directory.resolve("sub"));
    assertThat(
            outputOf(
                """
                environment: {GREETING: "hello ${{ NAME:-stranger }}"}
                hooks:
                  deploy:
                    - name: hand on
                      inline: |
                        echo "$GREETING"
                        printf 'NAME=x y\\nWHERE=sub\\n' >> "$HOOKLINE_OUTPUT"
                    - run: printf '<%s>' ${{ NAME }} "${{ NAME }}!" '${{ NAME }}' ${{ NO:-d e }}
                    - run: [sh, -c, 'echo; echo "$GREETING"; basename "$PWD"']
                      name: where
                      directory: ${{ WHERE }}
                      when: {environment: {NAME: "${{ NAME }}"}, missing: "${{ WHERE }}"}
                """))
        .isEqualTo("hello stranger\n<x y><x y!><${{ NAME }}><d e>\nhello x y\nsub\n");
  }

  @Test
  void values_withoutAValue_failTheHook() throws IOException {
    TestRun run =
        TestRun.in(directory)
            .variable("RELEASE", "v7")
            .phase(file("hooks: {deploy: ['echo ${{ RELEASES }}']}"), DEPLOY);
    assertThat(run.failures.get(0))
        .isExactlyInstanceOf(MissingValueException.class) // which reports show by its message alone
        .hasMessage(
            "${{ RELEASES }} has no value: neither the environment nor an earlier hook sets it;"
                + " did you mean \"RELEASE\"?");
  }

  @Test
  void values_unresolved_areShownInPlans() throws IOException {
    HooksFile file = file("hooks: {deploy: ['bin/push ${{ TAG }} --to ${{ WHERE:-here }}']}");
    assertThat(file.load().get(0).hook().description())
        .isEqualTo("bin/push '${{ TAG }}' --to '${{ WHERE:-here }}'");
  }

  // ---- environment

  @Test
  void environment_layers_laterOnesWin() throws IOException {
    OwnFile.write(directory.resolve("a.env"), "A=file\nB=file\nC=file\nHOME_OF=${B}!\n");
    OwnFile.write(directory.resolve("b.env"), "D=${B}+b\n");
    assertThat(
            outputOf(
                """
                env-files: [a.env, {file: b.env, expand: true}, {file: absent, optional: true}]
                environment: {B: top, C: top}
                hooks:
                  deploy:
                    - name: show
                      inline: echo "$A $B $C $D $HOME_OF"
                      environment: {C: hook}
                """))
        .isEqualTo("file top hook file+b ${B}!\n");
  }

  @Test
  void environment_secrets_areMasked() throws IOException {
    OwnFile.write(directory.resolve("s.env"), "PASSWORD=hunter2\n");
    assertThat(
            outputOf(
                """
                env-files: {file: s.env, secrets: [PASSWORD]}
                environment: {TOKEN: {value: s3cret-token, secret: true}, MODE: {value: plain}}
                hooks:
                  deploy:
                    - {name: show, inline: 'echo "$PASSWORD $TOKEN $MODE"'}
                """))
        .isEqualTo("*** *** plain\n");
  }

  // ---- matrix

  @Test
  void matrix_makesNamedInstances_andIsOneNameForOthers() throws IOException {
    assertThat(
            transcriptOf(
                """
                hooks:
                  deploy:
                    - {run: "true", name: check, after: roll out}
                    - name: roll out
                      run: echo ${{ matrix.region }} ${{ matrix.tier }}
                      matrix: {region: [eu, us], tier: [web, worker]}
                      matrix-exclude: {region: us, tier: worker}
                    - name: warm ${{ matrix.region }}
                      run: "true"
                      matrix: {region: [eu, us, ap]}
                      matrix-only: [{region: ap}, {region: eu}]
                """))
        .containsExactly(
            "deploy/roll out (eu, web) succeeded",
            "deploy/roll out (eu, worker) succeeded",
            "deploy/roll out (us, web) succeeded",
            "deploy/check succeeded",
            "deploy/warm eu succeeded",
            "deploy/warm ap succeeded");
  }

  // ---- phases and lifecycle

  @Test
  void phases_limitsAndConcurrency_holdInTheEngine() throws IOException {
    HooksFile file =
        file(
            """
            phases: {deploy: {timeout: 50ms}}
            hooks: {deploy: [sleep 60, echo never]}
            """);
    TestRun run = TestRun.in(directory).phase(file, DEPLOY);
    assertThat(run.exitCode()).isEqualTo(124);
    assertThat(file.phaseSettings())
        .containsExactly(
            new PhaseSettings(
                DEPLOY, Optional.of(Duration.ofMillis(50)), Optional.empty(), Optional.empty()));
  }

  @Test
  void phases_theTool_hasTheLastWord() throws IOException {
    HooksFile file = file("phases: {deploy: {timeout: 1ms}}\nhooks: {deploy: echo done}");
    HookEngine engine =
        HookEngine.builder().timeout(DEPLOY, Duration.ofMinutes(1)).load(file).build();
    RunReport report = engine.run(DEPLOY, HookRequest.in(directory));
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void lifecycle_getsPoliciesAndLastHooks() throws IOException {
    HooksFile file =
        file(
            """
            phases: {build: {on-failure: ignore}}
            hooks:
              build: "false"
              deploy: sh -c 'exit 3'
            lifecycle:
              on-failure: {run: echo page, name: page}
              always: [{run: echo unlock, name: unlock}]
            """);
    Lifecycle deployment =
        Lifecycle.named("deployment")
            .phase(Phase.of("build"))
            .step("freeze", context -> {}, step -> step.timeout(Duration.ofMinutes(1)))
            .phase(DEPLOY)
            .always("tool's own", context -> context.out().println("tool"))
            .build();
    TestRun run = TestRun.in(directory).lifecycle(file, file.applyTo(deployment));
    assertThat(run.transcript)
        .containsSubsequence(
            "step freeze",
            "deployment/page succeeded",
            "deployment/tool's own succeeded",
            "deployment/unlock succeeded");
    assertThat(run.output()).isEqualTo("page\ntool\nunlock\n");
    assertThat(file.applyTo(deployment).toString())
        .isEqualTo(
            """
            lifecycle deployment
              phase build (on failure: IGNORE)
              step freeze (on failure: ABORT)
              phase deploy (on failure: ABORT)
              always hook "tool's own"
              on-failure hook "page"
              always hook "unlock\"\
            """
                .replace("\n", System.lineSeparator()));
  }

  // ---- includes

  @Test
  void include_hooksOfOtherFiles_comeFirst_withTheirOwnVariables() throws IOException {
    HooksFile unused =
        file(
            "hooks/common.yaml",
            """
            environment: {WHO: common}
            env-files: {file: absent.env, optional: true}
            phases: {deploy: {timeout: 1m, on-failure: continue}}
            hooks: {deploy: [{name: a, inline: 'echo "a of $WHO"'}]}
            """);
    HooksFile file =
        file(
            """
            include: [hooks/common.yaml, {file: no/such.yaml, optional: true}]
            phases: {deploy: {timeout: 2m}}
            hooks: {deploy: [{name: b, inline: 'echo "b of ${WHO:-main}"'}]}
            """);
    assertThat(TestRun.in(directory).phase(file, DEPLOY).output())
        .isEqualTo("a of common\nb of main\n");
    assertThat(file.phaseSettings())
        .containsExactly(
            new PhaseSettings(
                DEPLOY,
                Optional.of(Duration.ofMinutes(2)),
                Optional.empty(),
                Optional.of(FailurePolicy.CONTINUE)));
  }

  @Test
  void include_problemsOfAllFiles_areReportedTogether() throws IOException {
    HooksFile unused = file("hooks/common.yaml", "hook: {deploy: a}\n");
    HooksFile other = file("hooks/other.yaml", "hooks:\n  deploy:\n    - a\n   - b\n");
    HooksFile file =
        file("include: [hooks/common.yaml, hooks/other.yaml]\nhooks: {deploy: [{runn: x}]}\n");
    assertThat(problems(other)).hasSize(1);
    assertThat(problems(file))
        .containsExactly(
            "hooks.yaml:2:19: found \"runn\"; expected a key of a hook; did you mean \"run\"?",
            "hooks/common.yaml:1:1: found \"hook\"; expected a key of a hooks file; did you mean"
                + " \"hooks\"?",
            "hooks/other.yaml:4:4: found an indentation that fits nothing before; expected that of"
                + " the map that began in line 2");
  }

  // ---- names

  @Test
  void names_misspelt_areKnownByBuild() throws IOException {
    assertThat(
            buildProblems(
                """
                hooks:
                  build: [{run: x, name: compile}]
                  deploy:
                    - {run: bin/migrate}
                    - {run: bin/warm, after: migrat}
                    - {run: bin/check, after: compile}
                """))
        .containsExactly(
            "hook \"warm\" (phase deploy) at hooks.yaml:5:7 is ordered after \"migrat\", but no"
                + " hook of that name is registered for phase deploy; did you mean \"migrate\"?",
            "hook \"check\" (phase deploy) at hooks.yaml:6:7 is ordered after \"compile\", but no"
                + " hook of that name is registered for phase deploy; there is one in phase build,"
                + " but an order holds within one phase: remove the constraint");
  }

  // ---- files

  @Test
  void file_thatIsMissing_isAProblem_unlessItIsOptional() {
    HooksFile missing = HooksFile.in(directory);
    assertThat(problems(missing))
        .containsExactly("hooks.yaml: no such file; create it or correct the path");
    assertThat(missing.optional().load()).isEmpty();
    assertThat(missing.optional().phaseSettings()).isEmpty();
  }

  @Test
  void file_thatOthersMayWrite_isNotRead() throws IOException {
    HooksFile file = file("hooks: {deploy: echo hello}");
    Files.setPosixFilePermissions(
        directory.resolve("hooks.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(problems(file))
        .containsExactly(
            "hooks.yaml may be changed by its group or by others; type: chmod go-w hooks.yaml");
    assertThat(file.trust(Trust.everyone()).load()).hasSize(1);
  }

  @Test
  void script_thatOthersMayWrite_isNotRun() throws IOException {
    Path script = write("hello.sh", "#!/bin/sh", "echo hello");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwxrwx"));
    TestRun run =
        TestRun.in(directory).phase(file("hooks: {deploy: [{script: hello.sh}]}"), DEPLOY);
    assertThat(run.failures.get(0))
        .hasMessage(
            "hook \"hello.sh\" (phase deploy) was not run: %s may be changed by its group or by"
                + " others; type: chmod go-w %s",
            script, script);
  }

  @Test
  void file_thatIsTooLong_saysTheLimitAndHowToRaiseIt() throws IOException {
    HooksFile file = file("hooks: {deploy: echo hello}");
    assertThat(problems(file.maxBytes(10)))
        .containsExactly(
            "hooks.yaml: found more than 10 bytes; split it into files that it includes, or raise"
                + " the limit with HooksFile.maxBytes(…)");
    assertThat(file.maxBytes(27).load()).hasSize(1);
    assertThatThrownBy(() -> file.maxBytes(0).load())
        .hasMessage("the size of a file must be from 1 to 2147483646 bytes, not 0");
  }
}
