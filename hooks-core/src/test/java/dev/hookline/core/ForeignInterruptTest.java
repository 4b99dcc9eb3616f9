package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Only the run's own cancellation cancels it, whatever hooks throw or swallow. */
@Timeout(60)
class ForeignInterruptTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Phase INNER = Phase.of("inner");

  private final Transcript transcript = new Transcript();

  /** What the hook throws, and the message that says it. */
  static Stream<Arguments> foreign() {
    return Stream.of(
        Arguments.of(
            "its own", its(new InterruptedException("by hand")), "InterruptedException: by hand"),
        Arguments.of(
            "a cause",
            its(new IOException("remote", new InterruptedException("worker"))),
            "IOException: remote"),
        Arguments.of(
            "another thread's",
            (Hook) context -> ofAnotherThread(),
            "IOException: sleep interrupted"),
        Arguments.of("an inner run's", (Hook) context -> ofInnerRun(), "inner failed"));
  }

  private static Hook its(Exception thrown) {
    return context -> {
      throw thrown;
    };
  }

  /** Throws what the JDK threw in a thread of the hook's own. */
  private static void ofAnotherThread() throws Exception {
    FutureTask<Void> sleep =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              Thread.sleep(1);
              return null;
            });
    new Thread(sleep).start();
    try {
      sleep.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    }
  }

  /** Throws what the JDK threw in a thread of another run, which was stopped by a limit. */
  private static void ofInnerRun() {
    HookEngine.builder()
        .register(HookSpec.of(INNER, "i", Transcript.endless()).timeout(Duration.ofMillis(5)))
        .build()
        .run(INNER, REQUEST)
        .throwIfFailed();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreign")
  void run_interruptThatTheRunDidNotCause_isAFailureLikeAnother(
      String whose, Hook hook, String message) {
    for (HookSpec spec :
        new HookSpec[] {
          HookSpec.of(DEPLOY, "a", hook), HookSpec.of(DEPLOY, "a", hook).timeout(LONG)
        }) {
      RunReport report =
          transcript
              .unheard(
                  spec.retry(RetryPolicy.attempts(3)).onFailure(FailurePolicy.IGNORE),
                  transcript.hook("b"))
              .run(DEPLOY, REQUEST);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(Transcript.words(report.results())).containsExactly("a failed", "b succeeded");
      assertThat(report.results().get(0).attempts()).isEqualTo(3);
      assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(report.warnings())
          .singleElement()
          .asString()
          .startsWith("hook \"a\" (phase deploy) failed: " + message);
    }
  }

  /** The flag is clear again, so the exception is all that is left of the interrupt. */
  @Test
  void interrupt_ofTheCallingThreadHiddenInACause_cancels() {
    Thread caller = Thread.currentThread();
    Hook wraps =
        context -> {
          new Thread(caller::interrupt).start();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IOException("no answer", new IllegalStateException(e));
          }
        };
    RunReport report =
        transcript
            .unheard(HookSpec.of(DEPLOY, "a", wraps), transcript.hook("b"))
            .run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Transcript.words(report.results()))
        .containsExactly("a cancelled", "b skipped: the run was cancelled");
  }

  @Test
  void interrupt_ofTheCallingThreadDuringAnInnerRun_cancelsBoth() {
    Thread caller = Thread.currentThread();
    Hook runs =
        context -> {
          HookSpec waits =
              HookSpec.of(
                  INNER,
                  "i",
                  inner -> {
                    new Thread(caller::interrupt).start();
                    new CountDownLatch(1).await();
                  });
          transcript.unheard(waits).run(INNER, REQUEST).throwIfFailed();
        };
    RunReport report =
        transcript
            .unheard(HookSpec.of(DEPLOY, "a", runs), transcript.hook("b"))
            .run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(transcript.lines()).isEmpty();
  }

  private static void swallow() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // it thinks that it knows better
    }
  }

  @Test
  void interrupt_swallowedByLimitedHook_cancelsNevertheless() {
    Thread caller = Thread.currentThread();
    Hook swallows =
        context -> {
          caller.interrupt();
          swallow();
        };
    RunReport report =
        transcript
            .unheard(
                HookSpec.of(DEPLOY, "a", swallows).timeout(LONG).undo(transcript.undo("a")),
                transcript.hook("b"))
            .run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Transcript.words(report.results()))
        .containsExactly("a succeeded", "b skipped: the run was cancelled", "undo a succeeded");
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void cancel_swallowedByHook_cancelsNevertheless() throws Exception {
    CancelledRun run = new CancelledRun();
    Hook swallows =
        context -> {
          run.cancel();
          swallow();
        };
    RunReport report =
        run.run(
            transcript.unheard(HookSpec.of(DEPLOY, "a", swallows), transcript.hook("b")),
            DEPLOY,
            REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("a succeeded", "b skipped: the run was cancelled");
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
  }

  /** What the Javadoc of HookEngine says cannot be helped. */
  @Test
  void interrupt_swallowedByHookOnTheCallingThread_isLost() {
    Hook swallows =
        context -> {
          Thread.currentThread().interrupt();
          swallow();
        };
    RunReport report =
        transcript
            .unheard(HookSpec.of(DEPLOY, "a", swallows), transcript.hook("b"))
            .run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void isStopping_onTheCallingThread_isSeenByThreadsOfTheHookToo() {
    Thread caller = Thread.currentThread();
    Hook asks =
        context -> {
          transcript.add("before: " + context.isStopping());
          Thread other = new Thread(() -> transcript.add("there: " + context.isStopping()));
          caller.interrupt();
          other.start();
          while (other.isAlive()) {
            Thread.onSpinWait();
          }
          transcript.add("after: " + context.isStopping());
        };
    transcript.unheard(HookSpec.of(DEPLOY, "a", asks)).run(DEPLOY, REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(transcript.lines()).containsExactly("before: false", "there: true", "after: true");
  }
}
