package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.file.FileLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A listener that does not return holds no run up that has a limit, and takes nothing from others.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StuckListenerTest {
  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final Duration GRACE = Duration.ofMillis(50);

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<HookEvent> heard = new CopyOnWriteArrayList<>();
  private final HookListener other =
      new HookListener() {
        @Override
        public void event(HookEvent event) {
          heard.add(event);
        }
      };

  @AfterEach
  void releaseThreads() {
    release.countDown();
  }

  /** Does not return from the first event of a kind, even if it is interrupted. */
  private HookListener stuckIn(String kind) {
    return new HookListener() {
      @Override
      public void event(HookEvent event) {
        if (event.getClass().getSimpleName().equals(kind)) {
          Transcript.awaitDeaf(release);
        }
      }
    };
  }

  private RunReport run(String kind, int concurrency) {
    HookSpec twice =
        HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  context.out().println("line");
                  context.warn("odd");
                  if (context.attempt() == 1) {
                    throw new IOException("busy");
                  }
                })
            .retry(RetryPolicy.attempts(2));
    return HookEngine.builder()
        .gracePeriod(GRACE)
        .listener(stuckIn(kind))
        .listener(other)
        .register(twice)
        .register(HookSpec.of(DEPLOY, "b", context -> {}))
        .register(HookSpec.of(DEPLOY, "z", context -> {}).always())
        .concurrency(DEPLOY, concurrency)
        .build()
        .run(DEPLOY, REQUEST.timeout(LIMIT));
  }

  private void assertAllHeard(RunReport report, String kind) {
    assertThat(report.warnings()).anyMatch(warning -> warning.contains("does not return"));
    assertThat(heard).last().isInstanceOf(RunFinished.class);
    assertThat(heard).extracting(event -> event.getClass().getSimpleName()).contains(kind);
    assertThat(heard)
        .filteredOn(HookFinished.class::isInstance)
        .extracting(event -> ((HookFinished) event).result())
        .containsExactlyElementsOf(report.results());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RunStarted",
        "PhaseStarted",
        "HookStarted",
        "AttemptStarted",
        "LineWritten",
        "WarningRaised",
        "AttemptEnded",
        "RetryAwaited",
        "HookFinished",
        "PhaseFinished",
        "RunFinished"
      })
  void runWithALimit_listenerDoesNotReturnFromAnEvent_returnsAndOthersHearAll(String kind) {
    assertAllHeard(run(kind, 1), kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HookStarted", "AttemptEnded", "HookFinished"})
  void runWithALimit_hooksOverlap_returnsAndOthersHearAll(String kind) {
    assertAllHeard(run(kind, 2), kind);
  }

  @Test
  void runWithALimit_limitOfTheHookIsOver_waitsNoLongerThanWithoutOne() {
    HookEngine engine =
        HookEngine.builder()
            .gracePeriod(GRACE)
            .listener(stuckIn("LineWritten"))
            .listener(other)
            .register(
                HookSpec.of(DEPLOY, "a", context -> context.out().println("line")).timeout(LIMIT))
            .build();
    RunReport report = engine.run(DEPLOY, REQUEST.timeout(Duration.ofHours(1)));
    assertThat(report.warnings()).anyMatch(warning -> warning.contains("does not return"));
    assertThat(heard).last().isInstanceOf(RunFinished.class);
  }

  @Test
  void runWithALimit_waitsForAKey_listenerHoldsUpNeitherLimitNorRun(@TempDir Path directory)
      throws Exception {
    FileLedger ledger = FileLedger.in(directory);
    OnceKey key = OnceKey.of("shop");
    HookEngine engine =
        HookEngine.builder()
            .gracePeriod(GRACE)
            .ledger(ledger)
            .listener(stuckIn("KeyAwaited"))
            .listener(other)
            .register(DEPLOY, "a", context -> {})
            .build();
    try (LedgerClaim held = ledger.claim(DEPLOY, key, "r1")) {
      RunReport report = engine.run(DEPLOY, REQUEST.once(DEPLOY, key).timeout(LIMIT));
      assertThat(report.status()).isEqualTo(RunStatus.FAILED);
      assertThat(held.phase()).isEqualTo(DEPLOY);
    }
    assertThat(heard).extracting(event -> event.getClass().getSimpleName()).contains("KeyAwaited");
  }

  @Test
  void listenerIsGivenUp_othersHearTheEventBeforeAnythingElse() {
    run("RunStarted", 1);
    assertThat(heard).first().isInstanceOf(RunStarted.class);
  }

  @Test
  void runWithALimit_noGracePeriod_givesAHealthyListenerTime() {
    RunReport report =
        HookEngine.builder()
            .gracePeriod(Duration.ZERO)
            .listener(other)
            .register(DEPLOY, "a", context -> Thread.sleep(60_000))
            .build()
            .run(DEPLOY, REQUEST.timeout(LIMIT));
    assertThat(report.warnings()).isEmpty();
    assertThat(heard).last().isInstanceOf(RunFinished.class);
  }

  @Test
  void runWithALimit_severalListenersDoNotReturn_returns() {
    RunReport report =
        HookEngine.builder()
            .gracePeriod(GRACE)
            .listener(stuckIn("PhaseStarted"))
            .listener(stuckIn("PhaseStarted"))
            .listener(stuckIn("RunFinished"))
            .listener(other)
            .register(DEPLOY, "a", context -> {})
            .build()
            .run(DEPLOY, REQUEST.timeout(LIMIT));
    assertThat(report.warnings()).filteredOn(text -> text.contains("does not return")).hasSize(3);
    assertThat(heard)
        .extracting(event -> event.getClass().getSimpleName())
        .filteredOn(kind -> !kind.equals("WarningRaised"))
        .startsWith("RunStarted", "PhaseStarted")
        .endsWith("PhaseFinished", "RunFinished");
  }
}
