package dev.hookline.api;

import dev.hookline.api.HookEvent.AttemptEnded;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PartialLineWritten;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookEvent.WarningRaised;

/**
 * Receives events while hooks run. Override the methods that you need, or {@link #event} for the
 * whole stream.
 *
 * <p>Events of one run come one at a time and in order. A listener of an engine that runs several
 * runs at once must be thread-safe; it tells them apart by {@link HookEvent#run}. Events come from
 * the threads that do the work, so a slow listener slows the run down; an event for which no
 * listener of the run overrides a method is not made, so that one who hears lines only costs the
 * hooks nothing. Nothing that a listener throws changes the run: it is reported once, as a warning,
 * and the listener is not called again in that run; {@link #dropped} tells it.
 *
 * <p>Neither is one that does not return. In a run with a limit a listener has time for an event
 * until that limit, and the grace period of the engine from there, or from when it was called if
 * that is later; the run continues without it, and the listeners after it get the event. Such a run
 * sends all events but the lines of hooks by a thread of its own. Without a limit of the run, a
 * listener is given up only if it holds up a line or a warning of a hook whose time is up.
 * Everywhere else, as between hooks, at the beginning and the end of hooks, and while a run waits
 * for a key of the ledger, such a run has only the thread in which the listener is, and waits for
 * it, also if it is cancelled: what may block, such as a connection, should get its events from a
 * thread of its own, or the run should have a limit.
 *
 * <pre>{@code
 * HookListener failures =
 *     new HookListener() {
 *       @Override
 *       public void hookFinished(HookFinished event) {
 *         HookResult result = event.result();
 *         result.outcome().failure().ifPresent(why -> log.error(result.hook() + ": " + why));
 *       }
 *     };
 * }</pre>
 */
public interface HookListener {

  /** Receives every event; passes it to the method for its kind unless you override this one. */
  default void event(HookEvent event) {
    event.passTo(this);
  }

  /** A run begins; see {@link RunStarted}. */
  default void runStarted(RunStarted event) {}

  /** A phase, or a step, begins; see {@link PhaseStarted}. */
  default void phaseStarted(PhaseStarted event) {}

  /** A phase waits, because another run holds its key of the ledger; see {@link KeyAwaited}. */
  default void keyAwaited(KeyAwaited event) {}

  /** A hook begins; see {@link HookStarted}. */
  default void hookStarted(HookStarted event) {}

  /** An attempt of a hook begins; see {@link AttemptStarted}. */
  default void attemptStarted(AttemptStarted event) {}

  /** A hook wrote a line; see {@link LineWritten}. */
  default void lineWritten(LineWritten event) {}

  /**
   * A hook wrote the beginning of a line and waits, as for an answer to a prompt; see {@link
   * PartialLineWritten}.
   */
  default void partialLineWritten(PartialLineWritten event) {}

  /** An attempt of a hook ended; see {@link AttemptEnded}. */
  default void attemptEnded(AttemptEnded event) {}

  /** An attempt failed and another one follows after a wait; see {@link RetryAwaited}. */
  default void retryAwaited(RetryAwaited event) {}

  /** A hook ended, or was skipped; see {@link HookFinished}. */
  default void hookFinished(HookFinished event) {}

  /** Something went wrong that does not change how the run ends; see {@link WarningRaised}. */
  default void warningRaised(WarningRaised event) {}

  /** A phase, or a step, ended; see {@link PhaseFinished}. */
  default void phaseFinished(PhaseFinished event) {}

  /** A run ended; see {@link RunFinished}. */
  default void runFinished(RunFinished event) {}

  /**
   * No more events of the run come to this listener, because it threw or did not return in time. It
   * is called at most once in a run, by the thread of the event that went wrong and after that call
   * has ended; so never, if that call never ends. For listeners that hold something while a run
   * lasts, such as a file or a timer. What it throws is ignored.
   */
  default void dropped(RunInfo run) {}
}
