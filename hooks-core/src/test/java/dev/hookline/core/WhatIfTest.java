package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Condition;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import dev.hookline.core.WhatIf.Mishap;
import dev.hookline.core.ledger.file.FileLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What would happen if one hook did not end well, found out without calling any. */
@Timeout(60)
class WhatIfTest {
  private static final Phase BUILD = Phase.of("build");
  private static final Lifecycle LIFECYCLE =
      Lifecycle.named("deployment")
          .phase(BUILD)
          .phase(DEPLOY)
          .step("switch", context -> {}, step -> step.undo(context -> {}))
          .always("unlock", context -> {})
          .build();

  @TempDir Path temp;

  private final Transcript transcript = new Transcript();

  private HookSpec spec(Phase phase, String name) {
    return HookSpec.of(phase, name, context -> transcript.add(name));
  }

  private HookEngineBuilder builder() {
    return HookEngine.builder()
        .phases(LIFECYCLE)
        .ledger(FileLedger.in(temp))
        .register(spec(BUILD, "compile").undo(context -> transcript.add("undone")))
        .register(spec(DEPLOY, "backup").undo(context -> transcript.add("undone")))
        .register(spec(DEPLOY, "migrate").timeout(Duration.ofMinutes(5)))
        .register(spec(DEPLOY, "warm"))
        .register(spec(DEPLOY, "mail").onlyOnFailure());
  }

  private static String text(String... lines) {
    return String.join(System.lineSeparator(), lines);
  }

