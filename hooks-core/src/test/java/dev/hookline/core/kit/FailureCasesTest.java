package dev.hookline.core.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.Plan;
import dev.hookline.core.WhatIf.Mishap;
import dev.hookline.core.ledger.file.FileLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cases of a tool's own plan, and what they find. */
@Timeout(60)
class FailureCasesTest {
  private static final Phase BUILD = Phase.of("build");
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Lifecycle LIFECYCLE =
      Lifecycle.named("deployment")
          .phase(BUILD)
          .phase(DEPLOY)
          .step("switch", context -> {}, step -> step.undo(context -> {}).timeout(LIMIT))
          .onFailure("mail", context -> {})
          .always("unlock", context -> {}, spec -> spec.timeout(LIMIT))
          .build();

  @TempDir Path temp;

  private static HookSpec spec(Phase phase, String name) {
    return HookSpec.of(
        phase,
        name,
        context -> {
          throw new AssertionError("a real hook was called");
        });
  }

  private HookEngineBuilder builder() {
    return HookEngine.builder()
        .phases(LIFECYCLE)
        .ledger(FileLedger.in(temp))
        .register(spec(BUILD, "compile").undo(context -> {}))
        .register(spec(DEPLOY, "backup").undo(context -> {}))
        .register(spec(DEPLOY, "check").onFailure(FailurePolicy.IGNORE))
        .register(spec(DEPLOY, "warm").onFailure(FailurePolicy.CONTINUE))
        .register(spec(DEPLOY, "report").onlyOnFailure())
        .register(spec(DEPLOY, "clean").always().timeout(LIMIT));
  }

  private HookRequest request() {
    OnceKey key = OnceKey.of("shop").with("revision", "1");
    return HookRequest.in(temp).timeout(Duration.ofHours(1)).once(BUILD, key).once(DEPLOY, key);
  }

  private static List<String> problems(FailureCases cases) {
    return cases.stream().flatMap(each -> problem(each).stream()).toList();
  }

  private static List<String> problem(FailureCase each) {
    try {
      each.check();
      return List.of();
    } catch (AssertionError e) {
      String message = String.valueOf(e.getMessage());
      return message.lines().takeWhile(line -> !line.startsWith("what if ")).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> stream_ofALifecycle_isTestsThatPass() {
    Plan plan = builder().build().plan(LIFECYCLE, request());
    return FailureCases.of(plan).stream().map(each -> dynamicTest(each.name(), each::check));
  }

  @Test
  void stream_namesEachHookThatRunsAndEachMishap() {
    Plan plan = builder().build().plan(LIFECYCLE, request().skip("deploy/warm", "deploy/check"));
    assertThat(FailureCases.of(plan).stream().map(FailureCase::name))
        .hasSize(5 * 4)
        .startsWith(
            "hook \"compile\" (phase build) fails",
            "hook \"compile\" (phase build) hangs",
            "the run is cancelled while hook \"compile\" (phase build) runs",
            "the JVM crashes while hook \"compile\" (phase build) runs",
            "hook \"backup\" (phase deploy) fails")
        .contains("step \"switch\" hangs", "always hook \"unlock\" (phase deployment) fails")
        .noneMatch(name -> name.contains("mail") || name.contains("report"));
  }

  @Test
  void check_hookWithoutLimit_saysThatItCouldHang() {
    HookEngine engine = HookEngine.builder().register(spec(DEPLOY, "backup")).build();
    FailureCases cases = FailureCases.of(engine.plan(DEPLOY));
    assertThat(problems(cases))
        .containsExactly(
            "hook \"backup\" (phase deploy) has no limit: if it hangs, the run does not end; give"
                + " it, its phase or the run one, or allow it with mayHang(\"backup\")");
    assertThat(problems(cases.mayHang("backup"))).isEmpty();
    assertThat(problems(cases.mayHang("deploy/backup"))).isEmpty();
    assertThat(cases.mayHang("backup"))
        .hasToString("failure cases of [backup], may hang: [backup]");
  }

  @Test
  void check_phaseWithoutKey_saysWhatACrashLeavesBehind() {
    HookRequest request = HookRequest.in(temp).timeout(Duration.ofHours(1));
    FailureCases cases = FailureCases.of(builder().build().plan(LIFECYCLE, request));
    assertThat(problems(cases))
        .contains(
            "resume: hook \"backup\" (phase deploy) is not undone after a crash, because its phase"
                + " has no key; give it one with once(…), or allow it with mayForget(\"deploy\")");
    assertThat(problems(cases.mayForget("build", "deploy", "switch"))).isEmpty();
  }

  @Test
  void check_runLimitWithoutReserve_saysWhichCleanupHasNoTime() {
    HookRequest request = request().cleanupReserve(Duration.ZERO);
    HookEngine engine =
        HookEngine.builder()
            .ledger(FileLedger.in(temp))
            .register(spec(DEPLOY, "warm"))
            .register(spec(DEPLOY, "clean").always().timeout(LIMIT))
            .register(spec(BUILD, "unused"))
            .build();
    assertThat(problems(FailureCases.of(engine.plan(DEPLOY, request))))
        .contains(
            "cleanup: always hook \"clean\" (phase deploy) does not run; keep time for it with"
                + " cleanupReserve(…)");
  }

  @Test
  void check_cleanupWithoutLimitOfItsOwn_saysWhatItTakesTheTimeFrom() {
    HookEngine engine =
        HookEngine.builder()
            .register(spec(DEPLOY, "clean").always())
            .register(spec(DEPLOY, "unlock").always().timeout(LIMIT))
            .build();
    HookRequest request = HookRequest.in(temp).timeout(Duration.ofHours(1));
    assertThat(problems(FailureCases.of(engine.plan(DEPLOY, request))))
        .containsExactly(
            "cleanup: always hook \"unlock\" (phase deploy) does not run; give always hook"
                + " \"clean\" (phase deploy) a limit of its own");
  }

  @Test
  void check_somethingIsNotKept_showsWhatWouldHappen() {
    HookEngine engine =
        HookEngine.builder()
            .register(spec(DEPLOY, "backup").undo(context -> {}))
            .register(spec(DEPLOY, "warm"))
            .build();
    FailureCase crash =
        FailureCases.of(engine.plan(DEPLOY)).stream()
            .filter(each -> each.hook().name().equals("warm"))
            .filter(each -> each.mishap() == Mishap.JVM_DIES)
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(crash::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("resume: hook \"backup\" (phase deploy) is not undone")
        .hasMessageEndingWith(crash.whatIf().toString());
    assertThat(crash).hasToString("the JVM crashes while hook \"warm\" (phase deploy) runs");
  }
}
