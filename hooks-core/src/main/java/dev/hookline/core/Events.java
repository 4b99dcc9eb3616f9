package dev.hookline.core;

import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tells the listeners of one run, one event at a time. A listener that throws changes nothing: it
 * is reported once and dropped for the rest of the run.
 */
final class Events {
  private static final HookListener[] NOBODY = new HookListener[0];

  private final HookListener[] listeners;
  private final Consumer<String> warnings;
  private final ReentrantLock lock = new ReentrantLock();

  Events(List<HookListener> listeners, Consumer<String> warnings) {
    this.listeners = listeners.isEmpty() ? NOBODY : listeners.toArray(NOBODY);
    this.warnings = warnings;
  }

  private interface Event {
    void tell(HookListener listener);
  }

  boolean isHeard() {
    return listeners.length > 0;
  }

  private void tell(Event event) {
    lock.lock();
    try {
      for (int i = 0; i < listeners.length; i++) {
        tell(i, event);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(int i, Event event) {
    try {
      event.tell(listeners[i]);
    } catch (Throwable thrown) {
      String who = listeners[i].getClass().getName();
      listeners[i] = new HookListener() {};
      warnings.accept(
          "listener "
              + who
              + " threw "
              + MaskedFailure.messageOf(thrown)
              + "; it is no longer told");
    }
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

  void hookStarted(HookId hook) {
    if (isHeard()) {
      tell(listener -> listener.hookStarted(hook));
    }
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
    if (isHeard()) {
      tell(listener -> listener.hookFinished(result));
    }
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
