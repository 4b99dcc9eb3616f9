package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.core.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a hook that was stopped may still take, and what is kept for cleanup. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GraceAndReserveTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualTime time = new VirtualTime();
  private final Transcript transcript = new Transcript();

  private HookEngineBuilder builder(HookSpec... specs) {
    return transcript.builder(specs).time(time).threads(time.threads());
  }

  private HookEngine engine(HookSpec... specs) {
    return builder(specs).build();
  }

  private HookSpec endless(String name) {
    return HookSpec.of(DEPLOY, name, time.endless());
  }

  private static String message(RunReport report) {
    return String.valueOf(report.failure().orElseThrow().getMessage());
  }

  private static List<Duration> durations(RunReport report) {
    return report.results().stream().map(result -> result.duration()).toList();
  }

  // ---- grace periods

  @Test
  void run_hookIgnoresItsStop_isAbandonedWhenItsGracePeriodEnds() {
    CountDownLatch end = new CountDownLatch(1);
    Hook deaf =
        context -> {
          time.passDeaf(HOUR.plus(MINUTE));
          Transcript.awaitDeaf(end);
        };
    try {
      RunReport report =
          engine(HookSpec.of(DEPLOY, "a", deaf).timeout(HOUR).gracePeriod(MINUTE))
              .run(DEPLOY, REQUEST);
      assertThat(message(report))
          .isEqualTo(
              "reached its hook limit of 1 h; did not end within its grace period of 1 min; its thread was left"
                  + " behind");
      assertThat(durations(report)).containsExactly(HOUR.plus(MINUTE));
      assertThat(report.results().get(0).leftBehind()).hasSize(1);
    } finally {
      end.countDown();
    }
  }

  @Test
  void run_hookEndsWithinItsGracePeriod_isNotAbandoned() {
    Duration almost = HOUR.plus(MINUTE).minusNanos(1);
    RunReport report =
        engine(
                HookSpec.of(DEPLOY, "a", context -> time.passDeaf(almost))
                    .timeout(HOUR)
                    .gracePeriod(MINUTE))
            .run(DEPLOY, REQUEST);
    assertThat(message(report)).isEqualTo("reached its hook limit of 1 h");
    assertThat(durations(report)).containsExactly(almost);
    assertThat(report.results().get(0).leftBehind()).isEmpty();
  }

  // ---- cleanup and its reserve

  @Test
  void run_ordinaryHooksUseAllTheirTime_leaveTheReserveToCleanup() {
    HookSpec seeing =
        transcript.hook(
            "z", context -> transcript.add("left " + context.remaining().orElseThrow()));
    RunReport report =
        builder(transcript.undoable("first"), endless("a"), seeing.always())
            .gracePeriod(MINUTE)
            .build()
            .run(DEPLOY, REQUEST.timeout(HOUR.multipliedBy(2)).cleanupReserve(HOUR));
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "first succeeded", "a timed out: run", "undo first succeeded", "z succeeded");
    assertThat(transcript.lines()).contains("left PT1H1M"); // the grace period was not needed
  }

  @Test
  void run_gracePeriodIsLong_takesATenthOfTheTimeBeforeTheReserve() {
    RunReport report =
        builder(endless("a"))
            .gracePeriod(HOUR)
            .build()
            .run(
                DEPLOY,
                REQUEST.timeout(MINUTE.multipliedBy(30)).cleanupReserve(MINUTE.multipliedBy(10)));
    assertThat(durations(report)).containsExactly(MINUTE.multipliedBy(18));
  }

  @Test
  void run_cleanupUsesUpTheRun_isStoppedAndTheRestIsSkipped() {
    RunReport report =
        engine(
                transcript.undoable("first").undo(time.endless()),
                transcript.failing("a"),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .run(DEPLOY, REQUEST.timeout(HOUR));
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "first succeeded",
            "a failed",
            "undo first timed out: run",
            "f skipped: the run limit of 1 h was reached",
            "z skipped: the run limit of 1 h was reached");
    assertThat(message(report)).isEqualTo("a broke");
    assertThat(report.duration()).isEqualTo(HOUR);
  }

  @Test
  void run_cleanupHookHasALimit_isStoppedAndTheOthersRun() {
    RunReport report =
        engine(
                transcript.failing("a"),
                endless("f").onlyOnFailure().timeout(MINUTE),
                transcript.hook("z").always())
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("a failed", "f timed out: hook", "z succeeded");
    assertThat(message(report)).isEqualTo("a broke");
  }
}
