package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import java.util.List;
import java.util.Optional;

/**
 * The durable record of what was done for which key, and of runs that were cut off. Implemented by
 * Hookline, today by {@link FileLedger} alone. Thread-safe.
 */
public sealed interface Ledger permits FileLedger {

  /** Decides, every few milliseconds, how long a claim waits for a key that another run holds. */
  @FunctionalInterface
  interface Patience {
    /**
     * Returns why to give up, or empty to wait on.
     *
     * @param holder who holds the key, in words
     * @throws InterruptedException if the wait was interrupted
     */
    Optional<String> reasonToGiveUp(String holder) throws InterruptedException;

    /** Returns a patience that only an interrupt ends. */
    static Patience untilInterrupted() {
      return holder -> {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while claiming a key of the ledger");
        }
        return Optional.empty();
      };
    }
  }

  /**
   * Returns the key, held by this run alone until the claim is closed. Waiting runs are not served
   * in the order in which they came.
   *
   * @param runId names the run in the ledger and in messages
   * @param patience asked before the first look, with no holder, and then after each look that
   *     found the key held; it also has to watch for interrupts
   * @throws LedgerException if the key stays busy, its record is damaged or of a newer format, or
   *     the operating system refuses something
   * @throws InterruptedException if the patience says so, or the thread is interrupted between two
   *     questions
   */
  LedgerClaim claim(OnceKey key, String runId, Patience patience) throws InterruptedException;

  /**
   * Returns the key, waiting for it until it is free or the thread is interrupted.
   *
   * @param runId names the run in the ledger and in messages
   * @throws LedgerException as {@link #claim(OnceKey, String, Patience)} does
   * @throws InterruptedException if the thread is interrupted
   */
  default LedgerClaim claim(OnceKey key, String runId) throws InterruptedException {
    return claim(key, runId, Patience.untilInterrupted());
  }

  /**
   * Deletes all that is known about a key, even if its record is damaged. A run that holds the key
   * is waited for, or the call refused, like a claim.
   *
   * @throws LedgerException if the key stays busy or the operating system refuses something
   * @throws InterruptedException if the thread is interrupted before the key is free
   */
  void forget(OnceKey key) throws InterruptedException;

  /**
   * Returns all entries, for looking: those of one key together and in order, the key with the
   * oldest entry first. Waits for no run; a run that is recording may have its last entry in or
   * not.
   *
   * @throws LedgerException if a record is damaged, of a newer format, or cannot be read
   */
  List<LedgerEntry> entries();
}
