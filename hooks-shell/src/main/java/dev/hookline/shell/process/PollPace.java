package dev.hookline.shell.process;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for the exit of a process between two looks at its output: a moment while there is output,
 * and longer and longer while there is none. An exit ends each wait at once.
 */
final class PollPace {
  private static final long FIRST_MILLIS = 5;

  /** How late a line may reach a listener. */
  private static final long LONGEST_MILLIS = 20;

  private final Process process;
  private final BooleanSupplier isUrgent;
  private long millis = FIRST_MILLIS;

  /**
   * Creates it.
   *
   * @param isUrgent whether someone waits for the output, to answer it
   */
  PollPace(Process process, BooleanSupplier isUrgent) {
    this.process = process;
    this.isUrgent = isUrgent;
  }

  /** Returns whether the process has exited, after a wait that depends on whether it is busy. */
  boolean hasExited(boolean busy) throws InterruptedException {
    long wait = busy ? 1 : millis;
    millis = isUrgent.getAsBoolean() ? FIRST_MILLIS : Math.min(LONGEST_MILLIS, wait * 2);
    return process.waitFor(wait, TimeUnit.MILLISECONDS);
  }
}
