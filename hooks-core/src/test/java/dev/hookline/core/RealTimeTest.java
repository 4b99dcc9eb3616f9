package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Limit;
import dev.hookline.api.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That limits and waits work by the clock of the machine, too; all else is on virtual time. */
@Timeout(60)
class RealTimeTest {
  /** Long enough that the hook begins within it, however busy the machine is. */
  private static final Duration SHORT = Duration.ofMillis(20);

  @ParameterizedTest
  @EnumSource
  void run_limitReached_endsTheHook(Limit limit) {
    HookSpec endless = HookSpec.of(DEPLOY, "a", Transcript.endless());
    HookEngineBuilder builder = HookEngine.builder();
    HookRequest request = REQUEST;
    switch (limit) {
      case ATTEMPT -> builder.register(endless.attemptTimeout(SHORT));
      case HOOK -> builder.register(endless.timeout(SHORT));
      case PHASE -> builder.register(endless).timeout(DEPLOY, SHORT);
      case RUN -> {
        builder.register(endless);
        request = REQUEST.timeout(SHORT).cleanupReserve(Duration.ZERO);
      }
    }
    RunReport report = builder.build().run(DEPLOY, request);
    // On a busy machine the limit of a phase or a run may be over before the hook begins.
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining(limit.words() + " limit of 0.02 s");
    assertThat(report.exitCode()).isEqualTo(124);
    assertThat(report.duration()).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void run_failsOnce_waitsBeforeItIsTriedAgain() {
    HookSpec spec =
        HookSpec.of(DEPLOY, "a", Transcript.failure("broke"))
            .retry(RetryPolicy.attempts(2).backoff(SHORT));
    RunReport report = HookEngine.builder().register(spec).build().run(DEPLOY, REQUEST);
    assertThat(report.results().get(0).duration()).isGreaterThanOrEqualTo(SHORT);
  }
}
