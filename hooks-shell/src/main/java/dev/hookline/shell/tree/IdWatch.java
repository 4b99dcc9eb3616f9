package dev.hookline.shell.tree;

/**
 * Makes sure, as long as it is asked to look often enough, that the ids of processes do not come
 * round unnoticed: so the ids that were given since a root was started stay those above its own,
 * and a script that runs for long, or waits long for its turn on a busy machine, costs no look at
 * all processes when it ends. For one thread that looks, and any that ask.
 */
final class IdWatch {
  private static final long PAUSE_NANOS = Candidates.MOMENT_NANOS / 4;

  private volatile long since = System.nanoTime();
  private long seen;

  /** Begins when the root has been started. */
  IdWatch(long root) {
    this.seen = root;
  }

  /**
   * Looks, unless it has just done so. If too much time has passed since the last look, or the ids
   * have begun anew, nothing is known from then on.
   */
  void look() {
    long before = System.nanoTime();
    if (before - since > PAUSE_NANOS) {
      long last = ProcFs.lastPid();
      if (last >= seen && System.nanoTime() - since < Candidates.MOMENT_NANOS) {
        seen = last;
        since = before;
      }
    }
  }

  /** Returns when it was last known which ids were given, by {@link System#nanoTime}. */
  long since() {
    return since;
  }
}
