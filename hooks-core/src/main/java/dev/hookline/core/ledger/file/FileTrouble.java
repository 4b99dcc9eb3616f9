package dev.hookline.core.ledger.file;

import dev.hookline.core.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** What is said when the operating system refuses something. */
final class FileTrouble {
  private static final String ADVICE =
      "; check that it can be written and that its disk is not full, then run again";

  private FileTrouble() {}

  /** Returns the exception for something that the operating system refused. */
  static LedgerException cannot(String what, Path where, IOException e) {
    String message = what + " in ledger " + where + ": " + reason(e) + ADVICE;
    LedgerException exception = LedgerException.of(message);
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
}
