package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.testing.ScriptTestCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are masked as shells write them, and where a command or a message was cut. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretFormsTest extends ScriptTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");

  private static HookEngine engine(String secret, ScriptHook hook) {
    return HookEngine.builder()
        .register(
            HookSpec.of(DEPLOY, "a", hook)
                .environment(Environment.empty().withSecret("TOKEN", secret)))
        .build();
  }

  private RunReport run(HookEngine engine) {
    return engine.run(DEPLOY, HookRequest.in(directory));
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's \"p$\" <ä/&1,~#!{a}*?[b]^`|;\\", "hun\tter\n2\u001bä", "päss"})
  void run_bashWritesASecretInItsOwnWays_masksEach(String secret) {
    String script =
        """
        for locale in C C.UTF-8; do
          LC_ALL=$locale bash -c '
            printf "%q\\n" "$TOKEN"
            declare -p TOKEN
            (set -x; : "$TOKEN")
            printf %s "$TOKEN" | base64'
        done 2>&1
        """;
    RunReport report = run(engine(secret, sh(script)));

    assertThat(report.results().get(0).output().text().lines())
        .hasSize(8)
        .allMatch(line -> line.matches("(declare -x TOKEN=|\\+ : )?[$]?[\"']?\\*\\*\\*[\"']?"));
  }

  @Test
  void plan_argumentIsASecretWithATab_isMaskedThereAndInTheFailure() {
    HookEngine engine = engine("hun\tter2", ScriptHook.command("sh", "-c", "exit 3", "hun\tter2"));

    assertThat(engine.plan(DEPLOY).toString()).contains("  sh -c 'exit 3' $'***'");
    assertThat(run(engine).failure().orElseThrow())
        .hasMessageContaining("command:   sh -c 'exit 3' $'***'\n");
  }

  @Test
  void plan_inlineScriptIsCutInsideASecret_showsNoPartOfItThereNorInTheFailure() {
    String script = "exit 3 # ".concat("x".repeat(186)) + " hunter2-and-more";
    HookEngine engine = engine("hunter2-and-more", sh(script));

    assertThat(engine.plan(DEPLOY).toString()).contains("xx ***…'").doesNotContain("hunt");
    assertThat(run(engine).failure().orElseThrow())
        .hasMessageContaining("xx ***…'")
        .hasMessageNotContaining("hunt");
  }

  @Test
  void run_lineThatIsHandedOverIsCutInsideASecret_showsNoPartOfIt() {
    String script = "printf '%076d%s' 0 \"$TOKEN\" >> $HOOKLINE_OUTPUT";
    RunReport report = run(engine("hunter2-and-more", sh(script)));

    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("00***…\" is neither KEY=value nor KEY<<MARKER")
        .hasMessageNotContaining("hunt");
  }
}
