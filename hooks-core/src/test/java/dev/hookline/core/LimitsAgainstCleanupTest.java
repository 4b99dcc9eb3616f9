package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Limit;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a limit costs, whom it costs that, and how the report says so. */
@Timeout(60)
class LimitsAgainstCleanupTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration RESERVE = Duration.ofHours(1);

  /** Leaves ordinary hooks little time, and cleanup hooks plenty. */
  private static final HookRequest LITTLE =
      REQUEST.timeout(RESERVE.plusMinutes(10)).cleanupReserve(RESERVE);

  private final VirtualTime time = new VirtualTime();
  private final Transcript transcript = new Transcript();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void releaseThreads() {
    end.countDown();
  }

  private HookEngineBuilder builder() {
    return HookEngine.builder().time(time).threads(time.threads());
  }

  enum Which {
    RUN,
    PHASE,
    HOOK,
    ATTEMPT
  }

  /** The grace period that was set is longer than the whole ordinary time. */
  @ParameterizedTest
  @EnumSource
  void run_hookIgnoresItsStopAtAnyLimit_costsNoCleanupHookItsTurn(Which limit) {
    Duration untilAbandoned = limit == Which.RUN ? Duration.ofMinutes(10) : SOON.plusMinutes(1);
    HookSpec deaf =
        transcript.hook(
            "deaf",
            context -> {
              time.passDeaf(untilAbandoned);
              Transcript.awaitDeaf(end);
            });
    HookEngineBuilder builder =
        builder()
            .gracePeriod(RESERVE)
            .register(transcript.undoable("a"))
            .register(
                switch (limit) {
                  case HOOK -> deaf.timeout(SOON);
                  case ATTEMPT -> deaf.attemptTimeout(SOON);
                  default -> deaf;
                })
            .register(transcript.hook("f").onlyOnFailure())
            .register(transcript.hook("z").always());
    HookEngine engine =
        limit == Which.PHASE ? builder.timeout(DEPLOY, SOON).build() : builder.build();
    RunReport report = engine.run(DEPLOY, LITTLE);
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "a succeeded",
            "deaf timed out: " + Limit.valueOf(limit.name()).words(),
            "undo a succeeded",
            "f succeeded",
            "z succeeded");
    assertThat(report.failure().orElseThrow().getMessage())
        .contains("did not end within its grace period of 1 min");
  }

  @Test
  void gracePeriod_ofOrdinaryHookUnderARunLimit_isATenthOfTheOrdinaryTimeAtMost() {
    HookEngineBuilder builder =
        HookEngine.builder()
            .gracePeriod(Duration.ofSeconds(7))
            .register(DEPLOY, "a", this::noteGrace)
            .register(HookSpec.of(DEPLOY, "b", this::noteGrace).gracePeriod(Duration.ofSeconds(1)))
            .register(HookSpec.of(DEPLOY, "z", this::noteGrace).always());
    builder.build().run(DEPLOY, REQUEST.timeout(Duration.ofMinutes(1)));
    builder.build().run(DEPLOY, REQUEST);
    assertThat(transcript.lines())
        .containsExactly("a PT5.4S", "b PT1S", "z PT7S", "a PT7S", "b PT1S", "z PT7S");
  }

  private void noteGrace(HookContext context) {
    transcript.add(context.name() + " " + context.gracePeriod());
  }

  @Test
  void timedOut_atTheRunLimit_namesTheLimitThatWasSet() {
    RunReport report =
        builder().register(transcript.hook("a", time.endless())).build().run(DEPLOY, LITTLE);
    TimedOut outcome = (TimedOut) report.results().get(0).outcome();
    assertThat(outcome.limit()).isEqualTo(Limit.RUN);
    assertThat(outcome.allowed()).isEqualTo(RESERVE.plusMinutes(10));
    assertThat(outcome.cause())
        .hasMessage("reached its run limit of 1 h 10 min less the cleanup reserve of 1 h");
  }

  @Test
  void skipped_becauseThePhaseHadNoTimeLeft_isOutOfTime() {
    RunReport report =
        builder()
            .timeout(DEPLOY, SOON)
            .register(transcript.hook("a", time.endless()).onFailure(FailurePolicy.IGNORE))
            .register(transcript.hook("b"))
            .register(transcript.hook("z").always())
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "a timed out: phase", "b skipped: the phase limit of 20 s was reached", "z succeeded");
    Skipped skipped = (Skipped) report.results().get(1).outcome();
    assertThat(skipped.reason().cause()).isEqualTo(Cause.OUT_OF_TIME);
  }

  // ---- attempts

  @Test
  void failed_afterSeveralAttempts_hasAllEarlierFailuresSuppressed() {
    RunReport report =
        transcript
            .unheard(
                HookSpec.of(
                        DEPLOY,
                        "a",
                        context -> {
                          throw new IllegalStateException("try " + context.attempt());
                        })
                    .retry(RetryPolicy.attempts(4)))
            .run(DEPLOY, REQUEST);
    Throwable last = report.failure().orElseThrow();
    assertThat(last).hasMessage("try 4");
    assertThat(last.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("try 1", "try 2", "try 3");
    assertThat(last.getSuppressed()).allMatch(earlier -> earlier.getSuppressed().length == 0);
  }

  @Test
  void attempts_ofHookThatSkips_countsThatAttempt() {
    RunReport report =
        transcript
            .unheard(
                HookSpec.of(
                        DEPLOY,
                        "a",
                        context -> {
                          if (context.attempt() < 3) {
                            throw new IllegalStateException("not yet");
                          }
                          Transcript.skip("no need").run(context);
                        })
                    .retry(RetryPolicy.attempts(4)),
                HookSpec.of(DEPLOY, "b", Transcript.skip("no need")),
                HookSpec.of(DEPLOY, "c", context -> {}).when("never", context -> false))
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("a skipped: no need", "b skipped: no need", "c skipped: runs only never");
    assertThat(report.results()).extracting(HookResult::attempts).containsExactly(3, 1, 0);
    assertThat(report.results().get(0).duration()).isPositive();
    assertThat(report.results().get(2).duration()).isZero();
  }

  @Test
  void run_conditionThrows_saysWhichAndIsReportedAsStarted() {
    HookSpec spec =
        transcript
            .hook("a")
            .retry(RetryPolicy.attempts(3))
            .when("on weekdays", context -> true)
            .when(
                "on production",
                context -> {
                  throw new IllegalStateException("no such file: stage");
                });
    RunReport report = transcript.engine(spec).run(DEPLOY, REQUEST);
    assertThat(report.failure().orElseThrow())
        .hasMessage(
            "its condition \"on production\" threw IllegalStateException: no such file: stage")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(report.results().get(0).attempts()).isZero();
    assertThat(transcript.lines())
        .containsExactly(
            "run deploy",
            "phase deploy",
            "> a",
            "< a failed",
            "phase deploy failed",
            "run deploy failed");
  }

  @Test
  void run_conditionDoesNotEnd_isAbandonedAndReportedAsStarted() {
    List<String> started = new ArrayList<>();
    HookSpec spec =
        HookSpec.of(DEPLOY, "a", context -> {})
            .when(
                "on answer",
                context -> {
                  Transcript.awaitDeaf(end);
                  return false;
                })
            .timeout(Duration.ofMillis(20))
            .gracePeriod(Duration.ZERO);
    RunReport report =
        transcript
            .builder(spec)
            .listener(CancelledRun.at(HookStarted.class::isInstance, () -> started.add("a")))
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(started).containsExactly("a");
    assertThat(Transcript.words(report.results())).containsExactly("a timed out: hook");
    assertThat(report.results().get(0).attempts()).isZero();
  }

  @Test
  void leaveBehind_afterTheEnd_isRefusedAsPutIs() {
    HookContext[] kept = new HookContext[1];
    RunReport report =
        transcript
            .unheard(HookSpec.of(DEPLOY, "a", context -> kept[0] = context))
            .run(DEPLOY, REQUEST);
    assertThatThrownBy(
            () -> kept[0].leaveBehind(new LeftBehind(LeftBehind.Kind.PROCESS, 1, "late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "hook \"a\" (phase deploy) has ended; nothing can be handed over any more, do it before"
                + " the hook returns");
    assertThat(report.results().get(0).leftBehind()).isEmpty();
  }
}
