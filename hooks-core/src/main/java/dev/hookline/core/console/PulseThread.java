package dev.hookline.core.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A daemon thread that beats until it is ended. */
final class PulseThread implements Runnable {
  private final Runnable beat;
  private final long millis;
  private final CountDownLatch ended = new CountDownLatch(1);

  private PulseThread(Runnable beat, Duration period) {
    this.beat = beat;
    this.millis = period.toMillis();
  }

  static Runnable start(Runnable beat, Duration period) {
    PulseThread pulse = new PulseThread(beat, period);
    Thread thread = new Thread(null, pulse, "hookline-console", 0, false);
    thread.setDaemon(true);
    thread.start();
    return pulse.ended::countDown;
  }

  @Override
  public void run() {
    while (!hasEnded()) {
      beat.run();
    }
  }

  private boolean hasEnded() {
    try {
      return ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return ended.getCount() == 0; // an interrupt is not meant for this thread
    }
  }
}
