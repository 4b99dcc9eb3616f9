package dev.hookline.shell.conventions.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookId;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.testing.Sleeper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hook had started in a run that died is ended before that run is resumed. */
class PingLeftBehindTest extends PingImage {
  private final Sleeper sleeper = new Sleeper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-start-server.sh.pre",
        "01-start-server.sh",
        "18-setup-sequence.sh",
        "80-post-start.sh",
        "container env",
        "server"
      })
  void endLeftBehind_ofEachKindOfHook_endsItsScripts(String name) throws Exception {
    HookSpec spec = spec(name);
    Process left = start("run-7", spec.id());
    Process ofAnotherRun = start("run-8", spec.id());
    List<LeftBehind> ended = spec.hook().endLeftBehind("run-7", spec.id());
    assertThat(ended)
        .extracting(Object::toString)
        .containsExactly("process " + left.pid() + ": " + sleeper.command());
    assertThat(left.waitFor()).isNotZero();
    assertThat(ofAnotherRun.isAlive()).isTrue();
    ofAnotherRun.destroyForcibly().waitFor();
  }

  private HookSpec spec(String name) throws Exception {
    image("01-start-server.sh");
    image("10-start-sequence.sh");
    image("18-setup-sequence.sh");
    image("20-restart-sequence.sh");
    Stream<HookSpec> all =
        Stream.concat(
            PingEntrypoint.of(hooks(), server).withNestedCalls().load().stream(),
            hooks().calling(PingEntrypoint.SERVER, "80-post-start.sh").load().stream());
    return all.filter(spec -> spec.name().equals(name)).findFirst().orElseThrow();
  }

  private Process start(String run, HookId hook) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(sleeper.command().split(" "));
    builder.environment().put("HOOKLINE_RUN", run);
    builder.environment().put("HOOKLINE_PHASE", hook.phase().name());
    builder.environment().put("HOOKLINE_HOOK", hook.name());
    return builder.start();
  }
}
