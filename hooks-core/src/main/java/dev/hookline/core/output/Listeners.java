package dev.hookline.core.output;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunInfo;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one run, which get one event at a time. A listener that throws changes nothing:
 * it is reported once and dropped for the rest of the run. So is one that does not return, when the
 * time of what it holds up is over; it is left with the thread that called it. Ask {@link #isHeard}
 * before making an event, so that nothing is allocated when there are no listeners.
 */
public final class Listeners {
  private static final HookListener[] NO_LISTENERS = {};
  private static final HookListener DROPPED = new HookListener() {};
  private static final long CHECK_MILLIS = 20;

  /** How long a listener may take for one event when the time of those who wait is over. */
  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final Listeners UNHEARD = new Listeners(NO_LISTENERS, null, null);

  private final HookListener[] listeners;
  private final @Nullable RunInfo run;
  private final @Nullable OutputScope scope;
  private final BooleanSupplier isTimeUp;

  /** Held while an event is passed on; replaced when a listener keeps it. */
  private volatile ReentrantLock turn = new ReentrantLock();

  // Whose turn it is: which thread, which listener it has called, and how many were called so far.
  // Only one who waits reads them, again and again; a full fence at each event would cost 60 ns.
  private final AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
  private final AtomicInteger called = new AtomicInteger();
  private final AtomicLong calls = new AtomicLong();

  private Listeners(HookListener[] listeners, @Nullable RunInfo run, @Nullable OutputScope scope) {
    this.listeners = listeners;
    this.run = run;
    this.scope = scope;
    this.isTimeUp = () -> scope != null && scope.isTimeUp();
  }

  /** Returns no listeners. */
  public static Listeners none() {
    return UNHEARD;
  }

  /**
   * Returns the listeners of a run.
   *
   * @param scope says when no listener is waited for any more, and gets a warning when one is
   *     dropped
   */
  public static Listeners of(List<HookListener> listeners, RunInfo run, OutputScope scope) {
    return new Listeners(listeners.toArray(NO_LISTENERS), run, scope);
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
    send(event, isTimeUp);
  }

  /**
   * Passes an event to each listener in turn.
   *
   * @param isLate says whether the hook was to end: from then on no listener is waited for
   */
  public void send(HookEvent event, BooleanSupplier isLate) {
    ReentrantLock own = takeTurn(isLate);
    Thread outer = caller.getPlain();
    int outerCalled = called.getPlain();
    caller.setRelease(Thread.currentThread());
    try {
      for (int i = 0; i < listeners.length && own == turn; i++) {
        called.setRelease(i);
        calls.setRelease(calls.getPlain() + 1);
        send(i, event);
      }
    } finally {
      if (own == turn) {
        caller.setRelease(outer);
        called.setRelease(outerCalled);
      }
      own.unlock();
    }
  }

  private ReentrantLock takeTurn(BooleanSupplier isLate) {
    while (true) {
      ReentrantLock now = turn;
      if (now.tryLock() || hasWaitedFor(now, isLate)) {
        if (now == turn) {
          return now;
        }
        now.unlock();
      }
    }
  }

  /** Waits through interrupts, and sets the flag again. */
  private boolean hasWaitedFor(ReentrantLock lock, BooleanSupplier isLate) {
    boolean wasInterrupted = false;
    long seen = calls.get();
    long since = System.nanoTime();
    try {
      while (lock == turn) {
        try {
          if (lock.tryLock(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            return true;
          }
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
        if (calls.get() != seen) {
          seen = calls.get();
          since = System.nanoTime();
        }
        boolean isStuck = System.nanoTime() - since > STUCK_NANOS;
        if ((wasInterrupted || isLate.getAsBoolean()) && isStuck) {
          dropHeldBy(caller.get());
        }
      }
      return false;
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void warn(String warning) {
    Objects.requireNonNull(scope, "no listeners, no warnings").warn(warning);
  }

  /** Drops the listener that this thread has called, if it has, and lets others have their turn. */
  void dropHeldBy(@Nullable Thread stuck) {
    String who;
    synchronized (this) {
      if (stuck == null || caller.get() != stuck || stuck == Thread.currentThread()) {
        return;
      }
      who = listeners[called.get()].getClass().getName();
      listeners[called.get()] = DROPPED;
      caller.set(null);
      turn = new ReentrantLock();
    }
    warn("listener " + who + " does not return; it gets no more events of this run");
  }

  private void send(int i, HookEvent event) {
    try {
      listeners[i].event(event);
    } catch (Throwable thrown) {
      if (listeners[i] == DROPPED) {
        return; // because it did not return before
      }
      String who = listeners[i].getClass().getName();
      listeners[i] = DROPPED;
      warn(
          FailureText.remarked(
              "listener " + who + " threw " + FailureText.of(thrown),
              "; it gets no more events of this run"));
    }
  }
}
