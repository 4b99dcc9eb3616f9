package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.PhaseSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Sources may say how phases run; what the tool says goes before. */
class PhaseSettingsTest {
  private static PhaseSettings settings(Duration limit) {
    return new PhaseSettings(DEPLOY, Optional.of(limit), Optional.empty(), Optional.empty());
  }

  private static PhaseSettings overlapping(int most) {
    return new PhaseSettings(DEPLOY, Optional.empty(), Optional.of(most), Optional.empty());
  }

  private record Source(List<HookSpec> load, List<PhaseSettings> phaseSettings)
      implements HookSource {}

  private static HookSource waiting(PhaseSettings settings) {
    HookSpec waits =
        HookSpec.of(DEPLOY, "waits", context -> new CountDownLatch(1).await())
            .gracePeriod(Duration.ZERO);
    return new Source(List.of(waits), List.of(settings));
  }

  @Test
  void limit_ofASource_holds() {
    HookEngine engine = HookEngine.builder().load(waiting(settings(Duration.ofMillis(1)))).build();
    assertThat(engine.run(DEPLOY, REQUEST).exitCode()).isEqualTo(124);
  }

  @Test
  void limit_ofALaterSource_wins() {
    HookEngine engine =
        HookEngine.builder()
            .load(waiting(settings(Duration.ofDays(1))))
            .load(new Source(List.of(), List.of(settings(Duration.ofMillis(1)))))
            .build();
    assertThat(engine.run(DEPLOY, REQUEST).exitCode()).isEqualTo(124);
  }

  @Test
  void limit_ofTheTool_winsOverThoseOfSources() {
    HookEngine engine =
        HookEngine.builder()
            .timeout(DEPLOY, Duration.ofMillis(1))
            .load(waiting(settings(Duration.ofDays(1))))
            .build();
    assertThat(engine.run(DEPLOY, REQUEST).exitCode()).isEqualTo(124);
  }

  @Test
  void concurrency_ofASource_letsHooksOverlap() {
    CountDownLatch both = new CountDownLatch(2);
    List<HookSpec> specs =
        List.of("a", "b").stream()
            .map(
                name ->
                    HookSpec.of(
                        DEPLOY,
                        name,
                        context -> {
                          both.countDown();
                          both.await();
                        }))
            .toList();
    HookEngine engine =
        HookEngine.builder().load(new Source(specs, List.of(overlapping(2)))).build();
    assertThat(engine.run(DEPLOY, REQUEST).isSuccess()).isTrue();
  }

  @Test
  void phase_thatTheToolDoesNotHave_isAProblem() {
    HookEngineBuilder builder =
        HookEngine.builder()
            .phases(Phase.of("build"))
            .load(new Source(List.of(), List.of(settings(Duration.ofMillis(1)), overlapping(2))));
    assertThatThrownBy(builder::build)
        .isInstanceOf(HookConfigurationException.class)
        .hasMessageContaining(
            "a limit is set for phase deploy, which the tool does not have; its phases are \"build\"")
        .hasMessageContaining("a concurrency is set for phase deploy");
  }

  @Test
  void values_outOfRange_areRefused() {
    assertThatThrownBy(() -> settings(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the limit of phase deploy must be longer than zero");
    assertThatThrownBy(() -> overlapping(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the concurrency of phase deploy must be at least 1, but is 0");
  }

  @Test
  void orElse_keepsWhatIsSaid() {
    assertThat(settings(Duration.ofSeconds(1)).orElse(overlapping(3)))
        .isEqualTo(
            new PhaseSettings(
                DEPLOY, Optional.of(Duration.ofSeconds(1)), Optional.of(3), Optional.empty()));
  }
}
