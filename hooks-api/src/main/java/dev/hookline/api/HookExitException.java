package dev.hookline.api;

/**
 * Thrown by a hook that ended with an exit code other than 0. A report passes the code on, so that
 * a tool can exit with it, as dotCloud's did: a hook's 42 comes out as 42.
 */
public class HookExitException extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * Creates the exception.
   *
   * @param exitCode the exit code; not 0
   * @param message what happened
   * @throws IllegalArgumentException if the exit code is 0
   */
  public HookExitException(int exitCode, String message) {
    super(message);
    if (exitCode == 0) {
      throw new IllegalArgumentException("exit code 0 is a success; throw nothing");
    }
    this.exitCode = exitCode;
  }

  /** Returns the exit code; never 0. */
  public final int exitCode() {
    return exitCode;
  }
}
