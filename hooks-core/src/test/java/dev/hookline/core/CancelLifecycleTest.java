package dev.hookline.core;

import static dev.hookline.core.CancelledRun.at;
import static dev.hookline.core.CancelledRun.finished;
import static dev.hookline.core.CancelledRun.first;
import static dev.hookline.core.CancelledRun.started;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lifecycle that is cancelled in a phase, between two stages, in cleanup, and at its end. */
@Timeout(60)
class CancelLifecycleTest {
  private static final Phase ONE = Phase.of("one");
  private static final Phase TWO = Phase.of("two");

  private final Transcript transcript = new Transcript();
  private final CancelledRun run = new CancelledRun();

  private HookSpec hook(Phase phase, String name) {
    return HookSpec.of(phase, name, context -> {}).undo(context -> Thread.sleep(0));
  }

  private static Lifecycle lifecycle(FailurePolicy ofOne) {
    return Lifecycle.named("all")
        .phase(ONE, ofOne)
        .step("switch", context -> {}, step -> step.undo(context -> {}))
        .phase(TWO)
        .onFailure("page", context -> Thread.sleep(0))
        .always("unlock", context -> Thread.sleep(0))
        .build();
  }

  private RunReport cancelledAt(Predicate<HookEvent> moment, Lifecycle lifecycle, HookSpec... specs)
      throws InterruptedException {
    HookEngine engine = transcript.builder(specs).listener(at(moment, run::cancel)).build();
    return run.run(engine, lifecycle, REQUEST);
  }

  private static void assertEnded(RunReport report, RunStatus status, String... results) {
    assertThat(Transcript.words(report.results())).containsExactly(results);
    assertThat(report.status()).isEqualTo(status);
  }

  private static List<String> phases(RunReport report) {
    return report.phases().stream().map(p -> p.phase() + " " + p.status().words()).toList();
  }

  private static Predicate<HookEvent> ended(Phase phase) {
    return event -> event instanceof PhaseFinished ended && ended.phase().equals(phase);
  }

  @Test
  void cancel_betweenTwoStages_skipsTheRestAndRollsBackWhatWasDone() throws Exception {
    RunReport report =
        cancelledAt(ended(ONE), lifecycle(FailurePolicy.IGNORE), hook(ONE, "a"), hook(TWO, "b"));
    assertEnded(
        report,
        RunStatus.CANCELLED,
        "a succeeded",
        "switch skipped: the run was cancelled",
        "b skipped: the run was cancelled",
        "undo a succeeded",
        "page succeeded",
        "unlock succeeded");
    assertThat(phases(report))
        .containsExactly("one succeeded", "switch skipped", "two skipped", "all cancelled");
    assertThat(report.exitCode()).isEqualTo(130);
  }

