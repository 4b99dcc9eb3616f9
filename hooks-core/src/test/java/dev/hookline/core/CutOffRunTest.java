package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when somebody cuts a run off, at every moment of it, by both ways. */
@Timeout(60)
class CutOffRunTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Transcript transcript = new Transcript();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void releaseThreads() {
    end.countDown();
  }

  enum Way {
    INTERRUPT {
      @Override
      RunReport cut(HookEngine engine, HookRequest request, CountDownLatch begun)
          throws InterruptedException {
        Thread caller = Thread.currentThread();
        Thread interrupter =
            new Thread(
                () -> {
                  Transcript.awaitDeaf(begun);
                  caller.interrupt();
                });
        interrupter.start();
        RunReport report = engine.run(DEPLOY, request);
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
        return report;
      }
    },
    HANDLE {
      @Override
      RunReport cut(HookEngine engine, HookRequest request, CountDownLatch begun)
          throws InterruptedException {
        RunHandle handle = engine.start(DEPLOY, request);
        begun.await();
        handle.cancel();
        return handle.await();
      }

      @Override
      RunReport cutCleanup(HookEngine engine, HookRequest request, CountDownLatch begun)
          throws InterruptedException {
        RunHandle handle = engine.start(DEPLOY, request);
        begun.await();
        handle.cancel();
        handle.cancel();
        return handle.await();
      }
    };

    /** Runs the engine, and cancels the run when the latch is open, so that cleanup stops too. */
    RunReport cutCleanup(HookEngine engine, HookRequest request, CountDownLatch begun)
        throws InterruptedException {
      return cut(engine, request, begun);
    }

    /** Runs the engine, and cuts the run off when the latch is open. */
    abstract RunReport cut(HookEngine engine, HookRequest request, CountDownLatch begun)
        throws InterruptedException;
  }

  private void assertCut(Way way, HookEngine engine, RunStatus status, String... results)
      throws InterruptedException {
    assertEnded(way.cut(engine, REQUEST, begun), status, results);
  }

  private void assertCleanupCut(Way way, HookEngine engine, RunStatus status, String... results)
      throws InterruptedException {
    assertEnded(way.cutCleanup(engine, REQUEST, begun), status, results);
  }

  private static void assertEnded(RunReport report, RunStatus status, String... results) {
    assertThat(Transcript.words(report.results())).containsExactly(results);
    assertThat(report.status()).isEqualTo(status);
    assertThat(report.exitCode()).isEqualTo(status == RunStatus.CANCELLED ? 130 : 1);
  }

  @ParameterizedTest
  @EnumSource
  void cut_duringHook_skipsTheRestAndCleansUp(Way way) throws Exception {
    for (boolean limited : List.of(false, true)) {
      CountDownLatch now = new CountDownLatch(1);
      HookSpec cut = transcript.hook("cut", Transcript.endless(now));
      HookEngine engine =
          transcript.engine(
              transcript.undoable("a"),
              limited ? cut.timeout(LONG) : cut,
              transcript.hook("b"),
              transcript.hook("f").onlyOnFailure(),
              transcript.hook("z").always());
      RunReport report = way.cut(engine, REQUEST, now);
      assertThat(Transcript.words(report.results()))
          .containsExactly(
              "a succeeded",
              "cut cancelled",
              "b skipped: the run was cancelled",
              "undo a succeeded",
              "f succeeded",
              "z succeeded");
      assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void cut_hookFinishesItsWorkNevertheless_hasSucceededAndIsUndone(Way way) throws Exception {
    Hook stubborn =
        context -> {
          begun.countDown();
          Transcript.awaitInterrupt();
        };
    assertCut(
        way,
        transcript.engine(
            transcript.hook("a", stubborn).timeout(LONG).undo(transcript.undo("a")),
            transcript.hook("b")),
        RunStatus.CANCELLED,
        "a succeeded",
        "b skipped: the run was cancelled",
        "undo a succeeded");
  }

  @ParameterizedTest
  @EnumSource
  void cut_hookDoesNotListen_isAbandonedAfterItsGracePeriod(Way way) throws Exception {
    Hook deaf =
        context -> {
          begun.countDown();
          Transcript.awaitDeaf(end);
        };
    assertCut(
        way,
        transcript.engine(
            transcript.hook("a", deaf).timeout(LONG).gracePeriod(Duration.ZERO),
            transcript.hook("z").always()),
        RunStatus.CANCELLED,
        "a cancelled",
        "z succeeded");
  }

  @ParameterizedTest
  @EnumSource
  void cut_duringRetryWait_endsTheHookAsCancelledWithItsFailureSuppressed(Way way)
      throws Exception {
    for (Optional<Duration> limit : List.of(Optional.<Duration>empty(), Optional.of(LONG))) {
      CountDownLatch waiting = new CountDownLatch(1);
      HookSpec failing =
          transcript.failing("a").retry(RetryPolicy.attempts(3).backoff(Duration.ofMinutes(30)));
      HookEngine engine =
          transcript
              .builder(limit.map(failing::timeout).orElse(failing), transcript.hook("b"))
              .listener(atRetry(waiting))
              .build();
      RunReport report = way.cut(engine, REQUEST, waiting);
      assertThat(Transcript.words(report.results()))
          .containsExactly("a cancelled", "b skipped: the run was cancelled");
      assertThat(report.results().get(0).attempts()).isEqualTo(1);
      assertThat(report.failure().orElseThrow().getSuppressed())
          .extracting(Throwable::getMessage)
          .containsExactly("a broke");
    }
  }

  private static HookListener atRetry(CountDownLatch latch) {
    return new HookListener() {
      @Override
      public void retryAwaited(RetryAwaited event) {
        latch.countDown();
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void cut_duringConcurrentPhase_stopsAllThatRun(Way way) throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    HookEngine engine =
        transcript
            .builder(
                HookSpec.of(DEPLOY, "a", Transcript.endless(both)),
                HookSpec.of(DEPLOY, "b", Transcript.endless(both)),
                HookSpec.of(DEPLOY, "c", Transcript.endless(both)),
                HookSpec.of(DEPLOY, "z", context -> {}).always())
            .concurrency(DEPLOY, 2)
            .build();
    RunReport report = way.cut(engine, REQUEST, both);
    assertThat(Transcript.words(report.results()))
        .containsExactlyInAnyOrder(
            "a cancelled", "b cancelled", "c skipped: the run was cancelled", "z succeeded");
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource
  void cut_duringUndo_stopsThatOneAndRunsTheOthers(Way way) throws Exception {
    assertCleanupCut(
        way,
        transcript.engine(
            transcript.undoable("a"),
            transcript.hook("b").undo(Transcript.endless(begun)),
            transcript.failing("c"),
            transcript.hook("f").onlyOnFailure(),
            transcript.hook("z").always()),
        RunStatus.FAILED,
        "a succeeded",
        "b succeeded",
        "c failed",
        "undo b cancelled",
        "undo a succeeded",
        "f succeeded",
        "z succeeded");
  }

  @ParameterizedTest
  @EnumSource
  void cut_duringOnFailureHook_stopsThatOneAndRunsTheOthers(Way way) throws Exception {
    assertCleanupCut(
        way,
        transcript.engine(
            transcript.failing("a"),
            transcript.hook("f", Transcript.endless(begun)).onlyOnFailure(),
            transcript.hook("g").onlyOnFailure(),
            transcript.hook("z").always()),
        RunStatus.FAILED,
        "a failed",
        "f cancelled",
        "g succeeded",
        "z succeeded");
  }

  @ParameterizedTest
  @EnumSource
  void cut_duringAlwaysHook_stopsThatOneAndRunsTheOthers(Way way) throws Exception {
    assertCleanupCut(
        way,
        transcript.engine(
            transcript.undoable("a"),
            transcript.hook("y", Transcript.endless(begun)).always(),
            transcript.hook("z").always()),
        RunStatus.CANCELLED,
        "a succeeded",
        "y cancelled",
        "z succeeded");
  }

  @Test
  void cancel_twice_stopsTheCleanupToo() throws Exception {
    CountDownLatch cleaning = new CountDownLatch(1);
    RunHandle handle =
        transcript
            .engine(
                transcript.hook("a", Transcript.endless(begun)),
                transcript.hook("z", Transcript.endless(cleaning)).always())
            .start(DEPLOY, REQUEST);
    begun.await();
    handle.cancel();
    cleaning.await();
    handle.cancel();
    RunReport report = handle.await();
    assertThat(Transcript.words(report.results())).containsExactly("a cancelled", "z cancelled");
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void cancel_afterTheEnd_changesNothing() throws Exception {
    RunHandle handle = transcript.engine(transcript.hook("a")).start(DEPLOY, REQUEST);
    RunReport report = handle.await();
    handle.cancel();
    assertThat(handle.isDone()).isTrue();
    assertThat(handle.await()).isSameAs(report);
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void await_limitReached_isEmptyAndTheRunGoesOn() throws Exception {
    RunHandle handle =
        transcript
            .engine(
                transcript.hook(
                    "a",
                    context -> {
                      begun.countDown();
                      end.await();
                    }))
            .start(DEPLOY, REQUEST);
    begun.await();
    assertThat(handle.await(Duration.ofMillis(1))).isEmpty();
    assertThat(handle.isDone()).isFalse();
    end.countDown();
    assertThat(handle.await(LONG).map(RunReport::status)).contains(RunStatus.SUCCEEDED);
  }

  @Test
  void run_callerIsInterruptedAlready_runsNoOrdinaryHook() {
    Thread.currentThread().interrupt();
    RunReport report =
        transcript.engine(transcript.hook("a"), transcript.hook("z").always()).run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Transcript.words(report.results()))
        .containsExactly("a skipped: the run was cancelled", "z succeeded");
    assertThat(report.failure().orElseThrow())
        .isExactlyInstanceOf(HookCancelledException.class)
        .hasMessage("the run was cancelled");
    assertThat(report.toString()).startsWith("deploy cancelled after ");
  }

  @Test
  void run_phaseIsEmptyAndCallerInterrupted_isCancelled() {
    Thread.currentThread().interrupt();
    RunReport report = transcript.engine().run(Phase.of("nothing"), REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
  }
}
