package dev.hookline.core.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Thrown when the ledger cannot be read or written, is damaged, or is held by another run. The
 * message says what is wrong, where, and what to do.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String ADVICE =
      "; check that it can be written and that its disk is not full, then run again";

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

  /** Returns the exception for something that the operating system refused. */
  static LedgerException cannot(String what, Path where, IOException e) {
    String message = what + " in ledger " + where + ": " + reason(e) + ADVICE;
    LedgerException exception = new LedgerException(message, false);
    exception.initCause(e);
    return exception;
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getName());
  }

  /** Returns whether the only trouble is that another run holds the key. */
  public boolean isBusy() {
    return busy;
  }
}
