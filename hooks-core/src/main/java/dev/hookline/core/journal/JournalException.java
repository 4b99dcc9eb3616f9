package dev.hookline.core.journal;

/**
 * Thrown when a journal cannot be read or written, or does not allow what was asked of it. The
 * message says what is wrong, where, and what to do.
 */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates the exception; used by Hookline. */
  public JournalException(String message) {
    super(message);
  }

  /** Creates the exception for something that the operating system refused; used by Hookline. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
