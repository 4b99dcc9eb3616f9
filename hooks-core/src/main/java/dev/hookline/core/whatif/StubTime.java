package dev.hookline.core.whatif;

import dev.hookline.core.time.TimeSource;

/**
 * Time that stands still unless a hook lets it pass, and then passes at once. For one run of which
 * one hook runs at a time, each on a thread of its own: a hook that lets time pass is held until
 * the coordinator has done what was due and has parked again, so that each limit strikes.
 */
final class StubTime implements TimeSource {
  private final long began = System.currentTimeMillis();
  private long passed;
  private long alarm;
  private boolean isParked;
  private boolean isUnparked;

  @Override
  public synchronized long nanoTime() {
    return passed;
  }

  @Override
  public synchronized long epochMillis() {
    return began + passed / 1_000_000;
  }

  @Override
  public synchronized void sleep(long nanos) throws InterruptedException {
    long end = passed + nanos;
    while (true) {
      while (!isParked) {
        wait();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("asked to stop");
      }
      if (passed >= end) {
        return;
      }
      passed = Math.min(end, alarm);
      if (passed == alarm) {
        wake();
      }
    }
  }

  @Override
  public synchronized void park(Object blocker, long nanos) {
    if (nanos <= 0 || isUnparked) {
      isUnparked = false;
      return;
    }
    alarm = passed + nanos;
    isParked = true;
    notifyAll();
    try {
      while (isParked) {
        wait();
      }
    } catch (InterruptedException e) {
      isParked = false;
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void unpark(Thread coordinator) {
    if (isParked) {
      wake();
    } else {
      isUnparked = true;
    }
  }

  private void wake() {
    isParked = false;
    notifyAll();
  }
}
