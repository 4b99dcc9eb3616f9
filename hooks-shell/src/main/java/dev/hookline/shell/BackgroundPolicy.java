package dev.hookline.shell;

/**
 * Says what becomes of processes that a script started and that still run after the script itself
 * has exited. The hook waits for them in no case, apart from the short {@link ScriptHook#settle}.
 */
public enum BackgroundPolicy {
  /** They go on, and the report lists them. The default. */
  LEAVE,

  /** They get SIGTERM, the grace period of the hook, and SIGKILL. */
  KILL,

  /** They are ended as {@link #KILL} does, and the hook has failed. */
  FAIL
}
