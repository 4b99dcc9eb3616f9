package dev.hookline.core.ledger;

/**
 * Thrown when the ledger cannot be read or written, is damaged, or is held by another run. The
 * message says what is wrong, where, and what to do.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean busy;

  private LedgerException(String message, boolean busy) {
    super(message);
    this.busy = busy;
  }

  /** Returns the exception for something that is wrong with the ledger; used by ledgers. */
  public static LedgerException of(String message) {
    return new LedgerException(message, false);
  }

  /** Returns the exception for a key that another run holds; used by ledgers. */
  public static LedgerException busy(String message) {
    return new LedgerException(message, true);
  }

  /** Returns whether the only trouble is that another run holds the key. */
  public boolean isBusy() {
    return busy;
  }
}
