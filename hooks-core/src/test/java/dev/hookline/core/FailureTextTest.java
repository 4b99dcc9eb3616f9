package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.HostileException;
import com.example.Tool;
import dev.hookline.api.Condition;
import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a failure says to a person who has nothing but the report: what, why, and where. */
class FailureTextTest {
  private static final String FAILED = "hook \"a\" (phase deploy) failed: ";

  private static RunReport run(Hook hook) {
    return run(HookSpec.of(DEPLOY, "a", hook), REQUEST);
  }

  private static RunReport run(HookSpec spec, HookRequest request) {
    return HookEngine.builder().register(spec).build().run(DEPLOY, request);
  }

  /** Returns a hook that fails with what is made in it. */
  private static Hook failing(Supplier<Throwable> failure) {
    return context -> sneak(failure.get());
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  /** Returns the only failure as the report shows it, without the numbers of lines. */
  private static String said(RunReport report) {
    return withoutNumbers(report.failures().get(0).toString());
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("\\.java:\\d+\\)", ".java:LINE)");
  }

  // ---- class, message, causes, frame

  @Test
  void failure_ofALambda_saysClassMessageAndTheFrameOfItsOwnCode() {
    RunReport report = run(context -> Tool.deploy());
    String said =
        FAILED
            + "FileNotFoundException: missing.txt\n"
            + "  at com.example.Tool.deploy(Tool.java:LINE)";
    assertThat(said(report)).isEqualTo(said);
    assertThat(withoutNumbers(report.toString())).endsWith("failure: " + said);
    assertThat(withoutNumbers(new HookRunException(report).getMessage())).endsWith("- " + said);
  }

  @Test
  void failure_withCauses_saysEachInOneLine() {
    assertThat(said(run(context -> Tool.warm())))
        .isEqualTo(
            FAILED
                + "IllegalStateException: cannot warm\n"
                + "the cache\n"
                + "  caused by UncheckedIOException\n"
                + "  caused by FileNotFoundException: missing.txt\n"
                + "  at com.example.Tool.warm(Tool.java:LINE)");
  }

  @Test
  void failure_causeOfSeveralLines_isPutOnOne() {
    String message = "duplicate key\n  Detail: id 1\r\n\n  Position: 5\n";
    assertThat(
            said(
                run(
                    failing(
                        () -> new IllegalStateException("no migration", new Exception(message))))))
        .isEqualTo(
            FAILED
                + "IllegalStateException: no migration\n"
                + "  caused by Exception: duplicate key; Detail: id 1; Position: 5");
  }

  @Test
  void failure_withoutMessage_saysItsClass() {
    assertThat(said(run(context -> Optional.empty().orElseThrow())))
        .isEqualTo(FAILED + "NoSuchElementException: No value present");
    assertThat(said(run(failing(NoSuchElementException::new))))
        .isEqualTo(FAILED + "NoSuchElementException");
  }

  @Test
  void failure_ofAClassWithoutName_saysWhereTheClassIs() {
    assertThat(said(run(context -> Tool.breakOddly())))
        .isEqualTo(FAILED + "Tool$1: odd\n  at com.example.Tool.breakOddly(Tool.java:LINE)");
  }

  @Test
  void frame_thrownByTheJdkOrByALibrary_isThatOfTheCaller() {
    assertThat(said(run(context -> Tool.require(null))))
        .isEqualTo(FAILED + "NullPointerException\n  at com.example.Tool.require(Tool.java:LINE)");
    assertThat(said(run(context -> Tool.callLibrary())))
        .isEqualTo(
            FAILED
                + "UnsupportedOperationException\n"
                + "  at com.example.Tool.callLibrary(Tool.java:LINE)");
  }

  @Test
  void frame_thrownOnAnotherThread_isThatOfTheUsersCodeThere() {
    assertThat(said(run(context -> Tool.useThread())))
        .isEqualTo(
            FAILED
                + "FileNotFoundException: missing.txt\n"
                + "  at com.example.Tool.deploy(Tool.java:LINE)");
  }

  @Test
  void frame_hookWithALimit_isTheSame() {
    HookSpec spec = HookSpec.of(DEPLOY, "a", context -> Tool.deploy());
    assertThat(said(run(spec.timeout(Duration.ofMinutes(1)), REQUEST)))
        .isEqualTo(
            FAILED
                + "FileNotFoundException: missing.txt\n"
                + "  at com.example.Tool.deploy(Tool.java:LINE)");
  }

  @Test
  void frame_hookIsOfHookline_thereIsNone() {
    assertThat(said(run(failing(() -> new IOException("disk full")))))
        .isEqualTo(FAILED + "IOException: disk full");
  }

  // ---- what speaks for itself

  @Test
  void failure_withAnExitCode_saysItsMessageAlone() {
    Hook hook =
        failing(
            () ->
                new HookExitException(3, "the site is down")
                    .initCause(new IOException("connection refused")));
    assertThat(said(run(hook))).isEqualTo(FAILED + "the site is down");
  }

  @Test
  void failure_causedByAnExitCode_saysTheMessageOfThatAlone() {
    Hook hook =
        failing(
            () ->
                new IllegalStateException(
                    "no health", new HookExitException(3, "the site is down")));
    assertThat(said(run(hook)))
        .isEqualTo(FAILED + "IllegalStateException: no health\n  caused by the site is down");
  }

  // ---- everywhere

  @Test
  void warning_ofAnIgnoredFailure_hasItsRemarkInTheFirstLine() {
    HookSpec spec = HookSpec.of(DEPLOY, "a", context -> Tool.deploy());
    RunReport report = run(spec.onFailure(FailurePolicy.IGNORE), REQUEST);
    assertThat(report.warnings().stream().map(FailureTextTest::withoutNumbers))
        .containsExactly(
            FAILED
                + "FileNotFoundException: missing.txt (ignored)\n"
                + "  at com.example.Tool.deploy(Tool.java:LINE)");
  }

  @Test
  void warning_ofAListener_saysClassMessageAndFrame() {
    class Broken implements HookListener {
      @Override
      public void hookStarted(HookEvent.HookStarted event) {
        Tool.pack();
      }
    }
    RunReport report =
        HookEngine.builder()
            .listener(new Broken())
            .register(DEPLOY, "a", context -> {})
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(report.warnings().stream().map(FailureTextTest::withoutNumbers))
        .containsExactly(
            "listener "
                + Broken.class.getName()
                + " threw UncheckedIOException; it gets no more events of this run\n"
                + "  caused by FileNotFoundException: missing.txt\n"
                + "  at com.example.Tool.pack(Tool.java:LINE)");
  }

  @Test
  void failure_ofACondition_namesTheConditionAndSaysTheRestAlike() {
    HookSpec spec =
        HookSpec.of(DEPLOY, "a", context -> {})
            .when(
                Condition.of(
                    "on production",
                    context -> {
                      Tool.warm();
                      return true;
                    }));
    assertThat(said(run(spec, REQUEST)))
        .isEqualTo(
            FAILED
                + "its condition \"on production\" threw IllegalStateException: cannot warm\n"
                + "the cache\n"
                + "  caused by UncheckedIOException\n"
                + "  caused by FileNotFoundException: missing.txt\n"
                + "  at com.example.Tool.warm(Tool.java:LINE)");
  }

  @Test
  void failure_afterALimit_saysClassMessageAndFrame() {
    HookSpec spec =
        HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  awaitStop();
                  Tool.deploy();
                })
            .timeout(Duration.ofMillis(20));
    assertThat(said(run(spec, REQUEST)))
        .isEqualTo(
            "hook \"a\" (phase deploy) timed out: reached its hook limit of 0.02 s;"
                + " FileNotFoundException: missing.txt\n"
                + "  at com.example.Tool.deploy(Tool.java:LINE)");
  }

  private static void awaitStop() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // What follows is what the hook throws when it is stopped.
    }
  }

  // ---- what is hostile, and what is secret

  @Test
  void failure_cannotBeRead_saysItsClass() {
    assertThat(said(run(failing(HostileException::new))))
        .isEqualTo(FAILED + "HostileException (its message cannot be read)");
  }

  @Test
  void failure_causeCannotBeRead_saysTheClassOfTheCause() {
    assertThat(said(run(failing(() -> new IOException("no connection", new HostileException())))))
        .isEqualTo(
            FAILED
                + "IOException: no connection\n"
                + "  caused by HostileException (its message cannot be read)");
  }

  @Test
  void failure_causesFormACycle_saysEachOnce() {
    Hook hook =
        failing(
            () -> {
              Exception failure = new IOException("a");
              return failure.initCause(new IOException("b", failure));
            });
    assertThat(said(run(hook))).isEqualTo(FAILED + "IOException: a\n  caused by IOException: b");
  }

  @Test
  void failure_manyCauses_saysTheFirstTwenty() {
    String said =
        said(
            run(
                failing(
                    () ->
                        Stream.iterate(50, i -> i - 1)
                            .limit(50)
                            .reduce(
                                new IOException("0"),
                                (cause, i) -> new IOException("number " + (51 - i), cause),
                                (one, other) -> other))));
    assertThat(said.lines()).hasSize(21);
    assertThat(said).endsWith("\n  caused by IOException: number 30");
  }

  @Test
  void failure_secretsInMessageCauseAndFrame_areMasked() {
    Environment secrets =
        Environment.empty()
            .withSecret("TOKEN", "missing")
            .withSecret("KEY", "the cache")
            .withSecret("ODD", "Tool.java");
    HookSpec spec = HookSpec.of(DEPLOY, "a", context -> Tool.warm());
    RunReport report = run(spec, REQUEST.environment(secrets));
    assertThat(said(report).replaceAll("\\*:\\d+\\)", "*:LINE)"))
        .isEqualTo(
            FAILED
                + "IllegalStateException: cannot warm\n"
                + "***\n"
                + "  caused by UncheckedIOException\n"
                + "  caused by FileNotFoundException: ***.txt\n"
                + "  at com.example.Tool.warm(***:LINE)");
    assertThat(requireNonNull(report.failure().orElseThrow().getMessage()))
        .isEqualTo("cannot warm\n***");
  }
}
