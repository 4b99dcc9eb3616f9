package dev.hookline.core.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Where an engine reads the time and lets it pass; tests put a virtual one in its place. */
public interface TimeSource {
  /** The time of this machine. */
  TimeSource SYSTEM = new SystemTime();

  /** Returns a time that only grows, in nanoseconds from an arbitrary origin. */
  long nanoTime();

  /** Returns the time of day, in milliseconds since 1970. */
  long epochMillis();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  void sleep(long nanos) throws InterruptedException;

  /** Waits until the thread is unparked or interrupted, or the time has passed. */
  void park(Object blocker, long nanos);

  /** Ends the wait of a parked thread, or its next one if it is not parked. */
  void unpark(Thread thread);

  /** The time of this machine. */
  final class SystemTime implements TimeSource {
    private SystemTime() {}

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public long epochMillis() {
      return System.currentTimeMillis();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }

    @Override
    public void park(Object blocker, long nanos) {
      LockSupport.parkNanos(blocker, nanos);
    }

    @Override
    public void unpark(Thread thread) {
      LockSupport.unpark(thread);
    }
  }
}
