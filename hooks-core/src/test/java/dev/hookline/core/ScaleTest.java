package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many hooks, many phases, many runs, many threads. */
@Timeout(60)
class ScaleTest {
  private static final HookKey<Integer> NUMBER = HookKey.of("number", Integer.class);

  private final Transcript transcript = new Transcript();

  @Test
  void run_10000HooksInAPhase_runAllInOrder() {
    for (Duration limit : List.of(Duration.ZERO, Duration.ofMinutes(10))) {
      List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
      HookEngineBuilder builder = HookEngine.builder();
      for (int i = 0; i < 10_000; i++) {
        int number = i;
        HookSpec spec =
            HookSpec.of(DEPLOY, "h" + i, context -> ran.add(number))
                .undo(context -> ran.add(-number));
        builder.register(limit.isZero() ? spec : spec.timeout(limit));
      }
      builder.register(DEPLOY, "broken", Transcript.failure("broke"));
      RunReport report = builder.build().run(DEPLOY, REQUEST);
      assertThat(report.results()).hasSize(20_001);
      assertThat(ran)
          .isEqualTo(
              IntStream.range(0, 20_000).mapToObj(i -> i < 10_000 ? i : i - 19_999).toList());
    }
  }

  @Test
  void run_1000PhasesInALifecycle_runAllInOrder() {
    List<String> ran = new ArrayList<>();
    HookEngineBuilder builder = HookEngine.builder();
    Lifecycle.Builder lifecycle = Lifecycle.named("long");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Phase phase = Phase.of("p" + i);
      lifecycle.phase(phase, FailurePolicy.CONTINUE).step("s" + i, context -> ran.add("step"));
      builder.register(phase, "h", context -> ran.add(context.phase().name()));
      expected.addAll(List.of("p" + i, "step"));
    }
    RunReport report = builder.build().run(lifecycle.build(), REQUEST);
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.phases()).hasSize(2000);
    assertThat(ran).isEqualTo(expected);
  }

  @Test
  void run_64AtOnceOnOneEngine_seeNothingOfOneAnother() throws Exception {
    int runs = 64;
    CyclicBarrier together = new CyclicBarrier(runs);
    HookEngine engine =
        transcript
            .builder(
                HookSpec.of(
                    DEPLOY,
                    "put",
                    context -> {
                      int number = Integer.parseInt(context.arguments().get(0));
                      context.put(NUMBER, number);
                      context.export("NUMBER", "n" + number);
                      together.await();
                    }),
                HookSpec.of(
                        DEPLOY,
                        "get",
                        context -> {
                          together.await();
                          String number = context.arguments().get(0);
                          assertThat(context.get(NUMBER)).contains(Integer.valueOf(number));
                          assertThat(context.environment()).containsEntry("NUMBER", "n" + number);
                          context.out().println(number);
                        })
                    .timeout(Duration.ofMinutes(1)))
            .build();
    List<RunHandle> handles = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      handles.add(engine.start(DEPLOY, REQUEST.arguments(String.valueOf(i))));
    }
    for (int i = 0; i < runs; i++) {
      RunReport report = handles.get(i).await();
      report.throwIfFailed();
      assertThat(report.results().get(1).output().text().strip()).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void engine_forgotten_leavesNoThread() throws Exception {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    HookEngineBuilder builder = HookEngine.builder().concurrency(DEPLOY, 8);
    for (int i = 0; i < 8; i++) {
      builder.register(DEPLOY, "h" + i, context -> threads.add(Thread.currentThread()));
    }
    HookEngine engine = builder.build();
    engine.run(DEPLOY, REQUEST).throwIfFailed();
    engine.start(DEPLOY, REQUEST).await().throwIfFailed();
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
    for (Thread thread : List.copyOf(threads)) {
      thread.join(TimeUnit.SECONDS.toMillis(30)); // the fact, not the time
      assertThat(thread.isAlive()).isFalse();
    }
  }

  // ---- concurrency

  @Test
  void concurrency_limit_isReachedAndNeverExceeded() {
    int limit = 4;
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier full = new CyclicBarrier(limit);
    HookEngineBuilder builder = HookEngine.builder().concurrency(DEPLOY, limit);
    for (int i = 0; i < 5 * limit; i++) {
      builder.register(
          DEPLOY,
          "h" + i,
          context -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.await(); // opens only if as many as may run do run
            now.decrementAndGet();
          });
    }
    builder.build().run(DEPLOY, REQUEST).throwIfFailed();
    assertThat(most).hasValue(limit);
  }

  @Test
  void concurrency_numbersAndConstraints_areBarriers() {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    HookEngineBuilder builder = HookEngine.builder().concurrency(DEPLOY, 8);
    for (int i = 0; i < 60; i++) {
      String name = "h" + i;
      HookSpec spec =
          HookSpec.of(
                  DEPLOY,
                  name,
                  context -> {
                    events.add("> " + name);
                    Thread.yield();
                    events.add("< " + name);
                  })
              .order(i / 20);
      builder.register(i % 20 < 15 ? spec : spec.after("h" + (i - 5)));
    }
    builder.build().run(DEPLOY, REQUEST).throwIfFailed();
    for (int i = 0; i < 60; i++) {
      int begun = events.indexOf("> h" + i);
      for (int earlier = 0; earlier < i / 20 * 20; earlier++) {
        assertThat(events.indexOf("< h" + earlier)).isLessThan(begun);
      }
      if (i % 20 >= 15) {
        assertThat(events.indexOf("< h" + (i - 5))).isLessThan(begun);
      }
    }
  }

  @Test
  void concurrency_attachedHooks_runOneAfterTheOtherBesideOthers() {
    List<String> block = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch otherRuns = new CountDownLatch(1);
    CountDownLatch blockDone = new CountDownLatch(1);
    HookEngine engine =
        transcript
            .builder(
                HookSpec.of(
                    DEPLOY,
                    "target",
                    context -> {
                      otherRuns.await();
                      block.add("target");
                    }),
                HookSpec.of(DEPLOY, "pre", context -> block.add("pre")).preOf("target"),
                HookSpec.of(
                        DEPLOY,
                        "post",
                        context -> {
                          block.add("post");
                          blockDone.countDown();
                        })
                    .postOf("target"),
                HookSpec.of(
                    DEPLOY,
                    "other",
                    context -> {
                      otherRuns.countDown();
                      blockDone.await();
                    }))
            .concurrency(DEPLOY, 2)
            .build();
    engine.run(DEPLOY, REQUEST).throwIfFailed();
    assertThat(block).containsExactly("pre", "target", "post");
  }

  @Test
  void concurrency_oneAborts_othersFinishAndTheRestIsSkipped() {
    CountDownLatch bothRun = new CountDownLatch(2);
    CountDownLatch failed = new CountDownLatch(1);
    HookListener atFailure =
        new HookListener() {
          @Override
          public void hookFinished(HookFinished event) {
            if (event.result().hook().name().equals("broken")) {
              failed.countDown();
            }
          }
        };
    HookEngine engine =
        transcript
            .builder(
                HookSpec.of(
                    DEPLOY,
                    "broken",
                    context -> {
                      bothRun.countDown();
                      bothRun.await();
                      throw new IllegalStateException("broke");
                    }),
                HookSpec.of(
                        DEPLOY,
                        "beside",
                        context -> {
                          bothRun.countDown();
                          failed.await();
                        })
                    .undo(transcript.undo("beside")),
                transcript.hook("later"))
            .listener(atFailure)
            .concurrency(DEPLOY, 2)
            .build();
    RunReport report = engine.run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactlyInAnyOrder(
            "broken failed",
            "beside succeeded",
            "later skipped: hook \"broken\" (phase deploy) failed",
            "undo beside succeeded");
    assertThat(transcript.lines()).contains("undo beside").doesNotContain("later");
  }

  @Test
  void concurrency_output_neverMixesWithinALineAndEachLineKnowsItsHook() {
    Map<HookId, List<String>> lines = new ConcurrentHashMap<>();
    AtomicInteger atOnce = new AtomicInteger();
    HookListener listener =
        new HookListener() {
          @Override
          public void lineWritten(LineWritten event) {
            OutputLine line = event.line();
            assertThat(atOnce.incrementAndGet()).isEqualTo(1);
            lines.computeIfAbsent(line.hook(), hook -> new ArrayList<>()).add(line.text());
            atOnce.decrementAndGet();
          }
        };
    HookEngineBuilder builder = HookEngine.builder().listener(listener).concurrency(DEPLOY, 4);
    for (int i = 0; i < 4; i++) {
      builder.register(
          DEPLOY,
          "h" + i,
          context -> {
            for (int line = 0; line < 300; line++) {
              context.out().print(context.name());
              context.out().print(" writes ");
              context.out().println(line);
            }
          });
    }
    RunReport report = builder.build().run(DEPLOY, REQUEST);
    assertThat(report.warnings()).isEmpty();
    assertThat(lines).hasSize(4);
    lines.forEach(
        (hook, written) -> {
          List<String> expected = new ArrayList<>();
          for (int line = 0; line < 300; line++) {
            expected.add(hook.name() + " writes " + line);
          }
          assertThat(written).isEqualTo(expected);
        });
  }
}
