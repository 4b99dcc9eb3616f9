package dev.hookline.shell;

/** Thrown instead of running a file that {@link Trust} refuses. */
public final class UntrustedFileException extends Exception {
  private static final long serialVersionUID = 1;

  UntrustedFileException(String message) {
    super(message);
  }
}
