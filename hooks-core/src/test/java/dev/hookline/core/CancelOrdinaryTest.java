package dev.hookline.core;

import static dev.hookline.core.CancelledRun.cancelledAt;
import static dev.hookline.core.CancelledRun.finished;
import static dev.hookline.core.CancelledRun.first;
import static dev.hookline.core.CancelledRun.interruptedAt;
import static dev.hookline.core.CancelledRun.started;
import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.AttemptEnded;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Once a run was asked to cancel, no ordinary hook begins, nor an attempt or a wait of one. */
@Timeout(60)
class CancelOrdinaryTest {
  /** Enough for a race that is lost once in a hundred times. */
  private static final int OFTEN = 100;

  private static final Duration LONG = Duration.ofHours(1);

  private final Transcript transcript = new Transcript();
  private final CancelledRun run = new CancelledRun();

  private static void assertCancelled(RunReport report, String... results) {
    assertThat(Transcript.words(report.results())).containsExactly(results);
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(report.exitCode()).isEqualTo(130);
  }

  // ---- by a hook

  @RepeatedTest(OFTEN)
  void cancel_inHook_nextOneDoesNotBegin() throws Exception {
    HookEngine engine =
        transcript.unheard(
            transcript.hook("a", context -> run.cancel()).undo(transcript.undo("a")),
            transcript.hook("b"),
            transcript.hook("z").always());
    assertCancelled(
        run.run(engine, DEPLOY, REQUEST),
        "a succeeded",
        "b skipped: the run was cancelled",
        "undo a succeeded",
        "z succeeded");
    assertThat(transcript.lines()).containsExactly("a", "undo a", "z");
  }

  @RepeatedTest(OFTEN)
  void cancel_inHookThatThenFails_isNeitherTriedAgainNorIgnored() throws Exception {
    Hook fails =
        context -> {
          run.cancel();
          throw new IllegalStateException("broke");
        };
    HookEngine engine =
        transcript.unheard(
            transcript
                .hook("a", fails)
                .retry(RetryPolicy.attempts(3))
                .onFailure(FailurePolicy.IGNORE),
            transcript.hook("b"));
    RunReport report = run.run(engine, DEPLOY, REQUEST);
    assertCancelled(report, "a cancelled", "b skipped: the run was cancelled");
    assertThat(report.results().get(0).attempts()).isEqualTo(1);
    assertThat(report.warnings()).isEmpty();
    assertThat(report.failure().orElseThrow())
        .isExactlyInstanceOf(HookCancelledException.class)
        .hasMessage("the run was cancelled; IllegalStateException: broke")
        .hasRootCauseMessage("broke");
    assertThat(transcript.lines()).containsExactly("a");
  }

  @RepeatedTest(OFTEN)
  void cancel_inCondition_itsHookDoesNotBegin() throws Exception {
    HookEngine engine =
        transcript.unheard(
            transcript
                .hook("a")
                .when(
                    "cancelled",
                    context -> {
                      run.cancel();
                      return true;
                    })
                .timeout(LONG));
    RunReport report = run.run(engine, DEPLOY, REQUEST);
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(transcript.lines()).isEmpty();
  }

  @RepeatedTest(OFTEN)
  void interrupt_byLimitedHook_nextOneDoesNotBegin() {
    Thread caller = Thread.currentThread();
    HookEngine engine =
        transcript.unheard(
            transcript.hook("a", context -> caller.interrupt()).timeout(LONG),
            transcript.hook("b").timeout(LONG),
            transcript.hook("z").always());
    RunReport report = engine.run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertCancelled(report, "a succeeded", "b skipped: the run was cancelled", "z succeeded");
    assertThat(transcript.lines()).containsExactly("a", "z");
  }

  // ---- by a listener

  @RepeatedTest(OFTEN)
  void cancel_whenHookHasFinished_nextOneDoesNotBegin() throws Exception {
    assertCancelled(
        cancelledAt(
            finished("a"), transcript.builder(transcript.hook("a"), transcript.hook("b")), DEPLOY),
        "a succeeded",
        "b skipped: the run was cancelled");
  }

  @Test
  void interrupt_whenHookHasFinished_nextOneDoesNotBegin() {
    assertCancelled(
        interruptedAt(
            finished("a"), transcript.builder(transcript.hook("a"), transcript.hook("b")), DEPLOY),
        "a succeeded",
        "b skipped: the run was cancelled");
  }

  @Test
  void cancel_whenRunOrPhaseHasStarted_noHookBegins() throws Exception {
    for (Class<? extends HookEvent> moment : List.of(RunStarted.class, PhaseStarted.class)) {
      assertCancelled(
          cancelledAt(first(moment), transcript.builder(transcript.hook("a")), DEPLOY),
          "a skipped: the run was cancelled");
    }
    assertThat(transcript.lines()).doesNotContain("a");
  }

  @RepeatedTest(OFTEN)
  void cancel_whenHookHasStarted_isCancelledBeforeItsFirstAttempt() throws Exception {
    RunReport report =
        cancelledAt(
            started("b"),
            transcript.builder(
                transcript.hook("a"), transcript.hook("b"), transcript.hook("z").always()),
            DEPLOY);
    assertCancelled(report, "a succeeded", "b cancelled", "z succeeded");
    assertThat(report.results().get(1).attempts()).isZero();
    assertThat(transcript.lines()).contains("a", "z").doesNotContain("b");
  }

  @RepeatedTest(OFTEN)
  void cancel_whenAttemptHasStarted_hookIsNotCalled() throws Exception {
    RunReport report =
        cancelledAt(first(AttemptStarted.class), transcript.builder(transcript.hook("a")), DEPLOY);
    assertCancelled(report, "a cancelled");
    assertThat(transcript.lines()).doesNotContain("a");
  }

  @RepeatedTest(OFTEN)
  void cancel_whenAttemptHasFailed_endsTheHookWithThatFailureSuppressed() throws Exception {
    RunReport report =
        cancelledAt(
            first(AttemptEnded.class),
            transcript.builder(
                transcript
                    .failing("a")
                    .retry(RetryPolicy.attempts(3))
                    .onFailure(FailurePolicy.IGNORE)),
            DEPLOY);
    assertCancelled(report, "a cancelled");
    assertThat(report.failure().orElseThrow().getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("a broke");
    assertThat(transcript.lines()).containsOnlyOnce("a");
  }

  @Test
  void interrupt_whenRetryIsAwaitedForNoTime_endsTheHook() {
    RunReport report =
        interruptedAt(
            first(RetryAwaited.class),
            transcript.builder(transcript.failing("a").retry(RetryPolicy.attempts(3))),
            DEPLOY);
    assertCancelled(report, "a cancelled");
    assertThat(report.results().get(0).attempts()).isEqualTo(1);
  }
}
