package dev.hookline.core;

import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners of one run, one event at a time. A listener that throws changes nothing: it
 * is reported once and dropped for the rest of the run.
 */
final class Events {
  private static final HookListener[] NOBODY = new HookListener[0];
  private static final Events UNHEARD = new Events(NOBODY, null, warning -> {});

  private final HookListener[] listeners;
  private final @Nullable ReentrantLock lock;
  private final Consumer<String> warnings;

  private Events(
      HookListener[] listeners, @Nullable ReentrantLock lock, Consumer<String> warnings) {
    this.listeners = listeners;
    this.lock = lock;
    this.warnings = warnings;
  }

  /** Returns the events of a run; only where hooks overlap do they need a lock. */
  static Events of(HookEngine.Settings engine, Consumer<String> warnings) {
    if (engine.listeners().isEmpty()) {
      return UNHEARD;
    }
    return new Events(
        engine.listeners().toArray(NOBODY),
        engine.concurrencies().isEmpty() ? null : new ReentrantLock(),
        warnings);
  }

  private interface Event {
    void tell(HookListener listener);
  }

  boolean isHeard() {
    return listeners.length > 0;
  }

  private void lock() {
    if (lock != null) {
      lock.lock();
    }
  }

  private void unlock() {
    if (lock != null) {
      lock.unlock();
    }
  }

  private void tell(Event event) {
    lock();
    try {
      for (int i = 0; i < listeners.length; i++) {
        tell(i, event);
      }
    } finally {
      unlock();
    }
  }

  private void tell(int i, Event event) {
    try {
      event.tell(listeners[i]);
    } catch (Throwable thrown) {
      drop(i, thrown);
    }
  }

  private void drop(int i, Throwable thrown) {
    String who = listeners[i].getClass().getName();
    listeners[i] = new HookListener() {};
    warnings.accept(
        "listener " + who + " threw " + MaskedFailure.messageOf(thrown) + "; it is no longer told");
  }

  void runStarted(String name) {
    if (isHeard()) {
      tell(listener -> listener.runStarted(name));
    }
  }

  void phaseStarted(Phase phase) {
    if (isHeard()) {
      tell(listener -> listener.phaseStarted(phase));
    }
  }

  // Every hook passes these two, so they go without a lambda.

  void hookStarted(HookId hook) {
    lock();
    for (int i = 0; i < listeners.length; i++) {
      try {
        listeners[i].hookStarted(hook);
      } catch (Throwable thrown) {
        drop(i, thrown);
      }
    }
    unlock();
  }

  void lineWritten(OutputLine line) {
    tell(listener -> listener.lineWritten(line));
  }

  void hookRetried(HookId hook, int attempt, Throwable failure, Duration wait) {
    if (isHeard()) {
      tell(listener -> listener.hookRetried(hook, attempt, failure, wait));
    }
  }

  void hookFinished(HookResult result) {
    lock();
    for (int i = 0; i < listeners.length; i++) {
      try {
        listeners[i].hookFinished(result);
      } catch (Throwable thrown) {
        drop(i, thrown);
      }
    }
    unlock();
  }

  void phaseFinished(Phase phase, RunStatus status) {
    if (isHeard()) {
      tell(listener -> listener.phaseFinished(phase, status));
    }
  }

  void runFinished(String name, RunStatus status) {
    if (isHeard()) {
      tell(listener -> listener.runFinished(name, status));
    }
  }
}
