package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AbandonedHookTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final LinkedBlockingQueue<String> logged = new LinkedBlockingQueue<>();

  @Test
  void abandonedHook_endsAfterItsRun_isLogged() throws InterruptedException {
    Logger logger = Logger.getLogger("dev.hookline");
    Handler handler = handler();
    logger.setLevel(Level.FINE);
    logger.addHandler(handler);
    try {
      RunReport report = abandoned();
      assertThat(logged).isEmpty();
      mayEnd.countDown();
      assertThat(logged.take())
          .isEqualTo(
              "hook \"stubborn\" (phase deploy), abandoned in run "
                  + report.runId()
                  + ", has ended");
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
    }
  }

  private RunReport abandoned() {
    return HookEngine.builder()
        .gracePeriod(Duration.ZERO)
        .register(
            HookSpec.of(DEPLOY, "stubborn", context -> awaitThroughInterrupts())
                .timeout(Duration.ofMillis(1)))
        .build()
        .run(DEPLOY, REQUEST);
  }

  private void awaitThroughInterrupts() {
    while (true) {
      try {
        mayEnd.await();
        return;
      } catch (InterruptedException e) {
        // It does not end because it is asked to.
      }
    }
  }

  private Handler handler() {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
