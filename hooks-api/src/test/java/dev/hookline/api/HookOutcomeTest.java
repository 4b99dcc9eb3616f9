package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ways in which a hook ends. */
class HookOutcomeTest {
  private static final Hook HOOK = context -> {};
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void outcome_everyEnding_answersTheTwoQuestions() {
    IOException cause = new IOException("broke");
    HookOutcome failed = new HookOutcome.Failed(cause);
    HookOutcome timedOut = new HookOutcome.TimedOut(Limit.HOOK, SECOND, cause);
    HookOutcome cancelled = new HookOutcome.Cancelled(cause);
    HookOutcome skipped = new HookOutcome.Skipped(SkipReason.because("no need"));
    HookOutcome succeeded = HookOutcome.succeeded();
    assertThat(List.of(succeeded, skipped, failed, timedOut, cancelled))
        .extracting(
            o -> o + " " + o.isSuccess() + " " + o.isFailure() + " " + o.failure().isPresent())
        .containsExactly(
            "succeeded true false false",
            "skipped false false false",
            "failed false true true",
            "timed out false true true",
            "cancelled false false true");
    assertThat(failed.failure()).containsSame(cause);
  }
}
