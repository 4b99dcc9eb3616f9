package dev.hookline.shell.conventions.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.testing.TestRun;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is handed over by {@code CONTAINER_ENV}, and by {@code env_vars} of a profile. */
class PingHandOverTest extends PingImage {
  private static final String[] ENV_VARS = {
    "# .suppress-container-warning",
    "export LOG_LEVEL=${LOG_LEVEL:=INFO}",
    "export HOST=${HOST:=localhost}",
    "PORT=${PORT:-1443}",
    "export URL=\"ldap://${HOST}:${PORT}/?a b\"",
    "TITLE='it costs $5'",
    "export BASE=\"$(echo \"${STARTUP_COMMAND}\" | sed 's,.*/,,')\"",
    "if test \"${LOG_LEVEL}\" = DEBUG; then export MODE=slow; else export MODE=fast; fi",
    "LINES='one",
    "two'",
    "EMPTY="
  };

  private static final Map<String, String> VALUES =
      new TreeMap<>(
          Map.of(
              "LOG_LEVEL", "DEBUG",
              "HOST", "localhost",
              "PORT", "1443",
              "URL", "ldap://localhost:1443/?a b",
              "TITLE", "it costs $5",
              "BASE", "start-server",
              "MODE", "slow",
              "LINES", "one\ntwo",
              "EMPTY", "",
              "RUN_PLAN", "START"));

  private final Map<String, String> seen = new TreeMap<>();

  /** A server that remembers what it finds in its environment. */
  private Hook remembering() {
    return context -> {
      seen.putAll(context.environment());
      seen.keySet().retainAll(VALUES.keySet());
    };
  }

  private TestRun startWithEnvVars(String... lines) throws Exception {
    write("staging/env_vars", lines);
    return start(
        container().variable("LOG_LEVEL", "DEBUG"), PingEntrypoint.of(hooks(), remembering()));
  }

  @Test
  void p35_envVars_arriveInTheToolAsShMakesThem() throws Exception {
    startWithEnvVars(ENV_VARS);
    assertThat(seen).isEqualTo(VALUES);
  }

  @Test
  void p35_envVars_stayAsTheyAre() throws Exception {
    assertThat(startWithEnvVars(ENV_VARS).exitCode()).isZero();
    assertThat(Files.readString(project.resolve("staging/.env")))
        .isEqualTo(String.join("\n", ENV_VARS) + "\nRUN_PLAN=START\n");
  }

  @Test
  void p35_envVars_arriveInHooksThatSourceThem_asShMakesThem() throws Exception {
    image("50-before-post-start.sh", "echo \"$URL|$TITLE|$MODE|$LOG_LEVEL\"");
    assertThat(startWithEnvVars(ENV_VARS).output())
        .contains("ldap://localhost:1443/?a b|it costs $5|slow|DEBUG\n");
  }

  @Test
  void p35_valueThatRefersToItself_isMadeOnce() throws Exception {
    write("staging/env_vars", "export JAVA_OPTS=\"${JAVA_OPTS} -Dx\"");
    Hook tool = context -> context.out().println(context.environment().get("JAVA_OPTS") + "|");
    TestRun run = container().variable("JAVA_OPTS", "-server");
    assertThat(start(run, PingEntrypoint.of(hooks(), tool)).output()).endsWith("\n-server -Dx|\n");
  }

  @Test
  void p35_pathIsSet_withoutHarmToTheQuestion() throws Exception {
    startWithEnvVars("PATH=/nowhere:$PATH", "HOST=a");
    assertThat(seen).containsEntry("HOST", "a").containsEntry("RUN_PLAN", "START");
  }

  @Test
  void p35_whatTheFilePrints_isOutput_andNoVariable() throws Exception {
    TestRun run = startWithEnvVars("echo HOST=b", "HOST=a; echo \"$#\"");
    assertThat(seen).containsEntry("HOST", "a");
    assertThat(run.output()).contains("HOST=b\n0\n");
  }

  @Test
  void p17_unquotedSpaces_areACommand_asInSh_andShownInTheOutput() throws Exception {
    TestRun run = startWithEnvVars("HOST=two words");
    assertThat(seen).doesNotContainKey("HOST");
    assertThat(run.output()).contains("words: not found");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void p35_syntaxError_isAFailureThatNamesTheLine() throws Exception {
    image("01-start-server.sh", "printf '\\nX=\"\\n' >> \"$CONTAINER_ENV\"");
    TestRun run = start(hooks());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(messageOf(run))
        .startsWith(
            "hook \"container env\" (phase prepare) failed with exit code 2\n  command:   sh -c ")
        .contains("PROJECT/staging/.env: ", "Syntax error: Unterminated quoted string");
    assertThat(run.output()).doesNotContain("10-start-sequence.sh");
  }

  @Test
  void p35_exitInTheFile_isAFailure() throws Exception {
    image("01-start-server.sh", "echo 'exit 0' >> \"$CONTAINER_ENV\"");
    TestRun run = start(hooks());
    assertThat(run.exitCode()).isEqualTo(90);
    assertThat(messageOf(run))
        .isEqualTo(
            "PROJECT/staging/.env ends the shell that sources it; remove the \"exit\" from it");
  }

  @Test
  void p16_onlyHooksThatSourceTheFile_seeIt() throws Exception {
    write("staging/hooks/11-b.sh", "echo \"b=$A\"");
    write("staging/hooks/12-c.sh", ". \"$CONTAINER_ENV\"; echo \"c=$A\"");
    write("staging/.env", "A=1");
    Phase phase = Phase.of("start");
    PingHooks hooks = hooks().calling(phase, "11-b.sh").calling(phase, "12-c.sh");
    assertThat(run().phase(hooks, phase).output()).isEqualTo("b=\nc=1\n");
  }

  @Test
  void p19_handedOver_isKnownToTheRun_whereTheToolAsksForIt() throws Exception {
    write("staging/.env", "A=${B}1");
    Phase phase = Phase.of("start");
    Hook tells = context -> context.out().println(context.environment().get("A"));
    TestRun run =
        run()
            .variable("B", "b")
            .phase(
                () ->
                    List.of(
                        HookSpec.of(phase, "handed over", hooks().handedOver()),
                        HookSpec.of(phase, "tells", tells)),
                phase);
    assertThat(run.output()).isEqualTo("b1\n");
  }

  @Test
  void p19_handedOver_withoutAFile_isRefused() {
    PingHooks none = PingHooks.in(project).environment(Environment.empty());
    assertThatThrownBy(none::handedOver)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no file to read; choose handOver(file)");
  }

  @Test
  void p18_carriageReturn_isFailure11_beforeAnyHook() throws Exception {
    write("staging/.env", "A=1", "B=2\r");
    TestRun run = start(hooks());
    assertThat(run.exitCode()).isEqualTo(11);
    assertThat(messageOf(run))
        .isEqualTo(
            "CONTAINER FAILURE: PROJECT/staging/.env has carriage returns; type: sed -i"
                + " 's/\\r$//' PROJECT/staging/.env");
    assertThat(run.output()).isEmpty();
  }

  @Test
  void p36_handOverThatOthersMayChange_isRefused() throws Exception {
    rights(write("staging/.env", "A=1"), "rw-rw-rw-");
    TestRun run = start(hooks());
    assertThat(messageOf(run))
        .isEqualTo(
            "hook \"01-start-server.sh\" (phase prepare) was not run: PROJECT/staging/.env may be"
                + " changed by its group or by others; type: chmod go-w PROJECT/staging/.env");
  }
}
