package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time of a hook, and its limit, begin when the one before it has ended. */
class HookClockTest {
  private static final Phase FIRST = Phase.of("first");
  private static final Phase SECOND = Phase.of("second");
  private static final Duration LONG = Duration.ofMillis(60);

  @TempDir Path directory;

  private final Lifecycle lifecycle =
      Lifecycle.named("both").phase(FIRST).step("step", context -> {}).phase(SECOND).build();

  private static void work() {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LONG.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private RunReport run(HookSpec second) {
    HookEngine engine =
        HookEngine.builder().register(FIRST, "long", context -> work()).register(second).build();
    return engine.run(lifecycle, HookRequest.in(directory));
  }

  @Test
  void hooksOfALifecycle_doNotOverlap() {
    List<HookResult> results = run(HookSpec.of(SECOND, "short", context -> {})).results();
    assertThat(results).hasSize(3);
    for (int i = 1; i < results.size(); i++) {
      HookResult before = results.get(i - 1);
      assertThat(results.get(i).startedAt())
          .isAfterOrEqualTo(before.startedAt().plus(before.duration()));
    }
  }

  @Test
  void limitOfAHook_isNotUsedUpByEarlierPhases() {
    Duration limit = Duration.ofHours(1);
    AtomicReference<Duration> left = new AtomicReference<>(Duration.ZERO);
    long begin = System.nanoTime();
    run(
        HookSpec.of(SECOND, "short", context -> left.set(context.remaining().orElseThrow()))
            .timeout(limit));
    Duration sinceFirst = Duration.ofNanos(System.nanoTime() - begin).minus(LONG);
    assertThat(left.get()).isGreaterThanOrEqualTo(limit.minus(sinceFirst));
  }
}
