package dev.hookline.shell.process;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the exit of a process between two looks at its output: a moment while there is output,
 * and longer and longer while there is none. An exit ends each wait at once.
 */
final class PollPace {
  private static final long FIRST_MILLIS = 5;

  /** How late a line may reach a listener. */
  private static final long LONGEST_MILLIS = 20;

  private final Process process;
  private final Optional<Lifeline> lifeline;
  private long millis = FIRST_MILLIS;

  /**
   * Creates it.
   *
   * @param lifeline as long as it is to be fed, someone may wait for the output, to answer it
   */
  PollPace(Process process, Optional<Lifeline> lifeline) {
    this.process = process;
    this.lifeline = lifeline;
  }

  /** Returns whether the process has exited, after a wait that depends on whether it is busy. */
  boolean hasExited(boolean busy) throws InterruptedException {
    long wait = busy ? 1 : millis;
    millis = isAwaited() ? FIRST_MILLIS : Math.min(LONGEST_MILLIS, wait * 2);
    return process.waitFor(wait, TimeUnit.MILLISECONDS);
  }

  /** Without a lambda, since this is a part of the first script's start. */
  private boolean isAwaited() {
    return lifeline.isPresent() && lifeline.get().isFeeding();
  }
}
