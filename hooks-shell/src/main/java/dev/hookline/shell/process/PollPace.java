package dev.hookline.shell.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the exit of a process between two reads of its output: not at all while there is
 * output, a moment when there just was some, and longer and longer while there is none. An exit
 * ends the longer waits at once.
 */
final class PollPace {
  private static final long MOMENT_NANOS = 50_000;
  private static final int MOMENTS = 10;
  private static final long FIRST_MILLIS = 5;

  /** How late a line may reach a listener. */
  private static final long LONGEST_MILLIS = 20;

  private final Process process;
  private int moments;
  private long millis = FIRST_MILLIS;

  PollPace(Process process) {
    this.process = process;
  }

  /** Returns whether the process has exited, after a wait that depends on whether it is busy. */
  boolean hasExited(boolean busy) throws InterruptedException {
    if (busy) {
      moments = MOMENTS;
      millis = 1;
    } else if (moments > 0) {
      moments--;
      LockSupport.parkNanos(MOMENT_NANOS);
    } else {
      long wait = millis;
      millis = Math.min(LONGEST_MILLIS, millis * 2);
      return process.waitFor(wait, TimeUnit.MILLISECONDS);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return !process.isAlive();
  }
}
