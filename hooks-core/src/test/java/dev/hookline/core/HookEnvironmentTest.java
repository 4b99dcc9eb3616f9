package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.core.testing.Sayings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which variables a hook sees, and what becomes of those that it hands on. */
class HookEnvironmentTest {
  private final Transcript transcript = new Transcript();
  private final Sayings sayings = new Sayings(DEPLOY);

  private RunReport run(HookSpec... specs) {
    return transcript.engine(specs).run(DEPLOY, REQUEST);
  }

  @Test
  void environment_layers_laterOneWins() {
    String inherited = System.getenv().keySet().iterator().next();
    Environment all = Environment.empty();
    for (String name : List.of("T", "R", "S", "H", "O")) {
      all = all.with(name, "tool");
    }
    HookSpec handingOn =
        HookSpec.of(
            DEPLOY,
            "first",
            context -> {
              context.export("H", "handed over");
              context.export("O", "handed over");
            });
    transcript
        .builder(
            handingOn,
            sayings
                .hook("env", c -> new TreeMap<>(only(c.environment())))
                .environment(Environment.of(Map.of("S", "old", "H", "spec", "O", "spec")))
                .environment(Environment.of("S", "spec")),
            sayings.hook(
                "inherited", c -> c.environment().get(inherited).equals(System.getenv(inherited))))
        .environment(Environment.of("T", "old"))
        .environment(all)
        .build()
        .run(
            DEPLOY,
            REQUEST
                .environment(Environment.of(Map.of("R", "old", "S", "file")))
                .environment(Environment.of(Map.of("R", "request", "H", "file", "O", "file")))
                .override("O", "override"));
    assertThat(sayings.lines())
        .containsExactly(
            "env: {H=handed over, O=override, R=request, S=spec, T=tool}", "inherited: true");
  }

  private static Map<String, String> only(Map<String, String> environment) {
    Map<String, String> copy = new TreeMap<>(environment);
    copy.keySet().retainAll(List.of("T", "R", "S", "H", "O"));
    return copy;
  }

  @Test
  void environment_clean_hasOnlyWhatWasGiven() {
    transcript
        .builder(sayings.hook("env", context -> context.environment()))
        .cleanEnvironment()
        .environment(Environment.of("A", "1"))
        .build()
        .run(DEPLOY, REQUEST.environment(Environment.of("B", "2")).override("C", "3"));
    assertThat(sayings.lines()).containsExactly("env: {A=1, B=2, C=3}");
  }

  @Test
  void environment_changedByHook_isRefused() {
    RunReport report =
        run(
            HookSpec.of(DEPLOY, "a", context -> context.environment().put("A", "1"))
                .onFailure(FailurePolicy.CONTINUE),
            HookSpec.of(DEPLOY, "b", context -> context.environment().put("A", "1"))
                .environment(Environment.of("B", "2")));
    assertThat(report.failures())
        .extracting(result -> result.outcome().failure().orElseThrow().getClass().getSimpleName())
        .containsExactly("UnsupportedOperationException", "UnsupportedOperationException");
  }

  @Test
  void environment_handedOnByOneRun_isUnknownToTheNext() {
    HookEngine engine =
        transcript.engine(
            sayings.hook("before", context -> context.environment().containsKey("HANDED_ON")),
            HookSpec.of(DEPLOY, "export", context -> context.export("HANDED_ON", "1")));
    engine.run(DEPLOY, REQUEST);
    engine.run(DEPLOY, REQUEST);
    assertThat(sayings.lines()).containsExactly("before: false", "before: false");
  }

  @Test
  void export_nameThatCannotBe_failsTheHook() {
    RunReport report = run(HookSpec.of(DEPLOY, "a", context -> context.export("A=B", "1")));
    assertThat(report.failure().orElseThrow())
        .hasMessage(
            "variable name \"A=B\" cannot be used; it must not be empty and must not contain '=',"
                + " white space or control characters");
  }
}
