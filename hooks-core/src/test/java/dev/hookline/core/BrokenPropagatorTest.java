package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.ContextPropagator;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Propagators that fail: the run ends all the same, and no hook runs without its contexts. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenPropagatorTest {
  private static final String THREW =
      "the context propagator dev.hookline.core.BrokenPropagatorTest$Wrapping threw"
          + " java.lang.IllegalArgumentException before the work that it wrapped could begin;"
          + " correct it, or leave it out";
  private static final String FORGOT =
      "the context propagator dev.hookline.core.BrokenPropagatorTest$Wrapping did not run the work"
          + " that it wrapped; it has to call run() of it before it returns";

  private final Transcript transcript = new Transcript();

  private record Wrapping(UnaryOperator<Runnable> wrapping) implements ContextPropagator {
    @Override
    public UnaryOperator<Runnable> capture() {
      return wrapping;
    }
  }

  private static final ContextPropagator THROWING =
      new Wrapping(work -> BrokenPropagatorTest::fail);
  private static final ContextPropagator FORGETFUL = new Wrapping(work -> () -> {});

  /** Does what has to be done. */
  private enum Sound implements ContextPropagator {
    ONE;

    @Override
    public UnaryOperator<Runnable> capture() {
      return work -> work::run;
    }
  }

  private static void fail() {
    throw new IllegalArgumentException("no map");
  }

  private HookEngineBuilder builder() {
    return HookEngine.builder()
        .register(transcript.hook("a").undo(transcript.undo("a")))
        .register(transcript.hook("b").timeout(Duration.ofMinutes(1)))
        .register(transcript.hook("z").always());
  }

  private RunReport run(ContextPropagator... propagators) {
    HookEngineBuilder builder = builder();
    List.of(propagators).forEach(builder::propagate);
    return builder.build().run(DEPLOY, REQUEST);
  }

  private void assertFailed(RunReport report, String message) {
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure()).get().isInstanceOf(IllegalStateException.class);
    assertThat(report.failure().orElseThrow()).hasMessage(message);
    assertThat(transcript.lines()).containsExactly("a", "undo a", "z");
  }

  // ---- on the thread of a hook

  @Test
  void run_wrapperThrows_hookHasFailedAndCleanupRuns() {
    RunReport report = run(THROWING);
    assertFailed(report, THREW);
    assertThat(report.failure().orElseThrow()).hasCause(new IllegalArgumentException("no map"));
  }

  @Test
  void run_wrapperDoesNotRunItsWork_hookHasFailedAndCleanupRuns() {
    assertFailed(run(FORGETFUL), FORGOT);
  }

  @Test
  void run_oneOfThreeWrappersThrows_thatOneIsNamed() {
    assertFailed(run(Sound.ONE, THROWING, Sound.ONE), THREW);
  }

  @Test
  void run_wrapperRunsItsWorkTooLate_hookDoesNotRun() {
    List<Runnable> kept = new ArrayList<>();
    RunReport report = run(new Wrapping(work -> () -> kept.add(work)));
    kept.forEach(Runnable::run);
    assertFailed(report, FORGOT);
  }

  @Test
  void run_wrapperRunsItsWorkTwice_hookRunsOnce() {
    ContextPropagator eager =
        new Wrapping(
            work ->
                () -> {
                  work.run();
                  work.run();
                });
    run(eager).throwIfFailed();
    assertThat(transcript.lines()).containsExactly("a", "b", "z");
  }

  @Test
  void run_wrapperReturnsNull_hookHasFailedAndCleanupRuns() {
    assertFailed(
        run(new Wrapping(work -> nothing())),
        "the context propagator dev.hookline.core.BrokenPropagatorTest$Wrapping returned null when"
            + " it was asked to wrap its work");
  }

  @Test
  void run_wrapperThrowsInARunWithALimit_listenersHearOfTheFailure() {
    List<String> heard = new ArrayList<>();
    HookListener listener =
        new HookListener() {
          @Override
          public void hookFinished(HookFinished event) {
            heard.add(event.result().hook().name() + " " + event.result().outcome());
          }
        };
    RunReport report =
        builder()
            .propagate(THROWING)
            .listener(listener)
            .build()
            .run(DEPLOY, REQUEST.timeout(Duration.ofHours(1)));
    assertThat(report.failure().orElseThrow()).hasMessage(THREW);
    assertThat(heard).containsExactly("a failed", "b skipped", "z failed");
  }

  // ---- on the thread of a run

  private void assertRefused(ContextPropagator propagator, String message) {
    RunHandle handle = builder().propagate(propagator).build().start(DEPLOY, REQUEST);
    assertThatThrownBy(handle::await).isInstanceOf(IllegalStateException.class).hasMessage(message);
    assertThatThrownBy(() -> handle.await(Duration.ofMinutes(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThat(transcript.lines()).isEmpty();
  }

  @Test
  void start_wrapperThrows_awaitSaysWhyAndNothingHasRun() {
    assertRefused(THROWING, THREW);
  }

  @Test
  void start_wrapperDoesNotRunItsWork_awaitSaysWhyAndNothingHasRun() {
    assertRefused(FORGETFUL, FORGOT);
  }

  // ---- on the thread of the caller

  private enum Incapable implements ContextPropagator {
    THROWS {
      @Override
      public UnaryOperator<Runnable> capture() {
        throw new IllegalArgumentException("no map");
      }
    },
    RETURNS_NULL {
      @Override
      public UnaryOperator<Runnable> capture() {
        return nothing();
      }
    }
  }

  private void assertNotCaptured(Incapable propagator, String message) {
    HookEngine engine = builder().propagate(propagator).build();
    assertThatThrownBy(() -> engine.run(DEPLOY, REQUEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> engine.start(DEPLOY, REQUEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThat(transcript.lines()).isEmpty();
  }

  @Test
  void run_captureThrows_callerLearnsWhy() {
    assertNotCaptured(
        Incapable.THROWS,
        "the context propagator dev.hookline.core.BrokenPropagatorTest$Incapable$1 threw"
            + " java.lang.IllegalArgumentException when it was asked to capture a context; correct"
            + " it, or leave it out");
  }

  @Test
  void run_captureReturnsNull_callerLearnsWhy() {
    assertNotCaptured(
        Incapable.RETURNS_NULL,
        "the context propagator dev.hookline.core.BrokenPropagatorTest$Incapable$2 returned null"
            + " when it was asked to capture a context");
  }

  /** What others write may return null. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
