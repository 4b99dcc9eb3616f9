package dev.hookline.core.output;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunInfo;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one run, which get one event at a time. A listener that throws changes nothing:
 * it is reported once and dropped for the rest of the run. Ask {@link #isHeard} before making an
 * event, so that nothing is allocated when there are no listeners.
 */
public final class Listeners {
  private static final HookListener[] NO_LISTENERS = {};
  private static final HookListener DROPPED = new HookListener() {};
  private static final Listeners UNHEARD = new Listeners(NO_LISTENERS, null, false, w -> {});

  private final HookListener[] listeners;
  private final @Nullable RunInfo run;
  private final @Nullable ReentrantLock lock;
  private final Consumer<String> warnings;

  private Listeners(
      HookListener[] listeners,
      @Nullable RunInfo run,
      boolean isShared,
      Consumer<String> warnings) {
    this.listeners = listeners;
    this.run = run;
    this.lock = isShared ? new ReentrantLock() : null;
    this.warnings = warnings;
  }

  /** Returns no listeners. */
  public static Listeners none() {
    return UNHEARD;
  }

  /**
   * Returns the listeners of a run.
   *
   * @param isShared whether hooks may overlap, so that events need a lock
   * @param warnings gets a warning when a listener is dropped
   */
  public static Listeners of(
      List<HookListener> listeners, RunInfo run, boolean isShared, Consumer<String> warnings) {
    return new Listeners(listeners.toArray(NO_LISTENERS), run, isShared, warnings);
  }

  /** Returns whether there is a listener at all. */
  public boolean isHeard() {
    return listeners.length > 0;
  }

  /** Returns the run for an event; there is none when nothing is heard. */
  public RunInfo run() {
    return Objects.requireNonNull(run, "no listeners, no events");
  }

  /** Passes an event to each listener in turn. */
  public void send(HookEvent event) {
    if (lock != null) {
      lock.lock();
    }
    try {
      for (int i = 0; i < listeners.length; i++) {
        send(i, event);
      }
    } finally {
      if (lock != null) {
        lock.unlock();
      }
    }
  }

  private void send(int i, HookEvent event) {
    try {
      listeners[i].event(event);
    } catch (Throwable thrown) {
      String who = listeners[i].getClass().getName();
      listeners[i] = DROPPED;
      warnings.accept(
          FailureText.remarked(
              "listener " + who + " threw " + FailureText.of(thrown),
              "; it gets no more events of this run"));
    }
  }
}
