package dev.hookline.shell.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import dev.hookline.shell.testing.Traces;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Minutes of random hooks and cancels on several threads; afterwards all is as before. */
@Tag("soak")
class SoakTest extends ScriptTestCase {
  private static final int THREADS = 6;
  private static final Duration GRACE = Duration.ofMillis(150);

  private final Sleeper sleeper = new Sleeper();
  private final List<String> quick =
      List.of(
          "true", "seq 500", "exit 3", "echo A=1 > $HOOKLINE_OUTPUT", "kill -9 $$", "cat", "ls /");
  private final List<String> stubborn =
      List.of(
          "echo ready; exec " + sleeper,
          "trap '' TERM; echo ready; " + sleeper,
          "(setsid " + sleeper + " &); echo ready; " + sleeper,
          "(env -i setsid " + sleeper + " &); echo ready; " + sleeper,
          "for i in 1 2 3 4 5; do " + sleeper + " & done; echo ready; wait",
          "trap 'echo trapped; exit 0' TERM; echo ready; " + sleeper + " & wait");

  @Test
  void run_randomHooksOnManyThreads_leavesNothing() throws Exception {
    work(0, 50);
    Traces before = Traces.now();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(i -> threads.submit(() -> soak(i)))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
    }

    assertThat(sleeper.running()).isEmpty();
    Traces.now().assertNoMoreThan(before);
  }

  private Void soak(int seed) throws Exception {
    work(seed, Integer.getInteger("hookline.soak.rounds", 400));
    return null;
  }

  private void work(int seed, int rounds) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < rounds; i++) {
      TestContext run = TestContext.in(directory).grace(GRACE);
      if (random.nextInt(4) > 0) {
        RunningHook.start(sh(quick.get(random.nextInt(quick.size()))), run).join();
      } else {
        RunningHook hook =
            RunningHook.start(sh(stubborn.get(random.nextInt(stubborn.size()))), run);
        if (random.nextBoolean()) {
          run.output.await("ready");
        }
        hook.stop();
        assertThat(hook.hasFailed()).isTrue();
        assertThat(run.left).isEmpty();
      }
    }
  }

  @Test
  void run_tenThousandOneLineScripts_losesNoLineAndLeavesNothing() throws Exception {
    runOneLineScripts(100);
    Traces before = Traces.now();

    runOneLineScripts(10_000);

    Traces.now().assertNoMoreThan(before);
  }

  private void runOneLineScripts(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      TestContext run = TestContext.in(directory);
      ScriptHook.command("echo", "line " + i).run(run);
      assertThat(run.output.text()).isEqualTo("line " + i + "\n");
    }
  }
}
