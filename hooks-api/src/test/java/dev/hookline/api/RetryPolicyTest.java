package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a hook is tried, and what is refused. */
class RetryPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void retry_outOfRange_isRefused() {
    RetryPolicy policy = RetryPolicy.attempts(3);
    assertRefused(() -> RetryPolicy.attempts(0), "attempts must be at least 1, not 0");
    assertRefused(() -> RetryPolicy.attempts(-1), "attempts must be at least 1, not -1");
    assertRefused(
        () -> policy.backoff(SECOND.negated()), "backoff must not be negative, but is -1 s");
    assertRefused(
        () -> policy.backoff(SECOND, 0.5, SECOND), "backoff factor must be at least 1, not 0.5");
    assertRefused(
        () -> policy.backoff(SECOND, Double.NaN, SECOND),
        "backoff factor must be at least 1, not NaN");
    assertRefused(
        () -> policy.backoff(SECOND, Double.POSITIVE_INFINITY, SECOND),
        "backoff factor must be at least 1, not Infinity");
    assertRefused(
        () -> policy.backoff(SECOND, 2, Duration.ofMillis(1)),
        "the longest wait 0.001 s is shorter than the first one 1 s");
    assertRefused(() -> policy.jitter(-0.1), "jitter must be from 0 to 1, not -0.1");
    assertRefused(() -> policy.jitter(1.1), "jitter must be from 0 to 1, not 1.1");
    assertRefused(() -> policy.jitter(Double.NaN), "jitter must be from 0 to 1, not NaN");
    assertNullRefused(
        List.of(
            () -> policy.backoff(none()),
            () -> policy.backoff(SECOND, 2, none()),
            () -> policy.onlyIf(none())));
  }

  @Test
  void retry_settings_canBeRead() {
    RetryPolicy policy =
        RetryPolicy.attempts(9).backoff(SECOND, 3, Duration.ofSeconds(20)).jitter(0.25);
    assertThat(policy.maxAttempts()).isEqualTo(9);
    assertThat(policy.firstWait()).isEqualTo(SECOND);
    assertThat(policy.factor()).isEqualTo(3);
    assertThat(policy.longestWait()).isEqualTo(Duration.ofSeconds(20));
    assertThat(policy.jitter()).isEqualTo(0.25);
    assertThat(RetryPolicy.attempts(2).backoff(SECOND).longestWait())
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(RetryPolicy.attempts(2).backoff(Duration.ofHours(2)).longestWait())
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void retry_predicate_decides() {
    RetryPolicy policy = RetryPolicy.attempts(2).onlyIf(failure -> failure instanceof IOException);
    assertThat(policy.isRetryable(new IOException())).isTrue();
    assertThat(policy.isRetryable(new IllegalStateException())).isFalse();
    assertThat(policy.maxAttempts()).isEqualTo(2);
    assertThat(policy.backoff(SECOND)).hasToString("2 attempts, backoff 1 s");
    assertThat(RetryPolicy.none()).hasToString("1 attempt");
  }
}
