package dev.hookline.api;

import java.time.Duration;

/**
 * Is told what happens while hooks run. Override what you need.
 *
 * <p>Events of one run come one at a time and in order; a listener of an engine that runs several
 * runs at once must be thread-safe. Events come from the threads that do the work, so a slow
 * listener slows the run down. Whatever a listener throws changes nothing: it is reported once, as
 * a warning of the run, and the listener is not called again in that run. Secrets are masked in
 * every event.
 */
public interface HookListener {

  /** A run begins; {@code name} is the phase, or the lifecycle, that runs. */
  default void runStarted(String name) {}

  /** A phase begins. */
  default void phaseStarted(Phase phase) {}

  /** The first attempt of a hook begins. A hook that is skipped is never started. */
  default void hookStarted(HookId hook) {}

  /** A hook wrote a line. */
  default void lineWritten(OutputLine line) {}

  /**
   * An attempt failed and another one follows after {@code wait}.
   *
   * @param hook the hook
   * @param attempt the attempt that failed, counted from 1
   * @param failure what it threw
   * @param wait how long the run waits before the next attempt
   */
  default void hookRetried(HookId hook, int attempt, Throwable failure, Duration wait) {}

  /** A hook ended, or was skipped. */
  default void hookFinished(HookResult result) {}

  /** A phase ended. */
  default void phaseFinished(Phase phase, RunStatus status) {}

  /** A run ended. */
  default void runFinished(String name, RunStatus status) {}
}
