package dev.hookline.shell.script;

/** Thrown if a script cannot be started; has the exit code with which a shell would say so. */
public final class LaunchException extends Exception {
  private static final long serialVersionUID = 1;

  /** A shell's code for a command that exists and cannot be executed. */
  static final int CANNOT_EXECUTE = 126;

  /** A shell's code for a command that does not exist. */
  static final int NOT_FOUND = 127;

  private final int exitCode;

  /** Creates the exception. */
  public LaunchException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static LaunchException notFound(String message) {
    return new LaunchException(NOT_FOUND, message);
  }

  /** Returns the refusal of something that exists. */
  public static LaunchException cannotExecute(String message) {
    return new LaunchException(CANNOT_EXECUTE, message);
  }

  /** Returns what is wrong, and what to do. */
  public String why() {
    return String.valueOf(getMessage());
  }

  /** Returns the exit code that a shell would have. */
  public int exitCode() {
    return exitCode;
  }
}
