package dev.hookline.api.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookKey;
import dev.hookline.api.LeftBehind;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TestContextTest {
  private static final HookKey<Integer> ROWS = HookKey.of("rows", Integer.class);

  @TempDir Path directory;

  private TestContext context() {
    return TestContext.in(directory);
  }

  @Test
  void run_hookSeesWhatTheTestGave() throws Exception {
    IllegalStateException failure = new IllegalStateException("no space left");
    context()
        .arguments("up", "-d")
        .variable("TABLE", "guests")
        .value(ROWS, 3)
        .attempt(2)
        .failure(failure)
        .remaining(Duration.ofMinutes(1))
        .gracePeriod(Duration.ofSeconds(3))
        .run(
            context -> {
              assertThat(context.hook()).hasToString("hook \"hook under test\" (phase test)");
              assertThat(context.directory()).isEqualTo(directory);
              assertThat(context.arguments()).containsExactly("up", "-d");
              assertThat(context.environment()).containsOnlyKeys("TABLE");
              assertThat(context.get(ROWS)).contains(3);
              assertThat(context.attempt()).isEqualTo(2);
              assertThat(context.failure()).contains(failure);
              assertThat(context.remaining()).contains(Duration.ofMinutes(1));
              assertThat(context.gracePeriod()).isEqualTo(Duration.ofSeconds(3));
              assertThat(context.isStopping()).isFalse();
            });
  }

  @Test
  void run_testSeesWhatTheHookDid() throws Exception {
    TestContext context = context();
    context.run(
        hook -> {
          hook.out().println("1 row");
          hook.err().print("slow");
          hook.export("MIGRATED", "1");
          hook.exportSecret("TOKEN", "hunter2");
          hook.put(ROWS, 1);
          hook.leaveBehind(LeftBehind.process(4711, "sleep 300"));
          hook.warn("the table has no index");
        });
    assertThat(context.output().lines()).containsExactly("1 row", "slow");
    assertThat(context.output().errorText()).isEqualTo("slow");
    assertThat(context.output().lastLines(1)).containsExactly("slow");
    assertThat(context.exported()).hasToString("{MIGRATED=1, TOKEN=hunter2}");
    assertThat(context.exportedSecrets()).containsExactly("TOKEN");
    assertThat(context.get(ROWS)).contains(1);
    assertThat(context.leftBehind()).hasToString("[process 4711: sleep 300]");
    assertThat(context.warnings()).containsExactly("the table has no index");
  }

  @Test
  void stopAfterLine_hookThatWaits_isInterrupted() {
    TestContext context = context().stopAfterLine("waiting");
    assertThatThrownBy(() -> context.run(TestContextTest::waitForEver))
        .isInstanceOf(InterruptedException.class);
    assertThat(context.isStopping()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void stopAfterLine_hookThatPolls_sees() throws Exception {
    TestContext context = context().stopAfterLine("3");
    context.run(
        hook -> {
          for (int i = 1; !hook.isStopping(); i++) {
            hook.out().println(i);
          }
        });
    assertThat(context.output().lines()).containsExactly("1", "2", "3");
  }

  @Test
  void runOutOfTime_fromOutside_stopsTheHook() throws Exception {
    TestContext context = context().remaining(Duration.ofHours(1));
    CountDownLatch begun = new CountDownLatch(1);
    Thread clock =
        new Thread(
            () -> {
              awaitQuietly(begun);
              context.runOutOfTime();
            });
    clock.start();
    assertThatThrownBy(
            () ->
                context.run(
                    hook -> {
                      begun.countDown();
                      waitForEver(hook);
                    }))
        .isInstanceOf(InterruptedException.class);
    clock.join();
    assertThat(context.remaining()).contains(Duration.ZERO);
  }

  @Test
  void hookHasEnded_takesNothingMore() throws Exception {
    AtomicReference<HookContext> kept = new AtomicReference<>();
    TestContext context = context();
    context.run(kept::set);
    assertThatThrownBy(() -> kept.get().export("LATE", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "hook \"hook under test\" (phase test) has ended; it can hand nothing over any more");
  }

  @Test
  void export_nameThatNoVariableCanHave_isRefusedAsByTheEngine() {
    assertThatThrownBy(() -> context().export("A=B", "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void copyTo_getsWhatIsWrittenFromThenOn() throws Exception {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    context()
        .run(
            hook -> {
              hook.out().print("before ");
              hook.output().copyTo(copy);
              hook.out().print("after");
            });
    assertThat(copy).hasToString("after");
  }

  private static void waitForEver(HookContext hook) throws InterruptedException {
    hook.out().println("waiting");
    new CountDownLatch(1).await();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
