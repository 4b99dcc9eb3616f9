package dev.hookline.shell.process;

import org.jspecify.annotations.Nullable;

/**
 * Ends processes although there may be no memory left. What fills the memory often lets go of it
 * soon, so that the attempt is repeated; and a reserve is given up for it.
 */
final class LastResort {
  private static final int MOST_TRIES = 50;
  private static final long PAUSE_MILLIS = 10;
  private static final int RESERVE_BYTES = 1 << 20;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it has to be made while there is memory
  private static final OutOfMemoryError NOT_ENDED =
      new OutOfMemoryError(
          "there was no memory left, not even to end the processes of a script; they are ended when"
              + " the JVM ends");

  /** Whether a process was given up and whoever ran it does not know yet. */
  private static volatile boolean isOwed;

  private static volatile byte @Nullable [] reserve = new byte[RESERVE_BYTES];

  private LastResort() {}

  /**
   * Tries until it succeeds, or throws something else.
   *
   * @return whether it succeeded; if not, there was no memory for half a second
   */
  static boolean succeeds(Runnable attempt) {
    for (int i = 0; i < MOST_TRIES; i++) {
      try {
        attempt.run();
        return true;
      } catch (VirtualMachineError | LinkageError e) { // classes may be loaded now
        reserve = null;
        pause();
      }
    }
    return false;
  }

  /** Returns what to throw if there was no memory to end a process. */
  static OutOfMemoryError notEnded() {
    isOwed = true;
    return NOT_ENDED;
  }

  /**
   * Returns what to throw in place of an error: the one that says that a process was not ended, if
   * another one has taken its place on the way, as cleaning up takes memory.
   */
  static OutOfMemoryError orNotEnded(OutOfMemoryError last) {
    boolean isLost = isOwed && last != NOT_ENDED;
    isOwed = false;
    return isLost ? NOT_ENDED : last;
  }

  /** Keeps a reserve for the next time, if there is memory for it. */
  static void prepare() {
    if (reserve == null) {
      reserve = new byte[RESERVE_BYTES];
    }
  }

  /** Waits through an interrupt, and sets the flag again. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
