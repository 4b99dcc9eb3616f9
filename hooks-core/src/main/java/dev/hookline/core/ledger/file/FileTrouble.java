package dev.hookline.core.ledger.file;

import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.text.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** What is said when the operating system refuses something. */
final class FileTrouble {
  private static final String ADVICE =
      "; check that it can be written and that its disk is not full, then run again";

  private FileTrouble() {}

  /** Returns the exception for something that the operating system refused. */
  static LedgerException cannot(String what, Path where, IOException e) {
    String message = what + " in ledger " + where + ": " + PrivateDirectory.reason(e) + ADVICE;
    LedgerException exception = LedgerException.of(message);
    exception.initCause(e);
    return exception;
  }
}
