package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.Environment;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null and broken sources are refused with a text that names them. */
@SuppressWarnings("NullAway")
class WrongInputTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  static Stream<Arguments> nulls() {
    HookEngine engine = HookEngine.builder().build();
    HookRequest request = HookRequest.in(Path.of(""));
    return Stream.of(
        row("phase", () -> HookEngine.builder().phases(DEPLOY, null)),
        row("environment", () -> HookEngine.builder().environment(null)),
        row("listener", () -> HookEngine.builder().listener((HookListener) null)),
        row("source", () -> HookEngine.builder().load(null)),
        row("spec", () -> HookEngine.builder().register(null)),
        row("environment", () -> request.environment(null)),
        row("overrides", () -> request.override((Environment) null)),
        row("argument", () -> request.arguments("a", null)),
        row("request", () -> engine.run(DEPLOY, null)),
        row("phase", () -> engine.run((Phase) null, request)));
  }

  private static Arguments row(String name, ThrowingCallable call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void null_isRefusedByName(String name, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
  }

  private static HookSource broken() {
    return () -> {
      throw new IllegalStateException("no disk");
    };
  }

  @Test
  void brokenSource_isReportedWithAllOtherMistakes() {
    HookEngineBuilder builder =
        HookEngine.builder()
            .register(HookSpec.of(DEPLOY, "a", context -> {}).after("lint"))
            .load(broken())
            .load(() -> null)
            .load(() -> Arrays.asList((HookSpec) null));
    List<String> problems =
        catchThrowableOfType(HookConfigurationException.class, builder::build).problems();
    assertThat(problems).hasSize(4);
    assertThat(problems.get(0))
        .startsWith(
            "source 2 of the engine is broken, correct it: java.lang.IllegalStateException:"
                + " no disk at dev.hookline.core.WrongInputTest.");
    assertThat(problems.get(1))
        .startsWith(
            "source 3 of the engine is broken, correct it: java.lang.NullPointerException: no"
                + " list at ");
    assertThat(problems.get(2)).startsWith("source 4 of the engine is broken, correct it: ");
    assertThat(problems.get(3)).contains("\"lint\"");
  }
}
