package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One cancellation from outside, at a moment that nobody chose: what must hold at each moment. */
@Timeout(600)
class CancelAtRandomTest {
  private static final int HOOKS = 6;
  private static final Duration LONG = Duration.ofHours(1);

  enum Way {
    HANDLE {
      @Override
      RunReport run(HookEngine engine, Outside outside) throws InterruptedException {
        RunHandle handle = engine.start(DEPLOY, REQUEST);
        outside.cancelLater(handle::cancel);
        RunReport report = handle.await();
        outside.join();
        return report;
      }
    },
    INTERRUPT {
      @Override
      RunReport run(HookEngine engine, Outside outside) throws InterruptedException {
        outside.cancelLater(Thread.currentThread()::interrupt);
        RunReport report = engine.run(DEPLOY, REQUEST);
        while (outside.isAlive()) {
          Thread.onSpinWait(); // join would end with the interrupt
        }
        assertThat(Thread.interrupted()).as("the caller gets its interrupt back").isTrue();
        return report;
      }
    };

    abstract RunReport run(HookEngine engine, Outside outside) throws InterruptedException;
  }

  /** A thread that cancels after a while. */
  private static final class Outside {
    private final int spins;
    volatile boolean hasCancelled;
    private Thread thread = new Thread(() -> {});

    Outside(int spins) {
      this.spins = spins;
    }

    void cancelLater(Runnable cancel) {
      thread =
          new Thread(
              () -> {
                for (int i = 0; i < spins; i++) {
                  Thread.onSpinWait();
                }
                cancel.run();
                hasCancelled = true;
              });
      thread.start();
    }

    boolean isAlive() {
      return thread.isAlive();
    }

    void join() throws InterruptedException {
      thread.join();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancel_atAnyMoment_everyRuleHolds(Way way) throws Exception {
    cancelAtRandom(way, 400);
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource
  void cancel_atManyMoments_everyRuleHolds(Way way) throws Exception {
    cancelAtRandom(way, 30_000);
  }

  private static void cancelAtRandom(Way way, int times) throws InterruptedException {
    int cancelled = 0;
    for (int seed = 0; seed < times; seed++) {
      Random random = new Random(seed);
      // Most runs last some 100 microseconds.
      Story story = new Story(random, new Outside(random.nextInt(20_000)), way);
      RunReport report = way.run(story.engine(), story.outside);
      story.check(report, way + ", seed " + seed);
      cancelled += report.status() == RunStatus.CANCELLED ? 1 : 0;
    }
    assertThat(cancelled).as("runs that were cancelled before their end").isPositive();
  }

  /** One random phase, and what its hooks did. */
  private static final class Story {
    final Outside outside;
    private final Random random;
    private final boolean isShielded; // by the run, from a cancellation
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> late = Collections.synchronizedList(new ArrayList<>());

    Story(Random random, Outside outside, Way way) {
      this.random = random;
      this.outside = outside;
      this.isShielded = way == Way.HANDLE;
    }

    HookEngine engine() {
      HookEngineBuilder builder = HookEngine.builder();
      for (int i = 0; i < HOOKS; i++) {
        builder.register(ordinary("o" + i));
      }
      return builder
          .register(cleanup("f").onlyOnFailure())
          .register(cleanup("y").always())
          .register(cleanup("z").always())
          .build();
    }

    private HookSpec ordinary(String name) {
      boolean waits = random.nextInt(6) == 0;
      Hook hook =
          context -> {
            if (outside.hasCancelled) {
              late.add(name);
            }
            calls.add(name);
            if (waits && context.attempt() == 1) {
              throw new IllegalStateException("once more");
            }
            if (random.nextInt(20) == 0) {
              new CountDownLatch(1).await(); // until it is cancelled
            }
          };
      HookSpec spec = HookSpec.of(DEPLOY, name, hook).undo(body("undo " + name));
      HookSpec retried = waits ? spec.retry(RetryPolicy.attempts(2)) : spec;
      // On the calling thread an undo could not be shielded from the interrupt.
      return isShielded && random.nextBoolean() ? retried : retried.timeout(LONG);
    }

    private HookSpec cleanup(String name) {
      HookSpec spec = HookSpec.of(DEPLOY, name, body(name));
      return isShielded ? spec : spec.timeout(LONG);
    }

    private Hook body(String name) {
      return context -> {
        Thread.sleep(0); // throws if an interrupt is left over for it
        calls.add(name);
      };
    }

    void check(RunReport report, String what) {
      List<HookResult> ordinary = report.results().subList(0, HOOKS);
      List<String> done = namesOf(ordinary.stream().filter(r -> r.outcome().isSuccess()).toList());
      boolean stopped = done.size() < HOOKS;
      boolean undone = calls.contains("f");
      assertThat(report.status()).as(what).isIn(RunStatus.SUCCEEDED, RunStatus.CANCELLED);
      if (stopped) {
        assertThat(undone).as(what).isTrue();
      }
      if (undone) {
        assertThat(report.status()).as(what).isEqualTo(RunStatus.CANCELLED);
      }
      assertThat(Transcript.words(report.results().subList(HOOKS, report.results().size())))
          .as(what)
          .isEqualTo(cleanup(done, undone));
      assertThat(calls.stream().filter(name -> !name.startsWith("o")).toList())
          .as(what)
          .isEqualTo(
              cleanup(done, undone).stream()
                  .filter(result -> result.endsWith(" succeeded"))
                  .map(result -> result.replace(" succeeded", ""))
                  .toList());
      checkOrdinary(ordinary, done.size(), what);
    }

    /** First what succeeded, then at most one that was cancelled, then what did not begin. */
    private void checkOrdinary(List<HookResult> ordinary, int done, String what) {
      for (int i = done; i < HOOKS; i++) {
        HookResult result = ordinary.get(i);
        boolean mayHaveBegun = i == done && result.outcome() instanceof Cancelled;
        if (!mayHaveBegun) {
          assertThat(result.outcome()).as(what).isInstanceOf(Skipped.class);
          assertThat(Transcript.words(result)).as(what).endsWith(": the run was cancelled");
          assertThat(calls).as(what).doesNotContain(result.hook().name());
        }
      }
      // What was just about to be called cannot be held back, and nothing after it is called.
      assertThat(late).as(what).hasSizeLessThanOrEqualTo(1);
    }

    private static List<String> cleanup(List<String> done, boolean undone) {
      List<String> cleanup = new ArrayList<>();
      if (undone) {
        done.forEach(name -> cleanup.add(0, "undo " + name + " succeeded"));
      }
      cleanup.add(undone ? "f succeeded" : "f skipped: nothing failed");
      cleanup.add("y succeeded");
      cleanup.add("z succeeded");
      return cleanup;
    }

    private static List<String> namesOf(List<HookResult> results) {
      return results.stream().map(result -> result.hook().name()).toList();
    }
  }
}
