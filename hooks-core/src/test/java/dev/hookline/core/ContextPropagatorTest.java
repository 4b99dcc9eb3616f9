package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.ContextPropagator;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContextPropagatorTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final ThreadLocal<String> TRACE = ThreadLocal.withInitial(() -> "none");
  private static final ContextPropagator PROPAGATOR =
      () -> {
        String captured = TRACE.get();
        return work ->
            () -> {
              TRACE.set(captured);
              work.run();
            };
      };

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private HookEngineBuilder engine() {
    return HookEngine.builder()
        .register(DEPLOY, "first", context -> seen.add(TRACE.get()))
        .register(
            HookSpec.of(DEPLOY, "limited", context -> seen.add(TRACE.get()))
                .timeout(Duration.ofMinutes(1)));
  }

  @Test
  void run_limitedHook_isInTheContextOfTheCaller() {
    TRACE.set("4bf92f35");
    engine().propagate(PROPAGATOR).build().run(DEPLOY, REQUEST);
    assertThat(seen).containsExactly("4bf92f35", "4bf92f35");
  }

  @Test
  void start_allHooksAreInTheContextOfTheCaller() throws InterruptedException {
    TRACE.set("4bf92f35");
    engine().propagate(PROPAGATOR).build().start(DEPLOY, REQUEST).await();
    assertThat(seen).containsExactly("4bf92f35", "4bf92f35");
  }

  @Test
  void run_withoutPropagator_threadsInheritNothing() {
    TRACE.set("4bf92f35");
    engine().build().run(DEPLOY, REQUEST);
    assertThat(seen).containsExactly("4bf92f35", "none");
  }
}
