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
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One cancellation stops no cleanup hook; another one stops the one that runs when it comes. */
@Timeout(60)
class CancelCleanupTest {
  private static final int OFTEN = 100;
  private static final Duration LONG = Duration.ofHours(1);

  private static final Hook EXITS =
      context -> {
        throw new HookExitException(42, "exits with 42");
      };

  private final Transcript transcript = new Transcript();
  private CancelledRun run = new CancelledRun();

  /** What a hook that cancels waits for. */
  private CountDownLatch waitFor = new CountDownLatch(0);

  /** Returns a hook that needs its interrupt flag clear, as one that waits for a lock does. */
  private HookSpec unlock(String name) {
    return transcript.hook(name, context -> Thread.sleep(0));
  }

  private HookSpec undoable(String name) {
    return transcript
        .hook(name)
        .undo(
            context -> {
              transcript.add("undo " + name);
              Thread.sleep(0);
            });
  }

  private static void assertEnded(RunReport report, RunStatus status, String... results) {
    assertThat(Transcript.words(report.results())).containsExactly(results);
    assertThat(report.status()).isEqualTo(status);
  }

  // ---- the first one

  @RepeatedTest(OFTEN)
  void cancel_whenTheLastOrdinaryHookHasFinished_allCleanupRuns() throws Exception {
    assertEnded(
        cancelledAt(
            finished("b"),
            transcript.builder(
                undoable("a"),
                undoable("b").timeout(LONG),
                unlock("f").onlyOnFailure(),
                unlock("y").always().timeout(LONG),
                unlock("z").always()),
            DEPLOY),
        RunStatus.CANCELLED,
        "a succeeded",
        "b succeeded",
        "undo b succeeded",
        "undo a succeeded",
        "f succeeded",
        "y succeeded",
        "z succeeded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "undo b", "undo a", "f", "z"})
  void cancel_whenCleanupHookIsNextOrHasStarted_itRunsUndisturbed(String at) throws Exception {
    for (int i = 0; i < OFTEN; i++) {
      assertEnded(
          cancelledAt(at.equals("c") ? finished(at) : started(at), failing(), DEPLOY),
          RunStatus.FAILED,
          "a succeeded",
          "b succeeded",
          "c failed",
          "undo b succeeded",
          "undo a succeeded",
          "f succeeded",
          "z succeeded");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "undo b", "undo a", "f", "z"})
  void interrupt_whenCleanupHookIsNextOrHasStarted_itRunsUndisturbed(String at) {
    for (int i = 0; i < OFTEN; i++) {
      assertEnded(
          interruptedAt(at.equals("c") ? finished(at) : started(at), failing(), DEPLOY),
          RunStatus.FAILED,
          "a succeeded",
          "b succeeded",
          "c failed",
          "undo b succeeded",
          "undo a succeeded",
          "f succeeded",
          "z succeeded");
    }
  }

  private HookEngineBuilder failing() {
    return transcript.builder(
        undoable("a"),
        undoable("b").timeout(LONG),
        transcript.failing("c"),
        unlock("f").onlyOnFailure(),
        unlock("z").always().timeout(LONG));
  }

  @RepeatedTest(OFTEN)
  void cancel_byCleanupHookItself_doesNotStopIt() throws Exception {
    Hook cancels =
        context -> {
          run.cancel();
          Thread.sleep(1);
        };
    assertEnded(
        run.run(
            transcript.unheard(
                transcript.hook("y", cancels).always(), transcript.hook("z").always()),
            DEPLOY,
            REQUEST),
        RunStatus.CANCELLED,
        "y succeeded",
        "z succeeded");
  }

  @Test
  void cancel_twiceInOrdinaryHook_stopsNoCleanup() throws Exception {
    Hook cancels =
        context -> {
          run.cancel();
          run.cancel();
        };
    assertEnded(
        run.run(
            transcript.unheard(
                transcript.hook("a", cancels).undo(transcript.undo("a")), unlock("z").always()),
            DEPLOY,
            REQUEST),
        RunStatus.CANCELLED,
        "a succeeded",
        "undo a succeeded",
        "z succeeded");
  }

  // ---- another one

  @RepeatedTest(OFTEN)
  void cancel_againInCleanupHook_stopsThatOneOnly() throws Exception {
    Hook cancels =
        context -> {
          run.cancel();
          new CountDownLatch(1).await();
        };
    assertEnded(
        run.run(
            transcript.unheard(
                transcript.hook("a", cancels).undo(cancels),
                transcript.hook("f", cancels).onlyOnFailure(),
                transcript.hook("y", cancels).always(),
                unlock("z").always()),
            DEPLOY,
            REQUEST),
        RunStatus.CANCELLED,
        "a cancelled",
        "f cancelled",
        "y cancelled",
        "z succeeded");
  }

  @RepeatedTest(OFTEN)
  void interrupt_againInLimitedCleanupHook_stopsThatOneOnly() {
    Thread caller = Thread.currentThread();
    Hook interrupts =
        context -> {
          caller.interrupt();
          new CountDownLatch(1).await();
        };
    RunReport report =
        transcript
            .unheard(
                transcript.hook("a", interrupts).timeout(LONG),
                transcript.hook("y", interrupts).always().timeout(LONG),
                unlock("z").always())
            .run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertEnded(report, RunStatus.CANCELLED, "a cancelled", "y cancelled", "z succeeded");
  }

  // ---- what came first decides how the run ended

  @Test
  void cancel_inLastOrdinaryOrLastAlwaysHook_cancelsTheRun() throws Exception {
    HookSpec last = transcript.hook("last", cancelling(context -> {}));
    for (HookSpec each : List.of(last, last.always())) {
      run = new CancelledRun();
      HookEngine engine = transcript.unheard(transcript.hook("first"), each);
      RunReport report = run.run(engine, DEPLOY, REQUEST);
      assertEnded(report, RunStatus.CANCELLED, "first succeeded", "last succeeded");
      assertThat(report.exitCode()).isEqualTo(130);
      assertThat(report.failure().orElseThrow()).hasMessage("the run was cancelled");
    }
  }

  @Test
  void cancel_whenThePhaseHasFinished_cancelsTheRun() throws Exception {
    RunReport report =
        cancelledAt(first(PhaseFinished.class), transcript.builder(transcript.hook("a")), DEPLOY);
    assertEnded(report, RunStatus.CANCELLED, "a succeeded");
  }

  @Test
  void cancel_thenCleanupFails_staysCancelled() throws Exception {
    HookSpec cancels = transcript.hook("a", cancelling(context -> {}));
    for (HookSpec each : List.of(cancels, cancels.always())) {
      run = new CancelledRun();
      HookEngine engine = transcript.unheard(each, transcript.hook("z", EXITS).always());
      RunReport report = run.run(engine, DEPLOY, REQUEST);
      assertEnded(report, RunStatus.CANCELLED, "a succeeded", "z failed");
      assertThat(report.exitCode()).isEqualTo(130);
      assertThat(report.failure().orElseThrow()).hasMessage("exits with 42");
    }
  }

  @Test
  void cancel_inCleanupAfterAFailure_staysFailedWithItsExitCode() throws Exception {
    HookEngine engine =
        transcript.unheard(
            transcript.hook("a", EXITS),
            transcript.hook("b"),
            transcript.hook("z", cancelling(context -> {})).always());
    RunReport report = run.run(engine, DEPLOY, REQUEST);
    assertEnded(
        report,
        RunStatus.FAILED,
        "a failed",
        "b skipped: hook \"a\" (phase deploy) failed",
        "z succeeded");
    assertThat(report.exitCode()).isEqualTo(42);
  }

  @Test
  void cancel_afterAFailureThatLetTheRestRun_isCancelledIfHooksWereStillToRun() throws Exception {
    HookSpec fails = transcript.hook("a", EXITS).onFailure(FailurePolicy.CONTINUE);
    HookSpec cancels = transcript.hook("b", cancelling(context -> {}));

    RunReport more =
        run.run(transcript.unheard(fails, cancels, transcript.hook("c")), DEPLOY, REQUEST);
    assertEnded(
        more, RunStatus.CANCELLED, "a failed", "b succeeded", "c skipped: the run was cancelled");
    assertThat(more.failure().orElseThrow()).hasMessage("exits with 42");

    run = new CancelledRun();
    RunReport last = run.run(transcript.unheard(fails, cancels), DEPLOY, REQUEST);
    assertEnded(last, RunStatus.FAILED, "a failed", "b succeeded");
    assertThat(last.exitCode()).isEqualTo(42);
  }

  @Test
  void cancel_whenOneOfTwoThatOverlapHasAborted_staysFailed() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    CountDownLatch bothRun = new CountDownLatch(1);
    Hook cancels =
        cancelling(
            context -> {
              throw new IllegalStateException("broke");
            });
    HookEngine engine =
        HookEngine.builder()
            .register(
                DEPLOY,
                "a",
                context -> {
                  bothRun.await();
                  EXITS.run(context);
                })
            .register(
                DEPLOY,
                "b",
                context -> {
                  bothRun.countDown();
                  cancels.run(context);
                })
            .concurrency(DEPLOY, 2)
            .listener(CancelledRun.at(finished("a"), aborted::countDown))
            .build();
    waitFor = aborted;
    RunReport report = run.run(engine, DEPLOY, REQUEST);
    assertEnded(report, RunStatus.FAILED, "a failed", "b cancelled");
    assertThat(report.exitCode()).isEqualTo(42);
  }

  private Hook cancelling(Hook then) {
    return context -> {
      waitFor.await();
      run.cancel();
      then.run(context);
    };
  }
}
