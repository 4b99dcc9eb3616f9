package dev.hookline.shell.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import dev.hookline.core.RunReport;
import dev.hookline.shell.BackgroundPolicy;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hooks with random cancellations, interrupts and stuck listeners, on several threads: no line and
 * no interrupt is lost, and afterwards there are no more threads, open files, processes and files
 * than before. {@code -Dhookline.soak.hooks=10000} makes it long.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class HostileSoakTest extends ScriptTestCase {
  private static final int HOOKS = Integer.getInteger("hookline.soak.hooks", 120);
  private static final int THREADS = 4;
  private static final Phase DEPLOY = Phase.of("deploy");

  /** What was killed on a busy machine takes its time to be gone, which is a part of this. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final int MOST_LINES = 300;
  private static final int LATEST_MILLIS = 40;

  private final Sleeper sleeper = new Sleeper();
  private final CountDownLatch release = new CountDownLatch(1);
  private final Map<String, AtomicInteger> done = new TreeMap<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  @AfterEach
  void endSleepers() {
    release.countDown();
    sleeper.endAll();
  }

  @Test
  void run_randomCancelsInterruptsAndStuckListeners_losesAndLeavesNothing() throws Exception {
    soak(20);
    Traces before = Traces.now();

    soak(HOOKS);

    assertThat(sleeper.running()).isEmpty();
    Traces.now().assertNoMoreThan(before);
    System.out.println("Soak of " + HOOKS + " hooks: " + done);
  }

  private void soak(int hooks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (int i = 0; i < hooks; i++) {
      int seed = i;
      threads.execute(() -> soakOne(seed));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(2, TimeUnit.HOURS)).isTrue();
    assertThat(problems).isEmpty();
  }

  private void soakOne(int seed) {
    try {
      one(seed);
    } catch (Throwable t) {
      problems.add("hook " + seed + ": " + t);
    }
  }

  private void one(int seed) throws Exception {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L); // similar seeds begin alike
    String kind =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> lines(random);
          case 3 -> cancelled(random);
          case 4, 5 -> interrupted(random);
          case 6 -> stuckListener(random);
          default -> daemon(random);
        };
    synchronized (done) {
      done.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
    }
  }

  private HookEngine engine(ScriptHook hook, HookListener listener, Duration... limit) {
    HookSpec spec = HookSpec.of(DEPLOY, "soak", hook);
    for (Duration each : limit) {
      spec = spec.timeout(each);
    }
    return HookEngine.builder().gracePeriod(GRACE).register(spec).listener(listener).build();
  }

  private String lines(Random random) throws Exception {
    int count = random.nextInt(MOST_LINES);
    AtomicInteger heard = new AtomicInteger();
    Path log = Files.createTempFile(directory, "soak", ".log");
    ScriptHook hook = sh("i=0; while [ $i -lt " + count + " ]; do i=$((i + 1)); echo $i; done");

    RunReport report =
        engine(hook.logTo(log), counting(heard)).run(DEPLOY, HookRequest.in(directory));

    assertThat(report.status()).as("%s", report).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(heard).hasValue(count);
    assertThat(Files.readAllLines(log)).hasSize(count);
    Files.delete(log);
    return "lines";
  }

  private static HookListener counting(AtomicInteger heard) {
    return new HookListener() {
      @Override
      public void lineWritten(LineWritten event) {
        heard.incrementAndGet();
      }
    };
  }

  /** One that ignores SIGTERM, one that hides, one that cleans up, and one that ends by itself. */
  private ScriptHook stubborn(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> sh("trap '' TERM; " + sleeper + " & " + sleeper);
      case 1 -> sh("(env -i setsid " + sleeper + " &); exec " + sleeper);
      case 2 -> sh("trap 'echo trapped; exit 3' TERM; " + sleeper + " & wait");
      default -> sh("echo short");
    };
  }

  private String cancelled(Random random) throws Exception {
    RunHandle run =
        engine(stubborn(random), new HookListener() {}).start(DEPLOY, HookRequest.in(directory));
    pause(random);
    run.cancel();

    assertEnded(run.await());
    return "cancelled";
  }

  /** The flag of the caller is set afterwards, whenever the interrupt came. */
  private String interrupted(Random random) throws Exception {
    AtomicReference<RunReport> report = new AtomicReference<>();
    boolean[] flag = new boolean[1];
    CountDownLatch interrupted = new CountDownLatch(1);
    HookEngine engine = engine(stubborn(random), new HookListener() {});
    Thread caller =
        new Thread(
            () -> {
              report.set(engine.run(DEPLOY, HookRequest.in(directory)));
              awaitDeaf(interrupted);
              flag[0] = Thread.currentThread().isInterrupted();
            });
    caller.start();
    pause(random);
    caller.interrupt();
    interrupted.countDown();
    caller.join();

    assertEnded(report.get());
    assertThat(flag[0]).as("%s", report).isTrue();
    return "interrupted";
  }

  /** It returns only when all is over, and holds up nothing but its own thread. */
  private String stuckListener(Random random) throws Exception {
    int at = random.nextInt(50);
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger heard = new AtomicInteger();
    HookListener listener =
        new HookListener() {
          @Override
          public void lineWritten(LineWritten event) {
            if (heard.getAndIncrement() == at) {
              awaitDeaf(over);
            }
          }
        };
    ScriptHook hook = sh("seq 100; " + sleeper + " & exec " + sleeper);
    RunReport report =
        engine(hook, listener, Duration.ofMillis(100)).run(DEPLOY, HookRequest.in(directory));
    over.countDown();

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertEnded(report);
    return "stuck listener";
  }

  private String daemon(Random random) throws Exception {
    BackgroundPolicy policy = random.nextBoolean() ? BackgroundPolicy.KILL : BackgroundPolicy.FAIL;
    ScriptHook hook = sh("(env -i setsid " + sleeper + " &); echo started");
    RunReport report =
        engine(hook.background(policy).settle(Duration.ofMillis(20)), new HookListener() {})
            .run(DEPLOY, HookRequest.in(directory));

    assertEnded(report);
    assertThat(report.isSuccess()).isEqualTo(policy == BackgroundPolicy.KILL);
    return "daemon";
  }

  private static void assertEnded(RunReport report) {
    assertThat(report.results()).hasSize(1);
    HookResult result = report.results().get(0);
    assertThat(result.leftBehind().stream().filter(left -> left.id() > 0 && !isOurs(left)))
        .as("%s", report)
        .isEmpty();
  }

  /** A stuck listener may keep the thread that it was given. */
  private static boolean isOurs(LeftBehind left) {
    return left.kind() == LeftBehind.Kind.THREAD;
  }

  private static void pause(Random random) {
    LockSupport.parkNanos(random.nextInt(LATEST_MILLIS * 1_000_000));
  }

  private static void awaitDeaf(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
