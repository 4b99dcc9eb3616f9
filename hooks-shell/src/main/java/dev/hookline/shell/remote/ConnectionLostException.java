package dev.hookline.shell.remote;

import dev.hookline.api.HookExitException;
import dev.hookline.api.HookId;

/**
 * Thrown by a hook that runs elsewhere when its client ended without a word of how the script
 * ended: the connection could not be made, or was lost. The exit code is the client's, 255 for
 * {@code ssh}, or 1 if that was 0.
 */
public final class ConnectionLostException extends HookExitException {
  private static final long serialVersionUID = 1;

  private final boolean mayHaveRun;

  ConnectionLostException(HookId hook, int exitCode, boolean mayHaveRun, String message) {
    super(exitCode, hook + " " + message);
    this.mayHaveRun = mayHaveRun;
  }

  /**
   * Returns whether the script may have begun. If not, nothing of it was sent, and trying again
   * repeats nothing:
   *
   * <pre>{@code
   * RetryPolicy.attempts(3)
   *     .onlyIf(e -> e instanceof ConnectionLostException lost && !lost.mayHaveRun())
   * }</pre>
   */
  public boolean mayHaveRun() {
    return mayHaveRun;
  }
}
