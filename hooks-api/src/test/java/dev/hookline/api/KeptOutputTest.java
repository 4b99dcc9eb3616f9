package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OutputLine.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report keeps of an output. */
class KeptOutputTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  @Test
  void output_kept_saysWhatIsMissing() {
    assertThat(KeptOutput.none().isEmpty()).isTrue();
    assertThat(new KeptOutput("a", 0, "b").text()).isEqualTo("ab");
    assertThat(new KeptOutput("a", 7, "b").text()).isEqualTo("a\n[… 7 bytes omitted …]\nb");
    assertThat(new KeptOutput("", 7, "").isEmpty()).isFalse();
    HookId hook = new HookId(DEPLOY, "a", HookKind.ORDINARY);
    assertNullRefused(
        List.of(
            () -> new KeptOutput(none(), 0, ""),
            () -> new KeptOutput("", 0, none()),
            () -> new OutputLine(none(), Channel.OUT, "", false),
            () -> new OutputLine(hook, none(), "", false),
            () -> new OutputLine(hook, Channel.OUT, none(), false),
            () -> LeftBehind.process(1, none())));
    assertThat(LeftBehind.process(7, "sleep 60")).hasToString("process 7: sleep 60");
  }
}
