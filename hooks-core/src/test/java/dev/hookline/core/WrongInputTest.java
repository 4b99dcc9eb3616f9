package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.PlugIn;
import dev.hookline.api.Environment;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
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

  private static List<String> problems(HookEngineBuilder builder) {
    return catchThrowableOfType(HookConfigurationException.class, builder::build).problems();
  }

  @Test
  void build_sourcesAreBroken_namesEachWithAllOtherProblems() {
    HookEngineBuilder builder =
        HookEngine.builder()
            .register(HookSpec.of(DEPLOY, "a", context -> {}).after("lint"))
            .load(broken())
            .load(() -> null);
    String lambda = "hook source (a lambda of " + getClass().getName() + ")";
    assertThat(problems(builder))
        .containsExactly(
            lambda
                + " is broken: IllegalStateException: no disk; correct it, or build the engine"
                + " without it",
            lambda + " returned null; return an empty list if it has no hook",
            "hook \"a\" (phase deploy) is ordered after \"lint\", but no hook of that name is"
                + " registered for phase deploy; register it or remove the constraint");
  }

  @Test
  void build_sourceHasANullAmongItsHooks_saysWhichAndReadsTheOthers() {
    HookSpec spec = HookSpec.of(DEPLOY, "a", context -> {});
    HookSource source = () -> Arrays.asList(spec, null, spec);
    assertThat(problems(HookEngine.builder().load(source)))
        .containsExactly(
            "hook source (a lambda of "
                + getClass().getName()
                + ") returned null as hook 2; leave it out",
            "hook \"a\" (phase deploy) has the same name as the one registered before it; names"
                + " are unique within a phase, rename one of them");
  }

  static Stream<Arguments> errorsOfPlugIns() {
    return Stream.of(
        Arguments.of(
            new NoClassDefFoundError("org/absent/Api"), "NoClassDefFoundError: org/absent/Api"),
        Arguments.of(
            new ServiceConfigurationError("no provider"),
            "ServiceConfigurationError: no provider"));
  }

  @ParameterizedTest
  @MethodSource("errorsOfPlugIns")
  void build_plugInDoesNotFit_isAProblemAmongTheOthers(Error error, String words) {
    HookEngineBuilder builder =
        HookEngine.builder()
            .load(new PlugIn(error))
            .register(HookSpec.of(DEPLOY, "a", context -> {}).after("lint"));
    List<String> problems = problems(builder);
    assertThat(problems).hasSize(2);
    assertThat(problems.get(0).replaceAll("\\.java:\\d+\\)", ".java:LINE)"))
        .isEqualTo(
            "hook source com.example.PlugIn is broken: "
                + words
                + "; correct it, or build the engine without it\n"
                + "  at com.example.PlugIn.load(PlugIn.java:LINE)");
  }

  @Test
  void build_sourceEndsTheJvm_isNotHeldUp() {
    OutOfMemoryError error = new OutOfMemoryError("no heap");
    assertThatThrownBy(() -> HookEngine.builder().load(new PlugIn(error)).build()).isSameAs(error);
  }
}
