package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.testing.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a hook is tried again, how long it waits before that, and what remains of its failures. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualTime time = new VirtualTime();
  private final Transcript transcript = new Transcript();

  private RunReport run(HookSpec... specs) {
    return transcript
        .builder(specs)
        .time(time)
        .threads(time.threads())
        .build()
        .run(DEPLOY, REQUEST);
  }

  private static Hook failsUntil(int attempt) {
    return context -> {
      if (context.attempt() < attempt) {
        throw new IOException("try " + context.attempt());
      }
    };
  }

  @Test
  void retry_succeedsInTime_hasSucceeded() {
    RunReport report = run(HookSpec.of(DEPLOY, "a", failsUntil(3)).retry(RetryPolicy.attempts(5)));
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
    RunReport report = run(HookSpec.of(DEPLOY, "a", failsUntil(9)).retry(RetryPolicy.attempts(3)));
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
        run(
            HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      throw same;
                    })
                .retry(RetryPolicy.attempts(3)));
    assertThat(report.failure()).containsSame(same);
    assertThat(same.getSuppressed()).isEmpty();
  }

  @Test
  void retry_predicateSaysNo_isTriedOnce() {
    AtomicInteger tries = new AtomicInteger();
    RunReport report =
        run(
            HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      tries.incrementAndGet();
                      throw new IOException("no");
                    })
                .retry(RetryPolicy.attempts(5).onlyIf(f -> f instanceof IllegalStateException)));
    assertThat(tries).hasValue(1);
    assertThat(report.results().get(0).attempts()).isEqualTo(1);
  }

  @Test
  void retry_predicateThrows_endsTheTriesAndIsSuppressed() {
    for (Duration limit : List.of(Duration.ZERO, HOUR)) {
      HookSpec spec =
          HookSpec.of(DEPLOY, "a", Transcript.failure("broke"))
              .retry(
                  RetryPolicy.attempts(5)
                      .onlyIf(
                          failure -> {
                            throw new AssertionError("predicate");
                          }));
      RunReport report =
          run(limit.isZero() ? spec : spec.timeout(limit), transcript.hook("z").always());
      assertThat(Transcript.words(report.results())).containsExactly("a failed", "z succeeded");
      assertThat(report.failure().orElseThrow().getSuppressed())
          .extracting(Throwable::getMessage)
          .containsExactly("predicate");
    }
  }

  @Test
  void retry_attemptTimesOut_isTriedAgain() {
    RunReport report =
        run(
            HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> time.pass(context.attempt() == 1 ? HOUR : Duration.ZERO))
                .attemptTimeout(HOUR)
                .retry(RetryPolicy.attempts(2)));
    assertThat(Transcript.words(report.results())).containsExactly("a succeeded");
    assertThat(report.results().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void retry_abandonedHook_isNotTriedAgain() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger tries = new AtomicInteger();
    try {
      RunReport report =
          run(
              HookSpec.of(
                      DEPLOY,
                      "a",
                      context -> {
                        tries.incrementAndGet();
                        time.passDeaf(HOUR);
                        Transcript.awaitDeaf(end);
                      })
                  .attemptTimeout(HOUR)
                  .gracePeriod(Duration.ZERO)
                  .retry(RetryPolicy.attempts(3)));
      assertThat(Transcript.words(report.results())).containsExactly("a timed out: attempt");
      assertThat(tries).hasValue(1);
    } finally {
      end.countDown();
    }
  }

  @Test
  void retry_skip_isNotTriedAgain() {
    RunReport report =
        run(HookSpec.of(DEPLOY, "a", Transcript.skip("no need")).retry(RetryPolicy.attempts(3)));
    assertThat(Transcript.words(report.results())).containsExactly("a skipped: no need");
  }

  // ---- the wait

  @ParameterizedTest(name = "on a thread of its own: {0}")
  @ValueSource(booleans = {false, true})
  void backoff_ofHours_growsUpToTheLongest(boolean isLimited) {
    HookSpec spec =
        HookSpec.of(DEPLOY, "a", failsUntil(5))
            .retry(RetryPolicy.attempts(5).backoff(HOUR, 2, HOUR.multipliedBy(3)));
    RunReport report = run(isLimited ? spec.timeout(HOUR.multipliedBy(10)) : spec);
    assertThat(transcript.lines())
        .contains(
            "a try 1: try 1, wait PT1H",
            "a try 2: try 2, wait PT2H",
            "a try 3: try 3, wait PT3H",
            "a try 4: try 4, wait PT3H",
            "< a succeeded");
    assertThat(report.results().get(0).duration()).isEqualTo(HOUR.multipliedBy(9));
  }

  @Test
  void backoff_attemptsTakeTimeToo_eachHasItsWholeLimit() {
    RunReport report =
        run(
            HookSpec.of(DEPLOY, "a", time.endless())
                .attemptTimeout(HOUR)
                .retry(RetryPolicy.attempts(3).backoff(HOUR)));
    assertThat(Transcript.words(report.results())).containsExactly("a timed out: attempt");
    assertThat(report.results().get(0).attempts()).isEqualTo(3);
    assertThat(report.results().get(0).duration()).isEqualTo(HOUR.multipliedBy(5));
  }

  @Test
  void backoff_hookLimitStrikesInALaterAttempt_endsTheHook() {
    RunReport report =
        run(
            HookSpec.of(DEPLOY, "a", time.endless())
                .attemptTimeout(HOUR)
                .timeout(HOUR.multipliedBy(2))
                .retry(RetryPolicy.attempts(3).backoff(HOUR.dividedBy(2))));
    assertThat(Transcript.words(report.results())).containsExactly("a timed out: hook");
    assertThat(report.results().get(0).attempts()).isEqualTo(2);
    assertThat(report.results().get(0).duration()).isEqualTo(HOUR.multipliedBy(2));
  }

  @Test
  void backoff_wouldOutlastTheHookLimit_endsWithTheFailureAtOnce() {
    RunReport report =
        run(
            transcript
                .failing("a")
                .timeout(HOUR)
                .retry(RetryPolicy.attempts(3).backoff(HOUR.multipliedBy(2))));
    assertThat(Transcript.words(report.results())).containsExactly("a failed");
    assertThat(report.results().get(0).attempts()).isEqualTo(1);
    assertThat(report.duration()).isZero();
  }
}
