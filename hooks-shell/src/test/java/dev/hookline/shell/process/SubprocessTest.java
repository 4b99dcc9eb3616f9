package dev.hookline.shell.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.TestContext;
import java.io.OutputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SubprocessTest extends ScriptTestCase {

  /** Commons Exec clears the flag of whoever waits in it. */
  @RepeatedTest(20)
  void run_interruptWhileTheLastLineIsPassedOn_keepsTheFlag() {
    TestContext run = TestContext.in(directory);
    Thread caller = Thread.currentThread();
    run.output.copyTo(
        new OutputStream() {
          @Override
          public void write(int b) {
            caller.interrupt();
          }
        });

    Throwable ignored = catchThrowable(() -> sh("echo last").run(run));

    assertThat(Thread.interrupted()).as("flag of the thread, %s", ignored).isTrue();
  }

  @Test
  void run_noInterrupt_setsNoFlag() throws Exception {
    sh("true").run(context);

    assertThat(Thread.interrupted()).isFalse();
  }
}
