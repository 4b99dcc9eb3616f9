package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Limit;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a hook does: the run ends in time, and the report tells the truth. */
@Timeout(60)
class HostileHookTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final Transcript transcript = new Transcript();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void releaseThreads() {
    end.countDown();
  }

  // ---- hooks that do not end

  @Test
  void run_hookIgnoresInterrupts_isAbandonedAfterItsGracePeriod() {
    RunReport report = runLimited(Transcript.deaf(end));
    HookResult stuck = report.results().get(0);
    assertThat(stuck.leftBehind()).hasSize(1);
    assertThat(stuck.leftBehind().get(0).kind()).isEqualTo(LeftBehind.Kind.THREAD);
    assertThat(stuck.leftBehind().get(0).description()).startsWith("hookline-");
    assertThat(stuck.outcome().failure().orElseThrow())
        .hasMessage(
            "reached its hook limit of 0.02 s; did not end within its grace period of 0 s; its"
                + " thread was left behind");
  }

  @Test
  void run_hookLoops_isAbandonedAfterItsGracePeriod() {
    AtomicBoolean stop = new AtomicBoolean();
    try {
      runLimited(
          context -> {
            while (!stop.get()) {
              Thread.onSpinWait();
            }
          });
    } finally {
      stop.set(true);
    }
  }

  @Test
  void run_hookDeadlocks_isAbandonedAfterItsGracePeriod() {
    Object monitor = new Object();
    synchronized (monitor) {
      RunReport report =
          runLimited(
              context -> {
                synchronized (monitor) {
                  transcript.add("never");
                }
              });
      assertThat(report.results().get(0).leftBehind()).hasSize(1);
    }
  }

  private RunReport runLimited(Hook hook) {
    RunReport report =
        transcript
            .builder(
                HookSpec.of(DEPLOY, "stuck", hook).timeout(SOON).gracePeriod(Duration.ZERO),
                transcript.hook("next"),
                transcript.hook("last").always())
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "stuck timed out: hook",
            "next skipped: hook \"stuck\" (phase deploy) failed",
            "last succeeded");
    assertThat(report.duration()).isLessThan(Duration.ofSeconds(20));
    assertThat(report.exitCode()).isEqualTo(124);
    return report;
  }

  @Test
  void run_abandonedHookGoesOn_changesNothingAfterwards() throws InterruptedException {
    HookKey<String> key = HookKey.of("key", String.class);
    CountDownLatch wrote = new CountDownLatch(1);
    List<String> refused = new CopyOnWriteArrayList<>();
    HookEngine engine =
        transcript
            .builder(
                HookSpec.of(
                        DEPLOY,
                        "zombie",
                        context -> {
                          Transcript.awaitDeaf(end);
                          context.out().println("too late");
                          try {
                            context.put(key, "too late");
                          } catch (IllegalStateException e) {
                            refused.add(e.getMessage());
                          }
                          wrote.countDown();
                        })
                    .timeout(SOON)
                    .gracePeriod(Duration.ZERO)
                    .onFailure(FailurePolicy.CONTINUE),
                transcript.hook("next", context -> assertThat(context.get(key)).isEmpty()))
            .build();
    RunReport report = engine.run(DEPLOY, REQUEST);
    List<String> story = transcript.lines();
    end.countDown();
    wrote.await();
    assertThat(refused)
        .containsExactly(
            "hook \"zombie\" (phase deploy) has ended; nothing can be handed over any more, do it"
                + " before the hook returns");
    assertThat(transcript.lines()).isEqualTo(story);
    assertThat(Transcript.words(report.results()))
        .containsExactly("zombie timed out: hook", "next succeeded");
    assertThat(report.results().get(0).output().isEmpty()).isTrue();
  }

  @Test
  void run_hookEndsAfterItsLimit_hasTimedOutAndKeepsItsOwnFailure() {
    RunReport report =
        transcript
            .engine(
                transcript
                    .hook(
                        "slow",
                        context -> {
                          Transcript.awaitInterrupt();
                          throw new IOException("half written");
                        })
                    .timeout(SOON))
            .run(DEPLOY, REQUEST);
    TimedOut outcome = (TimedOut) report.results().get(0).outcome();
    assertThat(outcome.limit()).isEqualTo(Limit.HOOK);
    assertThat(outcome.allowed()).isEqualTo(SOON);
    assertThat(outcome.cause())
        .hasMessage("reached its hook limit of 0.02 s; IOException: half written")
        .hasCauseInstanceOf(IOException.class);
    assertThat(report.results().get(0).leftBehind()).isEmpty();
  }

  @Test
  void run_hookInterruptsItsOwnThread_leavesTheNextOneAlone() {
    RunReport report =
        transcript
            .engine(
                transcript
                    .hook("a", context -> Thread.currentThread().interrupt())
                    .timeout(Duration.ofMinutes(1)),
                transcript
                    .hook("b", context -> new CountDownLatch(0).await())
                    .timeout(Duration.ofMinutes(1)))
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results())).containsExactly("a succeeded", "b succeeded");
    assertThat(Thread.interrupted()).isFalse();
  }

  // ---- hooks that throw

  static Stream<Throwable> throwables() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    return Stream.of(
        new AssertionError("assertion"),
        new NoClassDefFoundError("org/acme/Missing"),
        new ExceptionInInitializerError("init"),
        new IOException("checked"),
        new IllegalStateException(),
        first,
        new HostileException());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void run_hookThrowsAnything_hasFailedWithIt(Throwable thrown) {
    for (Duration limit : List.of(Duration.ofMinutes(1), Duration.ZERO)) {
      HookSpec spec = HookSpec.of(DEPLOY, "a", context -> sneak(thrown));
      RunReport report =
          new Transcript()
              .engine(
                  transcript.undoable("before"),
                  limit.isZero() ? spec : spec.timeout(limit),
                  transcript.hook("b"),
                  transcript.hook("last").always())
              .run(DEPLOY, REQUEST);
      assertThat(Transcript.words(report.results()))
          .containsExactly(
              "before succeeded",
              "a failed",
              "b skipped: hook \"a\" (phase deploy) failed",
              "undo before succeeded",
              "last succeeded");
      if (!(thrown instanceof HostileException)) {
        assertThat(report.failure().orElseThrow()).isSameAs(thrown);
      }
      assertThat(report.exitCode()).isEqualTo(1);
    }
  }

  /** Nothing of it can be read. */
  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no trace");
    }
  }

  @Test
  void report_exceptionCannotBeRead_saysItsClass() {
    RunReport report =
        transcript
            .engine(HookSpec.of(DEPLOY, "a", context -> sneak(new HostileException())))
            .run(DEPLOY, REQUEST);
    String name = HostileException.class.getName();
    assertThat(Transcript.text(report))
        .isEqualTo(
            String.format(
                "deploy failed after TIME, run RUN%n"
                    + "  failed    hook \"a\" (phase deploy) in TIME%n"
                    + "failure: hook \"a\" (phase deploy) failed: %s (its message cannot be read)",
                name));
    assertThat(report.failure().orElseThrow()).hasToString(name + " (its message cannot be read)");
  }

  @Test
  void run_exceptionWithoutEndOfCauses_isCutOff() {
    class Endless extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public synchronized Throwable getCause() {
        return new Endless();
      }
    }
    RunReport report =
        transcript
            .engine(HookSpec.of(DEPLOY, "a", context -> sneak(new Endless())))
            .run(DEPLOY, REQUEST);
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    int depth = 0;
    for (Throwable at = report.failure().orElseThrow(); at != null; at = at.getCause()) {
      depth++;
    }
    assertThat(depth).isBetween(2, 200);
  }

  @Test
  void run_exceptionWhoseTextIsNull_hasFailedWithItsClass() {
    class Silent extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        return " ";
      }

      @Override
      @SuppressWarnings({"ReturnsNullFromNonNull", "ReturnNullToString"})
      public String toString() {
        return null;
      }
    }
    RunReport report =
        transcript
            .engine(HookSpec.of(DEPLOY, "a", context -> sneak(new Silent())))
            .run(DEPLOY, REQUEST);
    assertThat(report.toString()).endsWith("failed: " + Silent.class.getName());
  }

  @Test
  void run_hookCallsTheEngineAgain_runsInsideWithValuesOfItsOwn() {
    HookKey<String> key = HookKey.of("key", String.class);
    Phase inner = Phase.of("inner");
    HookEngine[] engine = new HookEngine[1];
    engine[0] =
        transcript
            .builder(
                transcript.hook(
                    "outer",
                    context -> {
                      context.put(key, "of outer");
                      engine[0].run(inner, REQUEST).throwIfFailed();
                      transcript.add("outer sees " + context.get(key));
                    }))
            .register(
                inner,
                "inside",
                context -> {
                  transcript.add("inside sees " + context.get(key));
                  context.put(key, "of inside");
                })
            .build();
    assertThat(engine[0].run(DEPLOY, REQUEST).isSuccess()).isTrue();
    assertThat(transcript.lines())
        .containsExactly(
            "run deploy",
            "phase deploy",
            "> outer",
            "outer",
            "run inner",
            "phase inner",
            "> inside",
            "inside sees Optional.empty",
            "< inside succeeded",
            "phase inner succeeded",
            "run inner succeeded",
            "outer sees Optional[of outer]",
            "< outer succeeded",
            "phase deploy succeeded",
            "run deploy succeeded");
  }

  // ---- errors that no policy may hold up

  static Stream<VirtualMachineError> fatal() {
    return Stream.of(new StackOverflowError(), new OutOfMemoryError("heap"), new InternalError());
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void run_virtualMachineError_abortsCleansUpAndIsRethrown(VirtualMachineError error) {
    HookEngine engine =
        transcript.engine(
            transcript.undoable("a"),
            transcript
                .hook("b", context -> sneak(error))
                .onFailure(FailurePolicy.IGNORE)
                .retry(RetryPolicy.attempts(3)),
            transcript.hook("c"),
            transcript.hook("f").onlyOnFailure(),
            transcript.hook("z").always());
    assertThatThrownBy(() -> engine.run(DEPLOY, REQUEST)).isSameAs(error);
    assertThat(transcript.lines())
        .filteredOn(line -> !line.startsWith(">") && !line.startsWith("<"))
        .containsExactly(
            "run deploy",
            "phase deploy",
            "a",
            "b",
            "undo a",
            "f",
            "z",
            "phase deploy failed",
            "run deploy failed");
    HookRunException carrier = (HookRunException) error.getSuppressed()[0];
    assertThat(Transcript.words(carrier.report().failures())).containsExactly("b failed");
    assertThat(carrier).hasCause(error);
  }

  @Test
  void run_virtualMachineErrorOfHookWithLimit_isRethrownToo() {
    HookEngine engine =
        transcript.engine(
            HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      Transcript.awaitInterrupt();
                      throw new StackOverflowError();
                    })
                .timeout(SOON));
    assertThatThrownBy(() -> engine.run(DEPLOY, REQUEST)).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void await_virtualMachineError_isRethrownToTheOneWhoWaits() {
    InternalError error = new InternalError("broken");
    RunHandle handle =
        transcript.engine(transcript.hook("a", context -> sneak(error))).start(DEPLOY, REQUEST);
    assertThatThrownBy(handle::await).isSameAs(error);
  }

  // ---- the first failure and the later ones

  @Test
  void throwIfFailed_manyFailures_firstIsCauseAndLaterOnesAreNamed() {
    RunReport report =
        transcript
            .engine(
                transcript.undoable("a"),
                transcript.failing("b").onFailure(FailurePolicy.CONTINUE),
                transcript.hook("c").undo(Transcript.failure("cannot take c back")),
                transcript.failing("d"),
                transcript.failing("ignored").onlyOnFailure().onFailure(FailurePolicy.IGNORE),
                transcript.failing("f").onlyOnFailure(),
                transcript.failing("z").always())
            .run(DEPLOY, REQUEST);
    Throwable thrown = catchThrowable(report::throwIfFailed);
    assertThat(thrown)
        .isInstanceOf(HookRunException.class)
        .hasCause(report.failure().orElseThrow());
    assertThat(thrown.getCause()).hasMessage("b broke");
    assertThat(Transcript.text(thrown.getMessage(), report))
        .isEqualTo(
            String.format(
                "deploy failed after TIME%n"
                    + "- hook \"b\" (phase deploy) failed: IllegalStateException: b broke%n"
                    + "- hook \"d\" (phase deploy) failed: IllegalStateException: d broke%n"
                    + "- undo of \"c\" (phase deploy) failed: IllegalStateException: cannot take c back%n"
                    + "- on-failure hook \"f\" (phase deploy) failed: IllegalStateException: f broke%n"
                    + "- always hook \"z\" (phase deploy) failed: IllegalStateException: z broke"));
    assertThat(thrown.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly(
            "hook \"d\" (phase deploy) failed: IllegalStateException: d broke",
            "undo of \"c\" (phase deploy) failed: IllegalStateException: cannot take c back",
            "on-failure hook \"f\" (phase deploy) failed: IllegalStateException: f broke",
            "always hook \"z\" (phase deploy) failed: IllegalStateException: z broke");
    assertThat(thrown.getSuppressed())
        .extracting(later -> later.getCause().getMessage())
        .containsExactly("d broke", "cannot take c back", "f broke", "z broke");
    assertThat(report.warnings())
        .containsExactly(
            "on-failure hook \"ignored\" (phase deploy) failed: IllegalStateException: ignored broke (ignored)");
    assertThat(((HookRunException) thrown).report()).isSameAs(report);
  }

  @Test
  void failure_seenByCleanup_isTheFirstOne() {
    Hook look =
        context ->
            transcript.add(
                context.name() + " sees " + context.failure().map(Throwable::getMessage));
    transcript
        .engine(
            HookSpec.of(DEPLOY, "a", look).undo(look),
            transcript.failing("b"),
            HookSpec.of(DEPLOY, "f", look).onlyOnFailure(),
            transcript.failing("g").onlyOnFailure(),
            HookSpec.of(DEPLOY, "z", look).always())
        .run(DEPLOY, REQUEST);
    assertThat(transcript.lines())
        .filteredOn(line -> line.contains("sees"))
        .containsExactly(
            "a sees Optional.empty",
            "a sees Optional[b broke]",
            "f sees Optional[b broke]",
            "z sees Optional[b broke]");
  }

  @SuppressWarnings("unchecked")
  static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
