package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PartialLineWritten;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever takes the output of a script can neither keep it alive nor keep the caller waiting. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StuckListenerTest extends ScriptTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");

  private final Sleeper sleeper = new Sleeper();
  private final CountDownLatch isStuck = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  /** Takes the first line and does not return, whoever interrupts it. */
  private final HookListener stuck =
      new HookListener() {
        @Override
        public void lineWritten(LineWritten event) {
          isStuck.countDown();
          awaitRelease();
        }
      };

  private void awaitRelease() {
    while (true) {
      try {
        release.await();
        return;
      } catch (InterruptedException e) {
        // This is what makes it a bad listener.
      }
    }
  }

  /** Loads what a first script takes its time for, lest that count against the limits below. */
  @BeforeAll
  static void runOnce() {
    RunReport report =
        HookEngine.builder()
            .register(DEPLOY, "first", sh("echo first"))
            .build()
            .run(DEPLOY, HookRequest.in(Path.of(".")));
    assertThat(report.isSuccess()).isTrue();
  }

  @AfterEach
  void release() {
    release.countDown();
    sleeper.endAll();
  }

  private HookSpec spec(ScriptHook hook) {
    return HookSpec.of(DEPLOY, "a", hook).gracePeriod(Duration.ofSeconds(1));
  }

  private RunReport run(HookSpec spec, HookListener... listeners) {
    HookRequest request = HookRequest.in(directory);
    for (HookListener listener : listeners) {
      request = request.listener(listener);
    }
    return HookEngine.builder().register(spec).build().run(DEPLOY, request);
  }

  private static HookSpec limited(HookSpec spec) {
    return spec.timeout(Duration.ofSeconds(1));
  }

  private void assertTimedOutAndGone(RunReport report) {
    assertThat(report.results().get(0).outcome()).isInstanceOf(HookOutcome.TimedOut.class);
    assertThat(report.results().get(0).leftBehind()).isEmpty();
    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void limit_listenerDoesNotReturn_endsTheTreeAndReturns() {
    RunReport report = run(limited(spec(sh("echo begun", "" + sleeper))), stuck);

    assertTimedOutAndGone(report);
    assertThat(report.results().get(0).output().text()).isEqualTo("begun\n");
    assertThat(report.warnings())
        .containsExactly(
            "listener "
                + stuck.getClass().getName()
                + " does not return; it gets no more events of this run",
            "listeners and copies lack the end of the output of hook \"a\" (phase deploy), because"
                + " one of them did not take it in time");
  }

  @Test
  void limit_listenerDoesNotReturn_othersHearTheEnd() {
    List<String> heard = new CopyOnWriteArrayList<>();
    HookListener other =
        new HookListener() {
          @Override
          public void hookFinished(dev.hookline.api.HookEvent.HookFinished event) {
            heard.add(event.result().hook().name());
          }
        };

    run(limited(spec(sh("echo begun", "" + sleeper))), stuck, other);

    assertThat(heard).containsExactly("a");
  }

  /** As {@code tool | less} does, when nobody reads on. */
  @Test
  void limit_consoleIsAFullPipe_endsTheTreeAndReturns() throws Exception {
    Path pipe = directory.resolve("console");
    mkfifo(pipe);
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
      PrintStream console = new PrintStream(new FileOutputStream(pipe.toFile()), true);
      RunReport report =
          run(
              limited(spec(sh(sleeper + " & yes 0123456789012345678901234567890123456789"))),
              ConsoleProgress.to(console));

      assertThat(reader.getFD().valid()).isTrue();
      assertTimedOutAndGone(report);
    }
  }

  @Test
  void limit_listenerIsSlow_endsTheTreeAndReturnsWithTheLinesSoFar() {
    List<String> lines = new CopyOnWriteArrayList<>();
    HookListener slow =
        new HookListener() {
          @Override
          public void lineWritten(LineWritten event) {
            lines.add(event.line().text());
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
          }
        };

    RunReport report = run(limited(spec(sh(sleeper + " & yes"))), slow);

    assertTimedOutAndGone(report);
    assertThat(lines).isNotEmpty().containsOnly("y");
  }

  @Test
  void limit_copyDoesNotReturn_endsTheTreeAndReturns() {
    HookSpec spec =
        HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  context
                      .output()
                      .copyTo(
                          new java.io.OutputStream() {
                            @Override
                            public void write(int b) {
                              awaitRelease();
                            }
                          });
                  sh("echo begun", "" + sleeper).run(context);
                })
            .gracePeriod(Duration.ofSeconds(1));

    assertTimedOutAndGone(run(limited(spec)));
  }

  @Test
  void interrupt_listenerDoesNotReturn_endsTheTreeAndReturnsWithTheFlagSet() throws Exception {
    List<RunReport> reports = new CopyOnWriteArrayList<>();
    List<Boolean> flags = new CopyOnWriteArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              reports.add(run(spec(sh("echo begun", "" + sleeper)), stuck));
              flags.add(Thread.currentThread().isInterrupted());
            });
    caller.start();
    isStuck.await();
    sleeper.awaitRunning(1);

    caller.interrupt();

    caller.join();
    assertThat(reports.get(0).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(flags).containsExactly(true);
    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void run_promptWithoutNewline_isShownWhileTheScriptWaits() {
    List<String> begun = new CopyOnWriteArrayList<>();
    HookListener listener =
        new HookListener() {
          @Override
          public void partialLineWritten(PartialLineWritten event) {
            begun.add(event.line().text());
            try {
              java.nio.file.Files.createFile(directory.resolve("seen"));
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };

    RunReport report =
        run(
            spec(sh("printf 'password: '; until [ -e seen ]; do sleep 0.01; done; echo ok")),
            listener);

    assertThat(report.isSuccess()).isTrue();
    assertThat(begun).containsExactly("password: ");
    assertThat(report.results().get(0).output().text()).isEqualTo("password: ok\n");
  }

  private static void mkfifo(Path pipe) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
  }
}
