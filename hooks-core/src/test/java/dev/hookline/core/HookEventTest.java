package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.AttemptEnded;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PartialLineWritten;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputPolicy;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of events: complete, in one order, each with its run and its time. */
@Timeout(60)
class HookEventTest {
  private final List<HookEvent> events = Collections.synchronizedList(new ArrayList<>());

  private final HookListener all =
      new HookListener() {
        @Override
        public void event(HookEvent event) {
          events.add(event);
        }
      };

  private <T extends HookEvent> Stream<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  private List<String> kinds() {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private HookEngineBuilder builder(HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder().listener(all);
    List.of(specs).forEach(builder::register);
    return builder;
  }

  private RunReport run(HookSpec... specs) {
    return builder(specs).build().run(DEPLOY, REQUEST);
  }

  @Test
  void events_ofAHookThatIsTriedAgain_tellEachAttemptAndWait() {
    run(
        HookSpec.of(DEPLOY, "a", Transcript.failure("broke"))
            .retry(RetryPolicy.attempts(2))
            .timeout(Duration.ofHours(1))
            .onFailure(FailurePolicy.IGNORE));
    assertThat(kinds())
        .containsExactly(
            "RunStarted",
            "PhaseStarted",
            "HookStarted",
            "AttemptStarted",
            "AttemptEnded",
            "RetryAwaited",
            "AttemptStarted",
            "AttemptEnded",
            "WarningRaised",
            "HookFinished",
            "PhaseFinished",
            "RunFinished");
    assertThat(events(AttemptStarted.class).map(AttemptStarted::attempt)).containsExactly(1, 2);
    assertThat(events(AttemptStarted.class))
        .allMatch(begun -> begun.remaining().orElseThrow().compareTo(Duration.ofHours(1)) <= 0);
    assertThat(events(AttemptEnded.class).map(ended -> ended.attempt() + " " + ended.outcome()))
        .containsExactly("1 failed", "2 failed");
    assertThat(events(RetryAwaited.class).map(wait -> wait.attempt() + " " + wait.delay()))
        .containsExactly("1 PT0S");
    assertThat(events(WarningRaised.class).map(WarningRaised::warning))
        .containsExactly(
            "hook \"a\" (phase deploy) failed: IllegalStateException: broke (ignored)");
  }

  @Test
  void events_ofASkippedHook_areItsEndAlone() {
    run(HookSpec.of(DEPLOY, "a", context -> {}).when("never", context -> false));
    assertThat(kinds())
        .containsExactly(
            "RunStarted", "PhaseStarted", "HookFinished", "PhaseFinished", "RunFinished");
  }

  @Test
  void events_beginningOfAHook_sayWhenPeopleSeeItsOutput() {
    run(
        HookSpec.of(DEPLOY, "a", context -> {}).output(OutputPolicy.ON_FAILURE),
        HookSpec.of(DEPLOY, "b", context -> {}));
    assertThat(events(HookStarted.class).map(HookStarted::output))
        .containsExactly(OutputPolicy.ON_FAILURE, OutputPolicy.AUTOMATIC);
  }

  @Test
  void events_all_nameTheRunItsPlanAndTheirTimeInOrder() {
    Lifecycle lifecycle =
        Lifecycle.named("all").phase(DEPLOY).step("switch", c -> {}).always("z", c -> {}).build();
    HookSpec a = HookSpec.of(DEPLOY, "a", context -> context.out().println("x"));
    RunReport report = builder(a).build().run(lifecycle, HookRequest.in(Path.of("src")));
    HookId step = new HookId(Phase.of("switch"), "switch", HookKind.STEP);
    HookId own = new HookId(Phase.of("all"), "z", HookKind.ALWAYS);
    assertThat(events).isNotEmpty();
    assertThat(events.stream().map(HookEvent::run).distinct())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.id()).isEqualTo(report.runId());
              assertThat(run.name()).isEqualTo("all");
              assertThat(run.directory()).isEqualTo(Path.of("src").toAbsolutePath());
              assertThat(run.plan()).containsExactly(a.id(), step, own);
            });
    List<Instant> times = events.stream().map(HookEvent::time).toList();
    assertThat(times).isSorted();
    assertThat(times.get(0)).isAfterOrEqualTo(report.startedAt());
    assertThat(times.get(times.size() - 1))
        .isBeforeOrEqualTo(report.startedAt().plus(report.duration()));
  }

  @Test
  void events_whenHooksOverlap_endInTheOrderOfTheResults() {
    for (int i = 0; i < 30; i++) {
      events.clear();
      HookEngineBuilder builder = builder().concurrency(DEPLOY, 8);
      CountDownLatch together = new CountDownLatch(8);
      for (int hook = 0; hook < 24; hook++) {
        builder.register(DEPLOY, "h" + hook, context -> together.countDown());
      }
      RunReport report = builder.build().run(DEPLOY, REQUEST);
      assertThat(events(HookFinished.class).map(HookFinished::result))
          .containsExactlyElementsOf(report.results());
      assertThat(report.results()).extracting(HookResult::hook).doesNotHaveDuplicates();
    }
  }

  // ---- lines

  private List<String> lines() {
    return events.stream()
        .filter(event -> event instanceof LineWritten || event instanceof PartialLineWritten)
        .map(
            event ->
                event instanceof LineWritten written
                    ? "line " + written.line().text()
                    : "part " + ((PartialLineWritten) event).line().text())
        .toList();
  }

  @Test
  void flush_afterTheBeginningOfALine_sendsItOnceBeforeTheWholeLine() {
    run(
        HookSpec.of(
            DEPLOY,
            "a",
            context -> {
              context.out().print("Proceed? ");
              context.out().flush();
              context.out().flush();
              context.out().print("[y/");
              context.out().flush();
              context.out().println("n]");
              context.out().flush();
              context.out().println("done");
              context.out().flush();
            }));
    assertThat(lines())
        .containsExactly("part Proceed? ", "part Proceed? [y/", "line Proceed? [y/n]", "line done");
  }

  @Test
  void flush_ofAPartThatMayBeginASecret_sendsWhatIsSafe() {
    run(
        HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  context.out().print("token: hunt");
                  context.out().flush();
                  context.out().println("er2");
                })
            .environment(Environment.empty().withSecret("TOKEN", "hunter2")));
    assertThat(lines()).containsExactly("part token: ", "line token: ***");
  }

  // ---- who listens

  @Test
  void listener_ofOneRequest_hearsThatRunAloneAfterThoseOfTheEngine() {
    List<String> order = new ArrayList<>();
    HookEngine engine =
        HookEngine.builder()
            .listener(CancelledRun.at(event -> true, () -> order.add("engine's")))
            .register(DEPLOY, "a", context -> {})
            .build();
    HookListener requests = CancelledRun.at(event -> true, () -> order.add("request's"));
    RunReport heard = engine.run(DEPLOY, REQUEST.listener(requests).listener(all));
    int count = events.size();
    RunReport unheard = engine.run(DEPLOY, REQUEST);
    assertThat(order).containsExactly("engine's", "request's");
    assertThat(events).hasSize(count);
    assertThat(events.stream().map(event -> event.run().id()).distinct())
        .containsExactly(heard.runId())
        .doesNotContain(unheard.runId());
  }

  @Test
  void run_withoutListeners_doesWhereEventsWouldBeMadeWhatItDoesWithThem() {
    HookEngine engine =
        HookEngine.builder()
            .register(
                HookSpec.of(
                        DEPLOY,
                        "a",
                        context -> {
                          context.out().print("x");
                          context.out().flush();
                          throw new IllegalStateException("broke");
                        })
                    .retry(RetryPolicy.attempts(2))
                    .onFailure(FailurePolicy.IGNORE)
                    .timeout(Duration.ofHours(1)))
            .build();
    RunReport report = engine.run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results())).containsExactly("a failed");
    assertThat(report.warnings()).hasSize(1);
  }
}
