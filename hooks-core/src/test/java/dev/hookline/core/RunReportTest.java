package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the report of a run says, and that it is a value. */
class RunReportTest {
  private final Transcript transcript = new Transcript();

  private RunReport run(HookSpec... specs) {
    return transcript.engine(specs).run(DEPLOY, REQUEST);
  }

  @Test
  void warn_ofAHookThatSucceeds_isAWarningOfTheRunAndFailsNothing() {
    RunReport report = run(HookSpec.of(DEPLOY, "a", context -> context.warn("disk nearly full")));

    assertThat(report.isSuccess()).isTrue();
    assertThat(report.warnings()).containsExactly("disk nearly full");
  }

  @Test
  void report_everything_isOneTextThatCanBeRead() {
    RunReport report =
        run(
            HookSpec.of(
                DEPLOY, "a", context -> context.leaveBehind(LeftBehind.process(4711, "sleep 60"))),
            HookSpec.of(DEPLOY, "b", Transcript.failure("ignored"))
                .onFailure(FailurePolicy.IGNORE)
                .retry(RetryPolicy.attempts(2)),
            HookSpec.of(DEPLOY, "c", Transcript.failure("first line\nsecond line")),
            transcript.hook("d"));
    assertThat(Transcript.text(report))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "deploy failed after TIME, run RUN",
                "  succeeded hook \"a\" (phase deploy) in TIME, left behind process 4711: sleep 60",
                "  failed    hook \"b\" (phase deploy) in TIME, 2 attempts",
                "  failed    hook \"c\" (phase deploy) in TIME",
                "  skipped   hook \"d\" (phase deploy): hook \"c\" (phase deploy) failed",
                "failure: hook \"c\" (phase deploy) failed: IllegalStateException: first line\nsecond line",
                "warning: hook \"b\" (phase deploy) failed: IllegalStateException: ignored (ignored)"));
    assertThat(report.results().get(2))
        .hasToString(
            "hook \"c\" (phase deploy) failed: IllegalStateException: first line\nsecond line");
  }

  @Test
  void report_times_followOneAnother() {
    VirtualTime time = new VirtualTime();
    Duration second = Duration.ofSeconds(1);
    RunReport report =
        transcript
            .builder(
                transcript.hook("a", context -> time.pass(second)),
                transcript.hook("b", context -> time.pass(second.multipliedBy(2))),
                transcript.hook("c"))
            .time(time)
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(report.startedAt()).isEqualTo(VirtualTime.BEGINNING);
    assertThat(report.results())
        .extracting(HookResult::startedAt)
        .containsExactly(
            VirtualTime.BEGINNING,
            VirtualTime.BEGINNING.plusSeconds(1),
            VirtualTime.BEGINNING.plusSeconds(3));
    assertThat(report.results())
        .extracting(HookResult::duration)
        .containsExactly(second, second.multipliedBy(2), Duration.ZERO);
    assertThat(report.duration()).isEqualTo(second.multipliedBy(3));
  }

  @Test
  void report_runId_isUniqueAndStable() {
    HookEngine engine = transcript.engine(transcript.hook("a"));
    RunReport one = engine.run(DEPLOY, REQUEST);
    assertThat(one.runId())
        .isEqualTo(one.runId())
        .isNotEqualTo(engine.run(DEPLOY, REQUEST).runId());
  }

  @Test
  void report_changedFromOutside_isRefused() {
    RunReport report = run(transcript.failing("a"));
    for (List<?> list :
        List.of(report.results(), report.failures(), report.warnings(), report.phases())) {
      assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(() -> report.phases().get(0).results().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void throwIfFailed_success_doesNothing() {
    RunReport report = run(transcript.hook("a"));
    report.throwIfFailed();
    assertThat(report.failure()).isEmpty();
    assertThat(report.exitCode()).isZero();
  }

  @Test
  void exitCode_firstFailure_decides() {
    Hook exit42 =
        context -> {
          throw new HookExitException(42, "exit code 42");
        };
    assertThat(
            run(
                    HookSpec.of(DEPLOY, "a", exit42).onFailure(FailurePolicy.CONTINUE),
                    transcript.failing("b"))
                .exitCode())
        .isEqualTo(42);
    assertThat(
            run(
                    transcript.failing("a").onFailure(FailurePolicy.CONTINUE),
                    HookSpec.of(DEPLOY, "b", exit42))
                .exitCode())
        .isEqualTo(1);
    assertThat(run(HookSpec.of(DEPLOY, "a", exit42).onFailure(FailurePolicy.IGNORE)).exitCode())
        .isZero();
  }
}
