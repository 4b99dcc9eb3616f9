package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RunStatus;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What could hold up the engine itself, or make it lose a hook, once the hook was started. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldUpRunTest {
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void releaseThreads() {
    release.countDown();
  }

  private static HookEngine engine(Hook hook) {
    return HookEngine.builder()
        .gracePeriod(SHORT)
        .register(HookSpec.of(DEPLOY, "a", hook).timeout(SHORT))
        .register(HookSpec.of(DEPLOY, "z", context -> {}).always())
        .build();
  }

  private static void assertTimedOut(RunReport report) {
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.results()).extracting(result -> result.hook().name()).contains("a", "z");
    assertThat(report.results().get(0).outcome()).isInstanceOf(TimedOut.class);
    assertThat(report.results().get(0).leftBehind()).hasSize(1);
  }

  static Stream<Arguments> monitors() {
    Hook context =
        held -> {
          synchronized (held) {
            Transcript.awaitDeaf(NEVER);
          }
        };
    Hook output =
        held -> {
          held.output().out().println("x");
          synchronized (held.output()) {
            Transcript.awaitDeaf(NEVER);
          }
        };
    return Stream.of(Arguments.of("context", context), Arguments.of("output", output));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("monitors")
  void run_hookKeepsTheMonitorOfWhatItWasGiven_isAbandoned(String what, Hook hook) {
    assertTimedOut(engine(hook).run(DEPLOY, REQUEST));
  }

  @Test
  void run_copyOfTheOutputDoesNotReturn_isAbandonedWithAWarning() {
    Hook hook =
        context -> {
          context.output().copyTo(stuck());
          context.output().out().println("x");
        };

    RunReport report = engine(hook).run(DEPLOY, REQUEST);

    assertTimedOut(report);
    assertThat(report.warnings()).singleElement().asString().contains("lack the end of the output");
  }

  private OutputStream stuck() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        Transcript.awaitDeaf(release);
      }
    };
  }

  @Test
  void run_messageOfTheFailureDoesNotReturn_isAbandoned() {
    Hook hook =
        context -> {
          throw new StuckMessage(release);
        };

    assertTimedOut(engine(hook).run(DEPLOY, REQUEST));
  }

  private static final class StuckMessage extends Exception {
    private static final long serialVersionUID = 1;
    private final transient CountDownLatch latch;

    StuckMessage(CountDownLatch latch) {
      this.latch = latch;
    }

    @Override
    public String getMessage() {
      Transcript.awaitDeaf(latch);
      return "late";
    }
  }

  @Test
  void run_causesBranchWithoutEnd_hasFailed() {
    HookEngine engine =
        HookEngine.builder()
            .register(
                HookSpec.of(
                        DEPLOY,
                        "a",
                        context -> {
                          throw new Branching();
                        })
                    .timeout(Duration.ofMinutes(1)))
            .build();

    RunReport report = engine.run(DEPLOY, REQUEST);

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().orElseThrow().toString()).contains("Branching");
  }

  private static final class Branching extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable getCause() {
      Branching cause = new Branching();
      cause.addSuppressed(new Branching());
      return cause;
    }
  }

  @Test
  void failure_textHidesAMessageThatHoldsASecret_isMasked() {
    HookSpec spec =
        HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  throw new TerseException("password hunter2");
                })
            .environment(Environment.empty().withSecret("PASSWORD", "hunter2"));

    RunReport report = HookEngine.builder().register(spec).build().run(DEPLOY, REQUEST);

    assertThat(report.failure().orElseThrow()).hasMessage("password ***");
    assertThat(report.toString()).contains("password ***").doesNotContain("hunter2");
  }

  private static final class TerseException extends Exception {
    private static final long serialVersionUID = 1;

    TerseException(String message) {
      super(message);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // it is what makes this one special
    public String toString() {
      return "TerseException";
    }
  }

  @Test
  void plan_hookOnItsOwn_isMaskedToo() {
    Hook hook =
        new Hook() {
          @Override
          public void run(HookContext context) {}

          @Override
          public String description() {
            return "login hunter2";
          }
        };
    HookSpec spec =
        HookSpec.of(DEPLOY, "a", hook)
            .environment(Environment.empty().withSecret("PASSWORD", "hunter2"));

    HookPlan plan = HookEngine.builder().register(spec).build().plan(DEPLOY);

    assertThat(plan.hooks().toString()).contains("login ***");
  }

  // ---- no thread

  @Test
  void run_noThreadCanBeHad_hookHasFailedAndCleanupRuns() {
    Transcript transcript = new Transcript();
    HookEngine engine =
        HookEngine.builder()
            .threads(work -> none())
            .register(transcript.hook("a").undo(transcript.undo("a")))
            .register(transcript.hook("b").timeout(SHORT))
            .register(transcript.hook("c"))
            .register(transcript.hook("z").always())
            .build();

    RunReport report = engine.run(DEPLOY, REQUEST);

    assertThat(transcript.lines()).containsExactly("a", "undo a", "z");
    HookResult refused = report.results().get(1);
    assertThat(refused.hook().name()).isEqualTo("b");
    assertThat(refused.outcome().failure()).get().isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(report::throwIfFailed).hasCause(refused.outcome().failure().orElseThrow());
  }

  /** A factory that has no thread returns null. */
  @SuppressWarnings("NullAway")
  private static Thread none() {
    return null;
  }
}