  @Test
  void cancel_beforeTheFirstStage_runsOnlyTheLifecyclesOwnHooks() throws Exception {
    assertEnded(
        cancelledAt(
            first(RunStarted.class),
            lifecycle(FailurePolicy.ABORT),
            hook(ONE, "a"),
            HookSpec.of(ONE, "z", context -> {}).always()),
        RunStatus.CANCELLED,
        "a skipped: the run was cancelled",
        "z skipped: the run was cancelled",
        "switch skipped: the run was cancelled",
        "page succeeded",
        "unlock succeeded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "z", "phase"})
  void cancel_atTheEndOfTheLastStage_rollsEverythingBack(String last) throws Exception {
    RunReport report =
        cancelledAt(
            last.equals("phase") ? ended(TWO) : finished(last),
            lifecycle(FailurePolicy.ABORT),
            hook(ONE, "a"),
            hook(TWO, "b"),
            HookSpec.of(TWO, "z", context -> {}).always());
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(Transcript.words(report.results()))
        .filteredOn(result -> !result.startsWith("z"))
        .containsExactly(
            "a succeeded",
            "switch succeeded",
            "b succeeded",
            "undo b succeeded",
            "undo switch succeeded",
            "undo a succeeded",
            "page succeeded",
            "unlock succeeded");
  }

  @Test
  void cancel_inTheLifecyclesOwnLastHook_cancelsTheRun() throws Exception {
    RunReport report =
        cancelledAt(finished("unlock"), lifecycle(FailurePolicy.ABORT), hook(ONE, "a"));
    assertEnded(
        report,
        RunStatus.CANCELLED,
        "a succeeded",
        "switch succeeded",
        "page skipped: nothing failed",
        "unlock succeeded");
  }

  @Test
  void cancel_whileItRollsBack_stopsNoUndo() throws Exception {
    assertEnded(
        cancelledAt(
            started("undo a"),
            lifecycle(FailurePolicy.ABORT),
            hook(ONE, "a"),
            HookSpec.of(TWO, "b", exits())),
        RunStatus.FAILED,
        "a succeeded",
        "switch succeeded",
        "b failed",
        "undo switch succeeded",
        "undo a succeeded",
        "page succeeded",
        "unlock succeeded");
  }

  /** Twice: the first cancellation stops no cleanup hook. */
  private Hook cancelledTwice() {
    return context -> {
      run.cancel();
      run.cancel();
      new CountDownLatch(1).await();
    };
  }

  @Test
  void cancel_inCleanupOfAFailedPhase_staysFailedWithItsExitCode() throws Exception {
    HookEngine engine =
        transcript.unheard(
            HookSpec.of(ONE, "a", exits()), HookSpec.of(ONE, "z", cancelledTwice()).always());
    RunReport alone = run.run(engine, ONE, REQUEST);
    CancelLifecycleTest other = new CancelLifecycleTest();
    HookEngine otherEngine =
        transcript.unheard(
            HookSpec.of(ONE, "a", exits()), HookSpec.of(ONE, "z", other.cancelledTwice()).always());
    RunReport inLifecycle =
        other.run.run(otherEngine, Lifecycle.named("all").phase(ONE).build(), REQUEST);
    for (RunReport report : List.of(alone, inLifecycle)) {
      assertEnded(report, RunStatus.FAILED, "a failed", "z cancelled");
      assertThat(report.exitCode()).isEqualTo(42);
      assertThat(report.failure().orElseThrow()).hasMessage("exits with 42");
    }
  }

  @Test
  void interrupt_inCleanupOfAFailedPhase_staysFailedWithItsExitCode() {
    Thread caller = Thread.currentThread();
    Hook interrupted =
        context -> {
          new Thread(caller::interrupt).start();
          new CountDownLatch(1).await();
        };
    RunReport report =
        transcript
            .unheard(HookSpec.of(ONE, "a", exits()), HookSpec.of(ONE, "z", interrupted).always())
            .run(Lifecycle.named("all").phase(ONE).build(), REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertEnded(report, RunStatus.FAILED, "a failed", "z cancelled");
    assertThat(report.exitCode()).isEqualTo(42);
  }

  @Test
  void cancel_inAPhaseAfterOneThatFailedAndLetTheRestRun_isCancelledWithTheFirstFailure()
      throws Exception {
    RunReport report =
        cancelledAt(
            started("switch"),
            lifecycle(FailurePolicy.CONTINUE),
            HookSpec.of(ONE, "a", exits()),
            hook(TWO, "b"));
    assertEnded(
        report,
        RunStatus.CANCELLED,
        "a failed",
        "switch cancelled",
        "b skipped: the run was cancelled",
        "page succeeded",
        "unlock succeeded");
    assertThat(report.failure().orElseThrow()).hasMessage("exits with 42");
  }

  @ParameterizedTest
  @EnumSource
  void cancel_inAPhaseOfAnyPolicy_cancelsTheLifecycle(FailurePolicy policy) throws Exception {
    RunReport report = cancelledAt(started("a"), lifecycle(policy), hook(ONE, "a"), hook(TWO, "b"));
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(phases(report))
        .containsExactly("one cancelled", "switch skipped", "two skipped", "all cancelled");
  }

  private static Hook exits() {
    return context -> {
      throw new HookExitException(42, "exits with 42");
    };
  }
}
