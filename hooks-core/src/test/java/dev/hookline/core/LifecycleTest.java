package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the end of a phase or of a step means for the lifecycle. */
@Timeout(60)
class LifecycleTest {
  private static final Phase ONE = Phase.of("one");
  private static final Phase TWO = Phase.of("two");
  private static final Phase THREE = Phase.of("three");

  private final Transcript transcript = new Transcript();

  private HookSpec hook(Phase phase, String name, Hook hook) {
    return HookSpec.of(phase, name, hook).undo(context -> transcript.add("undone: " + name));
  }

  private List<String> stages(RunReport report) {
    return report.phases().stream().map(p -> p.phase() + " " + p.status().words()).toList();
  }

  private static Lifecycle lifecycle(FailurePolicy ofTwo) {
    return Lifecycle.named("all").phase(ONE).phase(TWO, ofTwo).phase(THREE).build();
  }

  @ParameterizedTest
  @CsvSource({
    "ABORT,    FAILED,    failed,    skipped,   1, 0",
    "CONTINUE, FAILED,    failed,    succeeded, 1, 0",
    "IGNORE,   SUCCEEDED, failed,    succeeded, 0, 1"
  })
  void run_middlePhaseFails_policyDecides(
      FailurePolicy policy,
      RunStatus status,
      String two,
      String three,
      int failures,
      int warnings) {
    RunReport report =
        transcript
            .engine(
                hook(ONE, "a", context -> {}),
                HookSpec.of(TWO, "b", Transcript.failure("b broke")),
                hook(THREE, "c", context -> {}))
            .run(lifecycle(policy), REQUEST);
    assertThat(report.status()).isEqualTo(status);
    assertThat(stages(report)).containsExactly("one succeeded", "two " + two, "three " + three);
    assertThat(report.failures()).hasSize(failures);
    assertThat(report.failure().isPresent()).isEqualTo(failures > 0);
    assertThat(report.warnings()).hasSize(warnings);
    assertThat(transcript.lines().contains("undone: a")).isEqualTo(policy == FailurePolicy.ABORT);
  }

  @ParameterizedTest
  @EnumSource
  void run_stepFails_policyDecidesLikeThatOfAPhase(FailurePolicy policy) {
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(ONE)
            .step(
                "switch",
                context -> {
                  throw new IllegalStateException("no link");
                },
                step -> step.onFailure(policy))
            .phase(TWO)
            .build();
    RunReport report =
        transcript
            .engine(hook(ONE, "a", context -> {}), hook(TWO, "b", context -> {}))
            .run(lifecycle, REQUEST);
    boolean aborted = policy == FailurePolicy.ABORT;
    assertThat(stages(report))
        .containsExactly(
            "one succeeded",
            "switch " + (policy == FailurePolicy.IGNORE ? "succeeded" : "failed"),
            "two " + (aborted ? "skipped" : "succeeded"));
    assertThat(report.isSuccess()).isEqualTo(policy == FailurePolicy.IGNORE);
    assertThat(transcript.lines().contains("undone: a")).isEqualTo(aborted);
    assertThat(report.warnings())
        .isEqualTo(
            policy == FailurePolicy.IGNORE
                ? List.of("step \"switch\" failed: IllegalStateException: no link (ignored)")
                : List.of());
  }

  @Test
  void run_laterPhaseAborts_takesEarlierOnesBackNewestFirstAfterItsOwnCleanup() {
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(ONE)
            .step(
                "switch",
                context -> transcript.add("switch"),
                step -> step.undo(context -> transcript.add("switch back")))
            .phase(TWO)
            .phase(THREE)
            .build();
    RunReport report =
        transcript
            .engine(
                hook(ONE, "a", context -> {}),
                hook(ONE, "b", context -> {}),
                HookSpec.of(ONE, "z1", context -> {}).always(),
                hook(TWO, "c", context -> {}),
                HookSpec.of(TWO, "d", Transcript.failure("d broke")),
                HookSpec.of(TWO, "z2", context -> {}).always(),
                hook(THREE, "e", context -> {}),
                HookSpec.of(THREE, "z3", context -> {}).always())
            .run(lifecycle, REQUEST);
    assertThat(transcript.lines())
        .containsExactly(
            "run all",
            "phase one",
            "> a",
            "< a succeeded",
            "> b",
            "< b succeeded",
            "> z1",
            "< z1 succeeded",
            "phase one succeeded",
            "phase switch",
            "> switch",
            "switch",
            "< switch succeeded",
            "phase switch succeeded",
            "phase two",
            "> c",
            "< c succeeded",
            "> d",
            "< d failed",
            "> undo c",
            "undone: c",
            "< undo c succeeded",
            "> z2",
            "< z2 succeeded",
            "phase two failed",
            "< e skipped: phase two failed",
            "< z3 skipped: phase two failed",
            "> undo switch",
            "switch back",
            "< undo switch succeeded",
            "> undo b",
            "undone: b",
            "< undo b succeeded",
            "> undo a",
            "undone: a",
            "< undo a succeeded",
            "run all failed");
    assertThat(Transcript.words(report.results()))
        .isEqualTo(
            transcript.lines().stream()
                .filter(line -> line.startsWith("< "))
                .map(line -> line.substring(2))
                .toList());
  }

