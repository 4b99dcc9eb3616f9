package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.time.TimeSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the thread of a limited hook carries: nothing of another run, hook or attempt. */
@Timeout(60)
class HookThreadTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private final Transcript transcript = new Transcript();
  private final ClassLoader foreign = new URLClassLoader("foreign", new URL[0], null);

  @AfterEach
  void forget() {
    LOCAL.remove();
    INHERITED.remove();
  }

  /** Changes everything that a hook can change in its thread. */
  private final Hook spoils =
      context -> {
        LOCAL.set("left by " + context.name());
        INHERITED.set("left by " + context.name());
        Thread own = Thread.currentThread();
        own.setName("left by " + context.name());
        own.setPriority(Thread.MIN_PRIORITY);
        own.setContextClassLoader(foreign);
      };

  private void note(String... more) {
    Thread own = Thread.currentThread();
    List<String> seen = new ArrayList<>(List.of(more));
    seen.add(own.getName().replaceAll("[0-9]+", "N"));
    seen.add("priority " + own.getPriority());
    seen.add(own.getContextClassLoader() == foreign ? "foreign" : "own loader");
    transcript.add(String.join(", ", seen));
  }

  private final Hook notesAll =
      context -> note("local " + LOCAL.get(), "inherited " + INHERITED.get());

  @Test
  void run_hookSpoilsItsThread_otherRunsSeeNothingOfIt() {
    HookEngine spoiling = transcript.unheard(HookSpec.of(DEPLOY, "a", spoils).timeout(LONG));
    HookEngine noting = transcript.unheard(HookSpec.of(DEPLOY, "b", notesAll).timeout(LONG));
    for (int i = 0; i < 50; i++) {
      spoiling.run(DEPLOY, REQUEST).throwIfFailed();
      noting.run(DEPLOY, REQUEST).throwIfFailed();
    }
    assertThat(transcript.lines())
        .hasSize(50)
        .containsOnly("local null, inherited null, hookline-N, priority 5, own loader");
  }

  @Test
  void start_hookSpoilsItsThread_otherRunsSeeNothingOfIt() throws Exception {
    HookEngine spoiling = transcript.unheard(HookSpec.of(DEPLOY, "a", spoils));
    HookEngine noting = transcript.unheard(HookSpec.of(DEPLOY, "b", notesAll));
    for (int i = 0; i < 50; i++) {
      spoiling.start(DEPLOY, REQUEST).await().throwIfFailed();
      noting.start(DEPLOY, REQUEST).await().throwIfFailed();
    }
    assertThat(transcript.lines())
        .containsOnly("local null, inherited null, hookline-N, priority 5, own loader");
  }

  /** The caller, too, may have changed its thread, in which the run makes those of its hooks. */
  @Test
  void run_callerHasValuesAndPriority_limitedHookInheritsNothingButTheClassLoader() {
    Thread own = Thread.currentThread();
    ClassLoader loader = own.getContextClassLoader();
    int priority = own.getPriority();
    own.setContextClassLoader(foreign);
    own.setPriority(Thread.MAX_PRIORITY);
    INHERITED.set("the caller's");
    LOCAL.set("the caller's");
    try {
      transcript
          .unheard(HookSpec.of(DEPLOY, "b", notesAll).timeout(LONG))
          .run(DEPLOY, REQUEST)
          .throwIfFailed();
    } finally {
      own.setContextClassLoader(loader);
      own.setPriority(priority);
    }
    assertThat(transcript.lines())
        .containsExactly("local null, inherited null, hookline-N, priority 5, foreign");
  }

  @Test
  void run_hookSpoilsItsThread_laterHooksAndAttemptsSeeNamePriorityAndLoaderAsTheyWere() {
    Hook notesAndFails =
        context -> {
          note("attempt " + context.attempt());
          spoils.run(context);
          throw new IllegalStateException("once more");
        };
    transcript
        .unheard(
            HookSpec.of(DEPLOY, "a", spoils).timeout(LONG).undo(context -> note("undo")),
            HookSpec.of(DEPLOY, "b", notesAndFails).timeout(LONG).retry(RetryPolicy.attempts(2)),
            HookSpec.of(DEPLOY, "z", context -> note("always")).always().timeout(LONG))
        .run(DEPLOY, REQUEST);
    assertThat(transcript.lines())
        .containsExactly(
            "attempt 1, hookline-N, priority 5, own loader",
            "attempt 2, hookline-N, priority 5, own loader",
            "undo, hookline-N, priority 5, own loader",
            "always, hookline-N, priority 5, own loader");
  }

  @Test
  void run_hookHasEnded_itsThreadEndsWithTheRun() throws InterruptedException {
    Thread[] thread = new Thread[1];
    transcript
        .unheard(
            HookSpec.of(DEPLOY, "a", context -> thread[0] = Thread.currentThread()).timeout(LONG))
        .run(DEPLOY, REQUEST)
        .throwIfFailed();
    thread[0].join();
    assertThat(thread[0].isDaemon()).isTrue();
  }

  /** To be woken for each of them took half as long as the hooks. */
  @Test
  void run_manyHooksOfTheSameLimit_wakeTheCoordinatorOnceAtTheEnd() {
    WakeCount wakes = new WakeCount();
    HookEngineBuilder builder = HookEngine.builder().time(wakes);
    for (int i = 0; i < 1000; i++) {
      builder.register(HookSpec.of(DEPLOY, "h" + i, context -> {}).timeout(LONG));
    }
    builder.build().run(DEPLOY, REQUEST).throwIfFailed();
    assertThat(wakes.count).hasValue(1);
  }

  /** The time of this machine, which counts how often it wakes a thread. */
  private static final class WakeCount implements TimeSource {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public long nanoTime() {
      return SYSTEM.nanoTime();
    }

    @Override
    public long epochMillis() {
      return SYSTEM.epochMillis();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      SYSTEM.sleep(nanos);
    }

    @Override
    public void park(Object blocker, long nanos) {
      SYSTEM.park(blocker, nanos);
    }

    @Override
    public void unpark(Thread thread) {
      count.incrementAndGet();
      SYSTEM.unpark(thread);
    }
  }
}
