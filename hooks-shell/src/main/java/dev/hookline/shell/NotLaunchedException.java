package dev.hookline.shell;

/** Says why a script cannot be started, and with which exit code a shell would say so. */
final class NotLaunchedException extends Exception {
  private static final long serialVersionUID = 1;

  /** A shell's code for a command that is there and cannot be executed. */
  static final int CANNOT_EXECUTE = 126;

  /** A shell's code for a command that is not there. */
  static final int NOT_FOUND = 127;

  private final int exitCode;

  NotLaunchedException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static NotLaunchedException notFound(String message) {
    return new NotLaunchedException(NOT_FOUND, message);
  }

  static NotLaunchedException cannotExecute(String message) {
    return new NotLaunchedException(CANNOT_EXECUTE, message);
  }

  String why() {
    return String.valueOf(getMessage());
  }

  int exitCode() {
    return exitCode;
  }
}
