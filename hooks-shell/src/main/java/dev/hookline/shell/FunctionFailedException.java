package dev.hookline.shell;

import dev.hookline.api.HookExitException;

/**
 * Thrown by a {@link FunctionHook} whose call went wrong. The message has what the message of a
 * {@link ScriptFailedException} has, with a command that repeats the call; if the shell itself
 * failed, its {@link ScriptFailedException} is the cause.
 */
public final class FunctionFailedException extends HookExitException {
  private static final long serialVersionUID = 1;

  private final Ending ending;

  /** The ways in which a call can go wrong. */
  public enum Ending {
    /** The function returned a number other than 0. */
    RETURNED,
    /**
     * The function ended the shell by {@code exit}, {@code exec} or {@code set -e}, even with 0.
     */
    EXITED,
    /** The file defines no such function. */
    UNDEFINED,
    /** The file has a syntax error; nothing of it was run. */
    SYNTAX_ERROR,
    /** The file ended the shell before the function was called. */
    EXITED_WHILE_LOADING,
    /** The file is missing or cannot be read. */
    UNREADABLE
  }

  FunctionFailedException(Ending ending, int exitCode, String message) {
    super(exitCode, message);
    this.ending = ending;
  }

  /** Returns how the call ended. */
  public Ending ending() {
    return ending;
  }
}
