package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import java.util.List;
import java.util.Optional;

/**
 * The durable record of which phase was done for which key, and of runs that were cut off. A key
 * belongs to its phase: the same key of another phase is another record. {@link
 * dev.hookline.core.ledger.file.FileLedger} keeps it for one machine, {@link
 * dev.hookline.core.ledger.jdbc.JdbcLedger} for all that share a database. Later versions may add
 * methods. Thread-safe.
 */
public interface Ledger {

  /** Decides, every few milliseconds, how long a claim waits for a key that another run holds. */
  @FunctionalInterface
  interface Patience {
    /**
     * Returns why to give up, or empty to wait on.
     *
     * @param holder who holds the key; empty before the first look
     * @throws InterruptedException if the wait was interrupted
     */
    Optional<String> reasonToGiveUp(Optional<KeyHolder> holder) throws InterruptedException;

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
   * Returns the key of a phase, held by this run alone until the claim is closed. Waiting runs are
   * not served in the order in which they came. A thread that claims a key which it holds already
   * waits for itself.
   *
   * @param runId names the run in the ledger and in messages
   * @param patience asked before the first look, with no holder, and then after each look that
   *     found the key held; it also has to watch for interrupts
   * @throws LedgerException if the key stays busy, its record is damaged or of another format, what
   *     guards it was deleted, or the operating system refuses something
   * @throws InterruptedException if the patience says so, or the thread is interrupted between two
   *     questions
   */
  LedgerClaim claim(Phase phase, OnceKey key, String runId, Patience patience)
      throws InterruptedException;

  /**
   * Returns the key of a phase, waiting for it until it is free or the thread is interrupted.
   *
   * @param runId names the run in the ledger and in messages
   * @throws LedgerException as {@link #claim(Phase, OnceKey, String, Patience)} does
   * @throws InterruptedException if the thread is interrupted
   */
  default LedgerClaim claim(Phase phase, OnceKey key, String runId) throws InterruptedException {
    return claim(phase, key, runId, Patience.untilInterrupted());
  }

  /**
   * Returns what is known about the key of a phase, without writing anything and without waiting
   * for a run that holds it.
   *
   * @throws LedgerException if the record is damaged, of another format, or cannot be read
   */
  LedgerView look(Phase phase, OnceKey key);

  /**
   * Forgets all that is known about the key of a phase, even if its record is damaged; the reason
   * is kept as its last entry, and none before it counts. A run that holds the key is waited for,
   * or the call refused, like a claim. Does nothing if nothing is known.
   *
   * @param reason why, for those who read the ledger later
   * @throws IllegalArgumentException if the reason is blank
   * @throws LedgerException if the key stays busy or the operating system refuses something
   * @throws InterruptedException if the thread is interrupted before the key is free
   */
  void forget(Phase phase, OnceKey key, String reason) throws InterruptedException;

  /**
   * Returns all entries, for looking: those of one key together and in order, the key with the
   * oldest entry first. Waits for no run; a run that is recording may have its last entry in or
   * not.
   *
   * @throws LedgerException if a record is damaged, of another format, or cannot be read
   */
  List<LedgerEntry> entries();
}
