package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Limit;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which limit ends what, what the reserve is for, and when a hook is tried again. */
@Timeout(60)
class LimitAndRetryTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  /** Long enough for a hook that does nothing, on a machine that is busy. */
  private static final Duration ENOUGH = Duration.ofMillis(400);

  private static final Duration LONG = Duration.ofHours(1);

  private final Transcript transcript = new Transcript();

  private static HookSpec endless(String name) {
    return HookSpec.of(DEPLOY, name, Transcript.endless());
  }

  private static Limit limit(RunReport report, int result) {
    return ((TimedOut) report.results().get(result).outcome()).limit();
  }

  private static String message(RunReport report) {
    return String.valueOf(report.failure().orElseThrow().getMessage());
  }

  // ---- which limit it was

  @Test
  void run_attemptLimitIsNearest_saysAttempt() {
    RunReport report =
        transcript
            .engine(endless("a").attemptTimeout(SHORT).timeout(LONG))
            .run(DEPLOY, REQUEST.timeout(LONG));
    assertThat(limit(report, 0)).isEqualTo(Limit.ATTEMPT);
    assertThat(message(report)).isEqualTo("reached its attempt limit of PT0.03S");
  }

  @Test
  void run_hookLimitIsNearest_saysHook() {
    RunReport report =
        transcript
            .builder(endless("a").attemptTimeout(LONG).timeout(SHORT))
            .timeout(DEPLOY, LONG)
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(limit(report, 0)).isEqualTo(Limit.HOOK);
    assertThat(message(report)).isEqualTo("reached its hook limit of PT0.03S");
  }

  @Test
  void run_phaseLimitIsNearest_saysPhaseAndSkipsTheRestWhateverThePolicy() {
    RunReport report =
        transcript
            .builder(
                transcript.undoable("first"),
                endless("a").timeout(LONG).onFailure(FailurePolicy.IGNORE),
                transcript.hook("b"),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .timeout(DEPLOY, ENOUGH)
            .build()
            .run(DEPLOY, REQUEST.timeout(LONG));
    assertThat(message(report)).isEqualTo("reached its phase limit of PT0.4S");
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "first succeeded",
            "a timed out: phase",
            "b skipped: the phase limit of PT0.4S was reached",
            "undo first succeeded",
            "f succeeded",
            "z succeeded");
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void run_runLimitIsNearest_saysRun() {
    RunReport report =
        transcript
            .engine(endless("a").timeout(LONG), transcript.hook("z").always())
            .run(
                DEPLOY,
                REQUEST.timeout(Duration.ofMillis(300)).cleanupReserve(Duration.ofMillis(270)));
    assertThat(limit(report, 0)).isEqualTo(Limit.RUN);
    assertThat(message(report)).isEqualTo("reached its run limit of PT0.3S");
  }

  @Test
  void run_phaseLimitReachedBetweenHooks_skipsTheRestAndFails() {
    HookSpec slow =
        HookSpec.of(
                DEPLOY,
                "slow",
                context -> {
                  Transcript.awaitDeafUntilStopping(context);
                })
            .onFailure(FailurePolicy.IGNORE);
    RunReport report =
        transcript
            .builder(slow, transcript.hook("b"), transcript.hook("c"))
            .timeout(DEPLOY, SHORT)
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "slow timed out: phase",
            "b skipped: the phase limit of PT0.03S was reached",
            "c skipped: the phase limit of PT0.03S was reached");
    assertThat(report.exitCode()).isEqualTo(124);
  }

  @Test
  void run_limitUsedUpBeforeAHookBegins_failsAndTellsCleanupWhy() {
    RunReport report =
        transcript
            .builder(
                transcript.hook("b"),
                transcript.hook("c"),
                HookSpec.of(
                        DEPLOY,
                        "f",
                        context ->
                            transcript.add(
                                "f sees " + context.failure().map(Throwable::getMessage)))
                    .onlyOnFailure())
            .timeout(DEPLOY, Duration.ofNanos(1))
            .build()
            .run(DEPLOY, REQUEST);
    String why = "the phase limit of PT0.000000001S was reached";
    assertThat(Transcript.words(report.results()))
        .containsExactly("b skipped: " + why, "c skipped: " + why, "f succeeded");
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(message(report)).isEqualTo(why + " before hook \"b\" (phase deploy) could begin");
    assertThat(transcript.lines())
        .contains("f sees Optional[" + why + " before hook \"b\" (phase deploy) could begin]");
    assertThat(report.exitCode()).isEqualTo(124);
    assertThat(report.toString()).contains("failure: " + message(report));
  }

  // ---- cleanup and its reserve

  @Test
  void run_ordinaryHooksUseAllTheirTime_leaveTheReserveToCleanup() {
    RunReport report =
        transcript
            .engine(
                transcript.undoable("first"),
                endless("a"),
                HookSpec.of(
                        DEPLOY,
                        "z",
                        context ->
                            transcript.add(
                                "left " + (context.remaining().orElseThrow().toMinutes() >= 50)))
                    .always())
            .run(DEPLOY, REQUEST.timeout(LONG.plus(ENOUGH)).cleanupReserve(LONG));
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "first succeeded", "a timed out: run", "undo first succeeded", "z succeeded");
    assertThat(transcript.lines()).contains("left true");
  }

  @Test
  void run_cleanupUsesUpTheRun_isStoppedAndTheRestIsSkipped() {
    RunReport report =
        transcript
            .engine(
                transcript.undoable("first").undo(Transcript.endless()),
                transcript.failing("a"),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .run(DEPLOY, REQUEST.timeout(Duration.ofMillis(500)));
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "first succeeded",
            "a failed",
            "undo first timed out: run",
            "f skipped: the run limit of PT0.5S was reached",
            "z skipped: the run limit of PT0.5S was reached");
    assertThat(message(report)).isEqualTo("a broke");
  }

  @Test
  void run_cleanupHookHasALimit_isStoppedAndTheOthersRun() {
    RunReport report =
        transcript
            .engine(
                transcript.failing("a"),
                endless("f").onlyOnFailure().timeout(SHORT),
                transcript.hook("z").always())
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("a failed", "f timed out: hook", "z succeeded");
    assertThat(message(report)).isEqualTo("a broke");
  }

  // ---- retries

  private Hook failsUntil(int attempt) {
    return context -> {
      if (context.attempt() < attempt) {
        throw new IOException("try " + context.attempt());
      }
    };
  }

  @Test
  void retry_succeedsInTime_hasSucceeded() {
    RunReport report =
        transcript
            .engine(HookSpec.of(DEPLOY, "a", failsUntil(3)).retry(RetryPolicy.attempts(5)))
            .run(DEPLOY, REQUEST);
    assertThat(transcript.lines())
        .containsExactly(
            "run deploy",
            "phase deploy",
            "> a",
            "a try 1: try 1, wait PT0S",
            "a try 2: try 2, wait PT0S",
            "< a succeeded",
            "phase deploy succeeded",
            "run deploy succeeded");
    assertThat(report.results().get(0).attempts()).isEqualTo(3);
  }

  @Test
  void retry_lastAttemptFails_carriesTheEarlierFailures() {
    RunReport report =
        transcript
            .engine(HookSpec.of(DEPLOY, "a", failsUntil(9)).retry(RetryPolicy.attempts(3)))
            .run(DEPLOY, REQUEST);
    Throwable last = report.failure().orElseThrow();
    assertThat(last).hasMessage("try 3");
    assertThat(last.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("try 1", "try 2");
    assertThat(report.results().get(0).attempts()).isEqualTo(3);
  }

  @Test
  void retry_sameExceptionObject_isNotSuppressedInItself() {
    IllegalStateException same = new IllegalStateException("same");
    RunReport report =
        transcript
            .engine(
                HookSpec.of(
                        DEPLOY,
                        "a",
                        context -> {
                          throw same;
                        })
                    .retry(RetryPolicy.attempts(3)))
            .run(DEPLOY, REQUEST);
    assertThat(report.failure()).containsSame(same);
    assertThat(same.getSuppressed()).isEmpty();
  }

  @Test
  void retry_predicateSaysNo_isTriedOnce() {
    AtomicInteger tries = new AtomicInteger();
    RunReport report =
        transcript
            .engine(
                HookSpec.of(
                        DEPLOY,
                        "a",
                        context -> {
                          tries.incrementAndGet();
                          throw new IOException("no");
                        })
                    .retry(RetryPolicy.attempts(5).onlyIf(f -> f instanceof IllegalStateException)))
            .run(DEPLOY, REQUEST);
    assertThat(tries).hasValue(1);
    assertThat(report.results().get(0).attempts()).isEqualTo(1);
  }

  @Test
  void retry_predicateThrows_endsTheTriesAndIsSuppressed() {
    for (Duration limit : List.of(Duration.ZERO, LONG)) {
      HookSpec spec =
          HookSpec.of(DEPLOY, "a", Transcript.failure("broke"))
              .retry(
                  RetryPolicy.attempts(5)
                      .onlyIf(
                          failure -> {
                            throw new AssertionError("predicate");
                          }));
      RunReport report =
          transcript
              .engine(limit.isZero() ? spec : spec.timeout(limit), transcript.hook("z").always())
              .run(DEPLOY, REQUEST);
      assertThat(Transcript.words(report.results())).containsExactly("a failed", "z succeeded");
      assertThat(report.failure().orElseThrow().getSuppressed())
          .extracting(Throwable::getMessage)
          .containsExactly("predicate");
    }
  }

  @Test
  void retry_attemptTimesOut_isTriedAgain() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(
                        DEPLOY,
                        "a",
                        context -> new CountDownLatch(context.attempt() == 1 ? 1 : 0).await())
                    .attemptTimeout(SHORT)
                    .retry(RetryPolicy.attempts(2)))
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results())).containsExactly("a succeeded");
    assertThat(report.results().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void retry_hookLimitWouldPassDuringTheWait_endsWithTheFailureAtOnce() {
    RunReport report =
        transcript
            .engine(
                transcript
                    .failing("a")
                    .timeout(Duration.ofMinutes(5))
                    .retry(RetryPolicy.attempts(3).backoff(Duration.ofMinutes(10))))
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results())).containsExactly("a failed");
    assertThat(report.results().get(0).attempts()).isEqualTo(1);
  }

  @Test
  void retry_abandonedHook_isNotTriedAgain() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger tries = new AtomicInteger();
    try {
      RunReport report =
          transcript
              .engine(
                  HookSpec.of(
                          DEPLOY,
                          "a",
                          context -> {
                            tries.incrementAndGet();
                            Transcript.awaitDeaf(end);
                          })
                      .attemptTimeout(SHORT)
                      .gracePeriod(Duration.ZERO)
                      .retry(RetryPolicy.attempts(3)))
              .run(DEPLOY, REQUEST);
      assertThat(Transcript.words(report.results())).containsExactly("a timed out: attempt");
      assertThat(tries).hasValue(1);
    } finally {
      end.countDown();
    }
  }

  @Test
  void retry_skip_isNotTriedAgain() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(DEPLOY, "a", Transcript.skip("no need")).retry(RetryPolicy.attempts(3)))
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results())).containsExactly("a skipped: no need");
  }
}
