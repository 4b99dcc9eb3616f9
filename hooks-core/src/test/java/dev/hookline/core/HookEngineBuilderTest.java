package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookKey;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a builder accepts, and that an engine no longer depends on it. */
class HookEngineBuilderTest {
  private static final HookKey<String> KEY = HookKey.of("key", String.class);

  private final Transcript transcript = new Transcript();

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  @SuppressWarnings("NullAway")
  void builder_null_isRefusedAtOnce() {
    HookEngineBuilder builder = HookEngine.builder();
    String none = System.getProperty("no such property");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> builder.phases(new Phase[] {null}),
            () -> builder.phases((Lifecycle) null),
            () -> builder.load(null),
            () -> builder.register(null),
            () -> builder.register(null, "a", context -> {}),
            () -> builder.register(DEPLOY, none, context -> {}),
            () -> builder.register(DEPLOY, "a", null),
            () -> builder.listener(null),
            () -> builder.environment(null),
            () -> builder.gracePeriod(null),
            () -> builder.timeout(null, Duration.ofSeconds(1)),
            () -> builder.timeout(DEPLOY, null),
            () -> builder.concurrency(null, 1),
            () -> builder.ledger(null),
            () -> REQUEST.environment(null),
            () -> REQUEST.override(null),
            () -> REQUEST.override("A", none),
            () -> REQUEST.arguments("a", none),
            () -> REQUEST.attribute(null, "a"),
            () -> REQUEST.attribute(KEY, none),
            () -> REQUEST.once(null, OnceKey.of("a")),
            () -> REQUEST.once(DEPLOY, null))) {
      assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
    }
    assertThat(builder.build().plan(DEPLOY).hooks()).isEmpty();
  }

  @Test
  void builder_outOfRange_isRefusedAtOnce() {
    HookEngineBuilder builder = HookEngine.builder();
    assertRefused(
        () -> builder.gracePeriod(Duration.ofMillis(-1)),
        "grace period must not be negative, but is -0.001 s");
    assertRefused(
        () -> builder.timeout(DEPLOY, Duration.ZERO),
        "the limit of phase deploy must be longer than zero, but is 0 s");
    assertRefused(
        () -> builder.concurrency(DEPLOY, 0),
        "the concurrency of phase deploy must be at least 1, but is 0");
  }

  @Test
  void builder_usedAfterBuild_doesNotChangeTheEngine() {
    HookEngineBuilder builder = transcript.builder(transcript.hook("a"));
    HookEngine engine = builder.build();
    builder
        .register(transcript.hook("b"))
        .cleanEnvironment()
        .timeout(DEPLOY, Duration.ofNanos(1))
        .listener(transcript)
        .phases(Phase.of("other"));
    assertThat(engine.run(DEPLOY, REQUEST).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(transcript.lines()).filteredOn("run deploy"::equals).hasSize(1);
    List<String> names = new ArrayList<>();
    engine.plan(DEPLOY).hooks().forEach(hook -> names.add(hook.name()));
    assertThat(names).containsExactly("a");
  }
}
