package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks around an action of the tool. */
class AroundTest {
  private final Transcript transcript = new Transcript();

  private List<String> around(Hook action) {
    HookEngine engine =
        transcript
            .builder()
            .register(Phase.of("pre_up"), "switch on", context -> transcript.add("pre"))
            .register(Phase.of("post_up"), "switch off", context -> transcript.add("post"))
            .build();
    engine.run(Lifecycle.around("up", action), REQUEST);
    return transcript.lines().stream().filter(line -> line.matches("pre|up|post")).toList();
  }

  @Test
  void around_actionSucceeds_runsPostHooks() {
    assertThat(around(context -> transcript.add("up"))).containsExactly("pre", "up", "post");
  }

  @Test
  void around_actionFails_skipsPostHooks() {
    assertThat(
            around(
                context -> {
                  throw new IOException("no such image");
                }))
        .containsExactly("pre");
    assertThat(transcript.lines())
        .contains("< switch off skipped: step \"up\" failed")
        .endsWith("run up failed");
  }

  @Test
  void around_preHookFails_skipsTheAction() {
    RunReport report =
        HookEngine.builder()
            .register(Phase.of("pre_up"), "a", Transcript.failure("broke"))
            .build()
            .run(Lifecycle.around("up", context -> transcript.add("up")), REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("a failed", "up skipped: phase pre_up failed");
    assertThat(report.phases())
        .extracting(phase -> phase.phase() + " " + phase.status())
        .containsExactly("pre_up FAILED", "up SKIPPED", "post_up SKIPPED");
  }
}
