package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Limit;
import dev.hookline.api.RunStatus;
import dev.hookline.core.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which limit ends what, and when. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitTest {
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

  private static void assertReached(RunReport report, Limit limit, String words) {
    TimedOut outcome = (TimedOut) report.results().get(0).outcome();
    assertThat(outcome.limit()).isEqualTo(limit);
    assertThat(message(report)).isEqualTo("reached its " + words);
  }

  private static String message(RunReport report) {
    return String.valueOf(report.failure().orElseThrow().getMessage());
  }

  private static List<Duration> durations(RunReport report) {
    return report.results().stream().map(result -> result.duration()).toList();
  }

  // ---- which limit it was

  @Test
  void run_attemptLimitIsNearest_saysAttempt() {
    RunReport report =
        engine(endless("a").attemptTimeout(MINUTE).timeout(HOUR))
            .run(DEPLOY, REQUEST.timeout(HOUR));
    assertReached(report, Limit.ATTEMPT, "attempt limit of 1 min");
    assertThat(durations(report)).containsExactly(MINUTE);
  }

  @Test
  void run_hookLimitIsNearest_saysHook() {
    RunReport report =
        builder(endless("a").attemptTimeout(MINUTE).timeout(MINUTE))
            .timeout(DEPLOY, HOUR)
            .build()
            .run(DEPLOY, REQUEST);
    assertReached(report, Limit.HOOK, "hook limit of 1 min");
    assertThat(durations(report)).containsExactly(MINUTE);
  }

  @Test
  void run_phaseLimitIsNearest_saysPhaseAndSkipsTheRestWhateverThePolicy() {
    RunReport report =
        builder(
                transcript.undoable("first"),
                endless("a").timeout(HOUR).onFailure(FailurePolicy.IGNORE),
                transcript.hook("b"),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .timeout(DEPLOY, MINUTE)
            .build()
            .run(DEPLOY, REQUEST.timeout(HOUR));
    assertThat(message(report)).isEqualTo("reached its phase limit of 1 min");
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "first succeeded",
            "a timed out: phase",
            "b skipped: the phase limit of 1 min was reached",
            "undo first succeeded",
            "f succeeded",
            "z succeeded");
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.warnings()).isEmpty();
    assertThat(report.duration()).isEqualTo(MINUTE);
  }

  @Test
  void run_runLimitIsNearest_saysRun() {
    RunReport report =
        engine(endless("a").timeout(HOUR.plusNanos(1)))
            .run(DEPLOY, REQUEST.timeout(HOUR).cleanupReserve(Duration.ZERO));
    assertReached(report, Limit.RUN, "run limit of 1 h");
    assertThat(durations(report)).containsExactly(HOUR);
  }

  @Test
  void run_hooksBeforeTookTime_leaveLessOfThePhaseAndOfTheRun() {
    Hook work = context -> time.pass(MINUTE);
    RunReport report =
        builder(
                HookSpec.of(DEPLOY, "a", work).timeout(HOUR),
                HookSpec.of(DEPLOY, "b", work),
                endless("c").timeout(MINUTE.multipliedBy(3).plusNanos(1)))
            .timeout(DEPLOY, MINUTE.multipliedBy(5))
            .build()
            .run(DEPLOY, REQUEST.timeout(HOUR));
    assertThat(Transcript.words(report.results()))
        .containsExactly("a succeeded", "b succeeded", "c timed out: phase");
    assertThat(durations(report)).containsExactly(MINUTE, MINUTE, MINUTE.multipliedBy(3));
  }

  @Test
  void run_hookEndsANanosecondBeforeItsLimit_hasSucceeded() {
    RunReport report =
        engine(
                HookSpec.of(DEPLOY, "a", context -> time.pass(HOUR.minusNanos(1))).timeout(HOUR),
                HookSpec.of(DEPLOY, "b", context -> time.pass(HOUR)).timeout(HOUR))
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("a succeeded", "b timed out: hook");
  }

  @Test
  void run_phaseLimitReachedBetweenHooks_skipsTheRestAndFails() {
    HookSpec late =
        HookSpec.of(DEPLOY, "late", context -> time.passDeaf(MINUTE.plusSeconds(1)))
            .onFailure(FailurePolicy.IGNORE);
    RunReport report =
        builder(late, transcript.hook("b"), transcript.hook("c"))
            .timeout(DEPLOY, MINUTE)
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "late timed out: phase",
            "b skipped: the phase limit of 1 min was reached",
            "c skipped: the phase limit of 1 min was reached");
    assertThat(report.exitCode()).isEqualTo(124);
    assertThat(report.duration()).isEqualTo(MINUTE.plusSeconds(1));
  }

  @Test
  void run_limitUsedUpBeforeAHookBegins_failsAndTellsCleanupWhy() {
    HookListener slow =
        new HookListener() {
          @Override
          public void phaseStarted(PhaseStarted event) {
            time.passDeaf(MINUTE);
          }
        };
    HookSpec seeing =
        transcript.hook(
            "f",
            context -> transcript.add("f sees " + context.failure().orElseThrow().getMessage()));
    RunReport report =
        builder(transcript.hook("b"), transcript.hook("c"), seeing.onlyOnFailure())
            .listener(slow)
            .timeout(DEPLOY, MINUTE)
            .build()
            .run(DEPLOY, REQUEST);
    String why = "the phase limit of 1 min was reached";
    assertThat(Transcript.words(report.results()))
        .containsExactly("b skipped: " + why, "c skipped: " + why, "f succeeded");
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(message(report)).isEqualTo(why + " before hook \"b\" (phase deploy) could begin");
    assertThat(transcript.lines())
        .contains("f sees " + why + " before hook \"b\" (phase deploy) could begin");
    assertThat(report.exitCode()).isEqualTo(124);
    assertThat(report.toString()).contains("failure: " + message(report));
  }

  // ---- again and again

  /** Hooks, their coordinator and the time meet in every order that the machine comes up with. */
  @Test
  void run_manyLimits_eachStrikesOnTheNanosecond() {
    HookEngine engine =
        engine(
            HookSpec.of(DEPLOY, "a", context -> time.pass(MINUTE)).timeout(HOUR),
            HookSpec.of(DEPLOY, "b", context -> time.pass(HOUR))
                .timeout(MINUTE)
                .onFailure(FailurePolicy.IGNORE),
            endless("c").timeout(HOUR).onFailure(FailurePolicy.IGNORE),
            HookSpec.of(DEPLOY, "d", context -> time.pass(HOUR)).timeout(HOUR.plusNanos(1)));
    for (int i = 0; i < 100; i++) {
      assertThat(durations(engine.run(DEPLOY, REQUEST)))
          .containsExactly(MINUTE, MINUTE, HOUR, HOUR);
    }
  }
}