  @Test
  void whatIf_fails_saysWhatIsSkippedAndUndone() {
    WhatIf outlook = builder().build().plan(LIFECYCLE).whatIf("migrate", Mishap.FAILS);
    assertThat(outlook)
        .hasToString(
            text(
                "what if hook \"migrate\" (phase deploy) fails?",
                "  deployment would end as failed, not succeeded",
                "  deploy/migrate         fails",
                "  deploy/warm            is skipped: hook \"migrate\" (phase deploy) failed",
                "  undo of deploy/backup  runs",
                "  deploy/mail            runs",
                "  switch                 is skipped: phase deploy failed",
                "  undo of build/compile  runs",
                "  as if all went well: build/compile, deploy/backup, deployment/unlock"));
    assertThat(outlook.status()).isEqualTo(RunStatus.FAILED);
    assertThat(outlook.statusIfAllWell()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(outlook.hook().name()).isEqualTo("migrate");
    assertThat(outlook.mishap()).isEqualTo(Mishap.FAILS);
    assertThat(outlook.endedBefore()).isEmpty();
    assertThat(transcript.lines()).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void whatIf_failsAndMayBeIgnored_saysThatNothingElseChanges() {
    HookEngine engine =
        transcript.engine(
            transcript.hook("a").onFailure(FailurePolicy.IGNORE), transcript.hook("b"));
    assertThat(engine.plan(DEPLOY).whatIf("a", Mishap.FAILS))
        .hasToString(
            text(
                "what if hook \"a\" (phase deploy) fails?",
                "  deploy would end as succeeded all the same",
                "  a  fails",
                "  as if all went well: b"));
  }

  @Test
  void whatIf_timesOut_strikesAtTheNearestLimit() {
    LifecyclePlan plan = builder().timeout(DEPLOY, Duration.ofMinutes(9)).build().plan(LIFECYCLE);
    assertThat(plan.whatIf("migrate", Mishap.TIMES_OUT).toString())
        .contains("deploy/migrate         times out at its hook limit");
    assertThat(plan.whatIf("warm", Mishap.TIMES_OUT).toString())
        .contains("deploy/warm            times out at its phase limit");
  }

  @Test
  void whatIf_timesOutOnEachAttempt_spendsTheTimeOfThePhase() {
    HookSpec slow =
        transcript
            .hook("slow")
            .attemptTimeout(Duration.ofMinutes(1))
            .retry(RetryPolicy.attempts(10))
            .onFailure(FailurePolicy.IGNORE);
    HookEngine engine =
        transcript
            .builder(slow, transcript.hook("next"))
            .timeout(DEPLOY, Duration.ofMinutes(5))
            .build();
    assertThat(engine.plan(DEPLOY).whatIf("slow", Mishap.TIMES_OUT).toString())
        .contains("slow  times out at its phase limit", "next  is skipped");
  }

  @Test
  void whatIf_timesOutWithoutALimit_isRefused() {
    LifecyclePlan plan = builder().build().plan(LIFECYCLE);
    assertThatThrownBy(() -> plan.whatIf("warm", Mishap.TIMES_OUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "hook \"warm\" (phase deploy) has no limit, so it cannot time out; give it, its phase"
                + " or the run one");
    HookRequest limited = REQUEST.timeout(Duration.ofHours(1));
    assertThat(builder().build().plan(LIFECYCLE, limited).whatIf("warm", Mishap.TIMES_OUT).status())
        .isEqualTo(RunStatus.FAILED);
  }

  @Test
  void whatIf_isCancelled_saysThatCleanupRuns() {
    WhatIf outlook = builder().build().plan(LIFECYCLE).whatIf("switch", Mishap.IS_CANCELLED);
    assertThat(outlook)
        .hasToString(
            text(
                "what if the run is cancelled while step \"switch\" runs?",
                "  deployment would end as cancelled, not succeeded",
                "  switch                 is cancelled",
                "  undo of deploy/backup  runs",
                "  undo of build/compile  runs",
                "  as if all went well: build/compile, deploy/backup, deploy/migrate, deploy/warm,"
                    + " deploy/mail, deployment/unlock"));
  }

  @Test
  void whatIf_jvmDies_saysWhatTheNextRunFindsAndWhatIsForgotten() {
    HookRequest request = REQUEST.once(DEPLOY, OnceKey.of("shop"));
    WhatIf outlook = builder().build().plan(LIFECYCLE, request).whatIf("warm", Mishap.JVM_DIES);
    assertThat(outlook)
        .hasToString(
            text(
                "what if the JVM dies while hook \"warm\" (phase deploy) runs?",
                "  ended by then: build/compile, deploy/backup, deploy/migrate",
                "  not undone, because the phase has no key: build/compile",
                "  the next run of deployment would end as succeeded all the same",
                "  undo of deploy/backup  runs",
                "  deploy/mail            runs",
                "  as if all went well: build/compile, deploy/backup, deploy/migrate, deploy/warm,"
                    + " deploy/mail, switch, deployment/unlock"));
    assertThat(outlook.endedBefore())
        .extracting(result -> result.hook().name())
        .containsExactly("compile", "backup", "migrate");
    assertThat(transcript.lines()).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void whatIf_jvmDiesAfterAPhaseWasDone_skipsThatPhase() {
    HookRequest request = REQUEST.once(BUILD, OnceKey.of("shop"));
    WhatIf outlook = builder().build().plan(LIFECYCLE, request).whatIf("migrate", Mishap.JVM_DIES);
    assertThat(outlook.toString()).contains("build/compile  is skipped: done already");
  }

  @Test
  void whatIf_phaseIsDoneAlready_isKnownFromTheLedger() {
    HookEngine engine = builder().build();
    HookRequest request = REQUEST.once(BUILD, OnceKey.of("shop"));
    engine.run(LIFECYCLE, request).throwIfFailed();
    assertThat(engine.plan(LIFECYCLE, request).whatIf("compile", Mishap.FAILS))
        .hasToString(
            text(
                "what if hook \"compile\" (phase build) fails?",
                "  deployment would end as succeeded all the same",
                "  no hook would do anything else than if all went well",
                "  as if all went well: build/compile, deploy/backup, deploy/migrate, deploy/warm,"
                    + " deploy/mail, switch, deployment/unlock"));
  }

  @Test
  void whatIf_conditionSaysNo_isKnownFromTheRequest() {
    HookEngine engine =
        transcript.engine(
            transcript.hook("a").when(Condition.withoutEffects("on production", c -> false)),
            transcript.hook("b"));
    assertThat(engine.plan(DEPLOY, REQUEST).whatIf("a", Mishap.FAILS).status())
        .isEqualTo(RunStatus.SUCCEEDED);
    assertThat(engine.plan(DEPLOY).whatIf("a", Mishap.FAILS).status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void whatIf_hookIsLeftOut_isKnownFromTheRequest() {
    LifecyclePlan plan = builder().build().plan(LIFECYCLE, REQUEST.skip("migrate"));
    assertThat(plan.whatIf("migrate", Mishap.FAILS).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void whatIf_hooksOverlap_takesThemInTheOrderOfThePlan() {
    HookEngine engine =
        transcript
            .builder(transcript.hook("a"), transcript.hook("b"), transcript.hook("c"))
            .concurrency(DEPLOY, 3)
            .build();
    assertThat(engine.plan(DEPLOY).whatIf("b", Mishap.FAILS).toString())
        .contains("c  is skipped: hook \"b\" (phase deploy) failed", "as if all went well: a");
  }

  @Test
  void whatIf_callerIsInterrupted_isNotDisturbed() {
    Thread.currentThread().interrupt();
    WhatIf outlook = builder().build().plan(LIFECYCLE).whatIf("migrate", Mishap.FAILS);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outlook.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void whatIf_nameIsUnknownOrOfSeveralPhases_isRefused() {
    HookEngine engine =
        HookEngine.builder().register(spec(BUILD, "lint")).register(spec(DEPLOY, "lint")).build();
    LifecyclePlan plan = engine.plan(Lifecycle.named("all").phase(BUILD).phase(DEPLOY).build());
    assertThatThrownBy(() -> plan.whatIf("lit", Mishap.FAILS))
        .hasMessage("what if \"lit\": the plan has no such hook; did you mean \"lint\"?");
    assertThatThrownBy(() -> plan.whatIf("lint", Mishap.FAILS))
        .hasMessage(
            "what if \"lint\": several phases have such a hook; write one of \"build/lint\","
                + " \"deploy/lint\"");
    assertThat(plan.whatIf("deploy/lint", Mishap.FAILS).differences())
        .extracting(result -> result.hook().phase())
        .isEqualTo(List.of(DEPLOY));
  }
}
