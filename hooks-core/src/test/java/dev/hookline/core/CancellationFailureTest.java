package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever asks what failed in a run that was cancelled gets one and the same exception. */
@Timeout(60)
class CancellationFailureTest {
  private static final Phase BUILD = Phase.of("build");
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final List<String> ALL_WHO_ASK =
      List.of(
          "undo in its own phase",
          "on-failure hook",
          "always hook",
          "undo of an earlier phase",
          "the lifecycle's always hook",
          "the report");

  private final Map<String, Throwable> seen = new LinkedHashMap<>();
  private final CountDownLatch begun = new CountDownLatch(1);

  private Hook asks(String who) {
    return context -> seen.put(who, failureOf(context));
  }

  private static Throwable failureOf(HookContext context) {
    return context.failure().orElseThrow();
  }

  /** Runs a lifecycle in the background, cancels it when a hook says so, and asks the report. */
  private RunReport cancelled(Hook middle, HookSpec... more) throws InterruptedException {
    HookEngineBuilder builder =
        HookEngine.builder()
            .register(HookSpec.of(BUILD, "compile", context -> {}).undo(asks(ALL_WHO_ASK.get(3))))
            .register(HookSpec.of(DEPLOY, "link", context -> {}).undo(asks(ALL_WHO_ASK.get(0))))
            .register(HookSpec.of(DEPLOY, "middle", middle))
            .register(HookSpec.of(DEPLOY, "page", asks(ALL_WHO_ASK.get(1))).onlyOnFailure())
            .register(HookSpec.of(DEPLOY, "unlock", asks(ALL_WHO_ASK.get(2))).always());
    List.of(more).forEach(builder::register);
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(BUILD)
            .phase(DEPLOY)
            .always("farewell", asks(ALL_WHO_ASK.get(4)))
            .build();
    RunHandle handle = builder.build().start(lifecycle, REQUEST);
    begun.await();
    handle.cancel();
    RunReport report = handle.await();
    seen.put(ALL_WHO_ASK.get(5), report.failure().orElseThrow());
    return report;
  }

  private void assertOneCancellation(String message) {
    assertThat(seen.keySet()).containsExactlyElementsOf(ALL_WHO_ASK);
    Throwable first = seen.get(ALL_WHO_ASK.get(0));
    assertThat(first).isExactlyInstanceOf(HookCancelledException.class).hasMessage(message);
    seen.forEach((who, failure) -> assertThat(failure).as(who).isSameAs(first));
  }

  @Test
  void cancel_stopsAHook_isTheSameFailureForAll() throws Exception {
    RunReport report =
        cancelled(
            context -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    assertOneCancellation("the run was cancelled");
    assertThat(report.failures().get(0).outcome().failure().orElseThrow())
        .isSameAs(report.failure().orElseThrow());
    assertThat(report.failures())
        .extracting(Object::toString)
        .containsExactly("hook \"middle\" (phase deploy) cancelled: the run was cancelled");
  }

  @Test
  void cancel_hookFailsWhenItIsStopped_saysThatToo() throws Exception {
    cancelled(
        context -> {
          begun.countDown();
          Transcript.awaitDeafUntilStopping(context);
          throw new IOException("half written");
        });
    assertOneCancellation("the run was cancelled; IOException: half written");
  }

  @Test
  void cancel_betweenTwoHooks_isTheSameFailureForAll() throws Exception {
    RunReport report =
        cancelled(
            context -> {
              begun.countDown();
              Transcript.awaitDeafUntilStopping(context);
            },
            HookSpec.of(DEPLOY, "next", context -> {}));
    assertOneCancellation("the run was cancelled");
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void cancelled_forAReason_everyMessageNamesItWithoutSecrets() throws InterruptedException {
    HookEngine engine =
        HookEngine.builder()
            .register(
                DEPLOY,
                "wait",
                context -> {
                  begun.countDown();
                  new CountDownLatch(1).await();
                })
            .build();
    RunHandle handle =
        engine.start(
            DEPLOY, REQUEST.environment(Environment.empty().withSecret("TOKEN", "hunter2")));
    begun.await();
    handle.cancel("the lease hunter2 was lost");
    handle.cancel("of something else");
    RunReport report = handle.await();
    assertThat(report.failure().orElseThrow())
        .isInstanceOf(HookCancelledException.class)
        .hasMessage("the run was cancelled: the lease *** was lost");
    assertThat(report.results().get(0).outcome().failure().orElseThrow())
        .hasMessage("the run was cancelled: the lease *** was lost");
    assertThat(report.exitCode()).isEqualTo(130);
  }
}