  @Test
  void run_rollingBackFails_isNamedAfterTheFirstFailureAndTheOthersAreTakenBack() {
    RunReport report =
        transcript
            .engine(
                hook(ONE, "a", context -> {}),
                hook(ONE, "b", context -> {}).undo(Transcript.failure("cannot take b back")),
                HookSpec.of(TWO, "c", Transcript.failure("c broke")))
            .run(lifecycle(FailurePolicy.ABORT), REQUEST);
    assertThat(Transcript.words(report.failures())).containsExactly("c failed", "undo b failed");
    assertThat(transcript.lines()).contains("undone: a");
    assertThat(report.failure().orElseThrow()).hasMessage("c broke");
  }

  @Test
  void run_cancelledInALaterPhase_takesEverythingBack() {
    RunReport report =
        transcript
            .engine(hook(ONE, "a", context -> {}), HookSpec.of(TWO, "b", Transcript.interrupted()))
            .run(lifecycle(FailurePolicy.IGNORE), REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(stages(report)).containsExactly("one succeeded", "two cancelled", "three skipped");
    assertThat(transcript.lines()).contains("undone: a");
  }

  @Test
  void run_runLimitReachedInAnIgnoredPhase_failsNevertheless() {
    RunReport report =
        transcript
            .engine(
                hook(ONE, "a", context -> {}),
                HookSpec.of(TWO, "b", Transcript.endless()),
                hook(THREE, "c", context -> {}))
            .run(
                lifecycle(FailurePolicy.IGNORE),
                REQUEST.timeout(Duration.ofSeconds(60)).cleanupReserve(Duration.ofMillis(59_600)));
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(stages(report)).containsExactly("one succeeded", "two failed", "three skipped");
    assertThat(report.exitCode()).isEqualTo(124);
    assertThat(transcript.lines()).contains("undone: a");
  }

  @Test
  void run_attachedHooksOfSkippedOrFailedTarget_runNevertheless() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(ONE, "pre", context -> {}).preOf("skipped"),
                HookSpec.of(ONE, "skipped", context -> {}).when("never", context -> false),
                HookSpec.of(ONE, "post", context -> {}).postOf("skipped"),
                HookSpec.of(ONE, "broken", Transcript.failure("broke"))
                    .onFailure(FailurePolicy.CONTINUE),
                HookSpec.of(ONE, "post broken", context -> {}).postOf("broken"))
            .run(ONE, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "pre succeeded",
            "skipped skipped: runs only never",
            "post succeeded",
            "broken failed",
            "post broken succeeded");
  }

  @Test
  void run_preOfTargetAborts_skipsTheTarget() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(ONE, "pre", Transcript.failure("broke")).preOf("target"),
                HookSpec.of(ONE, "target", context -> {}))
            .run(ONE, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("pre failed", "target skipped: hook \"pre\" (phase one) failed");
  }

  @Test
  void report_lifecycleText_listsEveryStage() {
    RunReport report =
        transcript
            .engine(
                hook(ONE, "a", context -> {}),
                HookSpec.of(TWO, "b", Transcript.failure("b broke")),
                hook(THREE, "c", context -> {}))
            .run(lifecycle(FailurePolicy.ABORT), REQUEST);
    assertThat(Transcript.text(report))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "all failed after TIME, run RUN",
                "  succeeded hook \"a\" (phase one) in TIME",
                "  failed    hook \"b\" (phase two) in TIME",
                "  skipped   hook \"c\" (phase three): phase two failed",
                "  succeeded undo of \"a\" (phase one) in TIME",
                "failure: hook \"b\" (phase two) failed: IllegalStateException: b broke"));
  }
}
