package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first failure stays the first one, and what cleans up after it is left as it is. */
@Timeout(60)
class FirstFailureTest {
  private static final Phase LATER = Phase.of("later");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Hook EXITS =
      context -> {
        throw new HookExitException(42, "exits with 42");
      };

  private final Transcript transcript = new Transcript();

  private static Lifecycle lifecycle() {
    return Lifecycle.named("all").phase(DEPLOY).phase(LATER).build();
  }

  // ---- cleanup hooks that have an undo

  @Test
  void run_cleanupAfterAFailure_isNotUndone() {
    HookEngine engine =
        transcript.unheard(
            transcript.failing("a").onFailure(FailurePolicy.CONTINUE),
            transcript.undoable("f").onlyOnFailure(),
            transcript.undoable("z").always());
    engine.run(DEPLOY, REQUEST);
    engine.run(lifecycle(), REQUEST);
    assertThat(transcript.lines()).containsExactly("a", "f", "z", "a", "f", "z");
  }

  @Test
  void run_alwaysHookOfAPhaseThatWentWell_isUndoneWhenALaterOneFails() {
    transcript
        .unheard(
            transcript.undoable("a"),
            transcript.undoable("z").always(),
            HookSpec.of(LATER, "b", EXITS))
        .run(lifecycle(), REQUEST);
    assertThat(transcript.lines()).containsExactly("a", "z", "undo z", "undo a");
  }

  @Test
  void run_onlyAnAlwaysHookFails_undoesNothingAloneAndAllInALifecycle() {
    HookEngine engine =
        transcript.unheard(
            transcript.undoable("a"),
            transcript.undoable("y").always(),
            transcript.failing("z").always());
    assertThat(engine.run(DEPLOY, REQUEST).status()).isEqualTo(RunStatus.FAILED);
    assertThat(transcript.lines()).containsExactly("a", "y", "z");
    engine.run(lifecycle(), REQUEST);
    assertThat(transcript.lines())
        .containsExactly("a", "y", "z", "a", "y", "z", "undo y", "undo a");
  }

  @Test
  void phases_undosOfALaterAbort_standInTheirOwnPhase() {
    RunReport report =
        transcript
            .unheard(transcript.undoable("a"), HookSpec.of(LATER, "b", EXITS))
            .run(lifecycle(), REQUEST);
    assertThat(report.phases())
        .extracting(phase -> phase.phase() + " " + Transcript.words(phase.results()))
        .containsExactly("deploy [a succeeded, undo a succeeded]", "later [b failed]");
  }

  // ---- failures that belong to no hook

  @Test
  void run_limitIsReachedBeforeAHook_staysTheFirstFailure() {
    RunReport report =
        transcript
            .unheard(
                transcript.hook("a", context -> Thread.sleep(5)),
                transcript.hook("b"),
                transcript.hook("z", EXITS).always())
            .run(DEPLOY, REQUEST.timeout(LONG.plusNanos(20)).cleanupReserve(LONG));
    assertThat(report.failure().orElseThrow())
        .isExactlyInstanceOf(HookTimeoutException.class)
        .hasMessageStartingWith(
            "the run limit of 1 h 0.00000002 s less the cleanup reserve of 1 h was reached before hook \"a\"");
    assertThat(report.exitCode()).isEqualTo(124);
    Throwable thrown = catchThrowable(report::throwIfFailed);
    assertThat(thrown).hasCause(report.failure().orElseThrow());
    assertThat(thrown.getSuppressed())
        .extracting(suppressed -> suppressed.getCause().getMessage())
        .containsExactly("exits with 42");
  }

  // ---- errors that no policy may hold up

  private static void recurse(int depth) {
    recurse(depth + 1);
  }

  /** Errors that the JVM makes itself may refuse to have anything suppressed. */
  static List<Hook> madeByTheJvm() {
    return List.of(
        context -> recurse(0),
        context -> {
          long[][] tooMany = new long[Integer.MAX_VALUE][];
          context.out().print(tooMany.length);
        });
  }

  @ParameterizedTest
  @MethodSource("madeByTheJvm")
  void run_errorMadeByTheJvm_isRethrownWithItsReport(Hook hook) {
    for (HookSpec spec :
        List.of(HookSpec.of(DEPLOY, "a", hook), HookSpec.of(DEPLOY, "a", hook).timeout(LONG))) {
      HookEngine engine = transcript.unheard(spec, transcript.hook("z").always());
      for (int i = 0; i < 3; i++) {
        assertReported(
            catchThrowableOfType(VirtualMachineError.class, () -> engine.run(DEPLOY, REQUEST)));
      }
    }
    assertThat(transcript.lines()).hasSize(6).containsOnly("z");
  }

  private static void assertReported(VirtualMachineError error) {
    assertThat(error.getSuppressed())
        .singleElement()
        .isInstanceOfSatisfying(
            HookRunException.class,
            carrier ->
                assertThat(Transcript.words(carrier.report().results()))
                    .containsExactly("a failed", "z succeeded"));
  }

  @Test
  void run_oneErrorThrownByTwoRuns_eachHasItsOwnReport() {
    OutOfMemoryError error = new OutOfMemoryError("shared");
    HookEngine engine = transcript.unheard(HookSpec.of(DEPLOY, "a", context -> throwIt(error)));
    HookEngine other =
        transcript.unheard(
            HookSpec.of(DEPLOY, "b", context -> throwIt(error)), transcript.hook("z").always());
    VirtualMachineError first =
        catchThrowableOfType(VirtualMachineError.class, () -> engine.run(DEPLOY, REQUEST));
    VirtualMachineError second =
        catchThrowableOfType(VirtualMachineError.class, () -> other.run(DEPLOY, REQUEST));
    assertThat(first).isSameAs(error);
    assertThat(second).isExactlyInstanceOf(OutOfMemoryError.class).hasCause(error);
    assertThat(((HookRunException) second.getSuppressed()[0]).report().results()).hasSize(2);
    assertThat(error.getSuppressed()).hasSize(1);
  }

  private static void throwIt(Error error) {
    throw error;
  }

  @Test
  void run_cleanupFailsAfterAVirtualMachineError_isIgnoredIfItsPolicySaysSo() {
    HookEngine engine =
        transcript.unheard(
            HookSpec.of(DEPLOY, "a", context -> throwIt(new InternalError("broken"))),
            transcript.failing("f").onlyOnFailure().onFailure(FailurePolicy.IGNORE),
            transcript.failing("z").always().onFailure(FailurePolicy.IGNORE));
    InternalError error =
        catchThrowableOfType(InternalError.class, () -> engine.run(DEPLOY, REQUEST));
    RunReport report = ((HookRunException) error.getSuppressed()[0]).report();
    assertThat(Transcript.words(report.failures())).containsExactly("a failed");
    assertThat(report.warnings()).hasSize(2).allMatch(warning -> warning.contains("(ignored)"));
  }
}
