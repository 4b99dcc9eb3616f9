package dev.hookline.shell;

/**
 * What happens to processes that a script started and that are still running after the script
 * itself has exited. The hook does not wait for them to finish, apart from the short {@link
 * ScriptHook#settle}. Which processes are found is said at {@link ScriptHook}.
 */
public enum BackgroundPolicy {
  /**
   * They keep running, and the report lists them. What they still write to the script's output is
   * read and thrown away, by a process {@code cat} that the report lists, too, and that ends when
   * the last of them does. The default.
   */
  LEAVE,

  /** They get SIGTERM, then the hook's grace period, then SIGKILL. */
  KILL,

  /** They are ended as by {@link #KILL}, and the hook fails. */
  FAIL
}
