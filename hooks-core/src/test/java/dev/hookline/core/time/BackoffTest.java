package dev.hookline.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hookline.api.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a run waits between two attempts. */
class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void after_manyAttempts_growsUpToTheLongest() {
    RetryPolicy policy = RetryPolicy.attempts(9).backoff(SECOND, 3, Duration.ofSeconds(20));
    assertThat(List.of(1, 2, 3, 4, 5))
        .map(attempt -> Backoff.after(policy, attempt, 0.7).toSeconds())
        .containsExactly(1L, 3L, 9L, 20L, 20L);
    RetryPolicy standard = RetryPolicy.attempts(99).backoff(SECOND);
    assertThat(Backoff.after(standard, 3, 0)).isEqualTo(Duration.ofSeconds(4));
    assertThat(Backoff.after(standard, 90, 0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(Backoff.after(RetryPolicy.attempts(2).backoff(Duration.ofHours(2)), 1, 0))
        .isEqualTo(Duration.ofHours(2));
    assertThat(Backoff.after(RetryPolicy.attempts(2), 1, 0.5)).isZero();
    assertThat(
            Backoff.after(
                RetryPolicy.attempts(Integer.MAX_VALUE)
                    .backoff(Duration.ofDays(999_999_999), 9, Duration.ofDays(999_999_999)),
                Integer.MAX_VALUE,
                0))
        .isPositive();
  }

  @Test
  void after_jitter_shortensByAtMostItsPart() {
    RetryPolicy policy = RetryPolicy.attempts(2).backoff(SECOND).jitter(0.25);
    assertThat(Backoff.after(policy, 1, 0)).isEqualTo(SECOND);
    assertThat(Backoff.after(policy, 1, 0.5).toMillis()).isCloseTo(875, within(1L));
    assertThat(Backoff.after(policy, 1, 1).toMillis()).isCloseTo(750, within(1L));
    assertThat(Backoff.after(RetryPolicy.attempts(2).backoff(SECOND).jitter(1), 1, 1)).isZero();
  }
}
