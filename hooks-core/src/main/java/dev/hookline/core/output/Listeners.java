package dev.hookline.core.output;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunInfo;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * time of what it holds up is over; it is left with the thread that called it.
 */
public final class Listeners {
  private static final HookListener[] NO_LISTENERS = {};
  private static final HookListener DROPPED = new HookListener() {};
  private static final long CHECK_MILLIS = 20;

  /** How long a listener may take for one event when the time of those who wait is over. */
  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final HookListener[] listeners;
  private final RunInfo run;
  private final OutputScope scope;
  private final BooleanSupplier isTimeUp;

  /** Made when a listener is given up. */
  private volatile @Nullable Queue<Missed> missed;

  /** Replaced when a listener keeps it. */
  private volatile Turn turn = new Turn();

  /**
   * The right to pass on an event: which thread has it, which listener that has called, and how
   * many it called so far. Only one who waits reads them, again and again; a full fence at each
   * event would cost 60 ns.
   */
  private static final class Turn {
    final ReentrantLock lock = new ReentrantLock();
    final AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
    final AtomicInteger called = new AtomicInteger();
    final AtomicLong calls = new AtomicLong();

    /** What is being passed on; read by who gives up the thread that does it. */
    @Nullable HookEvent event;
  }

  /** What a listener that was given up has kept from those after it, and the first of these. */
  private record Missed(HookEvent event, int from) {
    boolean isLast() {
      return event instanceof RunFinished;
    }
  }

  /**
   * Creates the listeners of a run.
   *
   * @param scope says when no listener is waited for any more, and gets a warning when one is
   *     dropped
   */
  public Listeners(List<HookListener> listeners, RunInfo run, OutputScope scope) {
    this.listeners = listeners.toArray(NO_LISTENERS);
    this.run = run;
    this.scope = scope;
    this.isTimeUp = scope::isTimeUp;
  }

  /** Returns the run for an event. */
  public RunInfo run() {
    return run;
  }

  /** Returns what says whether the run was to end; the same one each time. */
  public BooleanSupplier isTimeUp() {
    return isTimeUp;
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
    Turn own = takeTurn(isLate);
    try {
      sendMissed(own);
      send(event, own, 0);
    } finally {
      own.lock.unlock();
    }
  }

  /** Passes on what a listener that was given up has kept from those after it, if there is any. */
  public void sendMissed() {
    Turn own = takeTurn(() -> true);
    try {
      sendMissed(own);
    } finally {
      own.lock.unlock();
    }
  }

  private void sendMissed(Turn own) {
    Queue<Missed> waiting = missed;
    if (waiting == null) {
      return;
    }
    while (own == turn && !waiting.isEmpty()) {
      Missed next = waiting.remove();
      send(next.event, own, next.from);
    }
  }

  /** Returns whether this thread is just passing an event on. */
  public boolean isPassedOnHere() {
    return turn.lock.isHeldByCurrentThread();
  }

  private void send(HookEvent event, Turn own, int from) {
    Thread outer = own.caller.getPlain();
    int outerCalled = own.called.getPlain();
    HookEvent outerEvent = own.event;
    own.event = event;
    own.caller.setRelease(Thread.currentThread());
    try {
      for (int i = from; i < listeners.length && own == turn; i++) {
        own.called.setRelease(i);
        own.calls.setRelease(own.calls.getPlain() + 1);
        send(i, event);
      }
    } finally {
      own.caller.setRelease(outer);
      own.called.setRelease(outerCalled);
      own.event = outerEvent;
    }
  }

  private Turn takeTurn(BooleanSupplier isLate) {
    while (true) {
      Turn now = turn;
      if (now.lock.tryLock() || hasWaitedFor(now, isLate)) {
        if (now == turn) {
          return now;
        }
        now.lock.unlock();
      }
    }
  }

  /** Waits through interrupts, and sets the flag again. */
  private boolean hasWaitedFor(Turn awaited, BooleanSupplier isLate) {
    boolean wasInterrupted = false;
    long seen = awaited.calls.get();
    long since = System.nanoTime();
    try {
      while (awaited == turn) {
        try {
          if (awaited.lock.tryLock(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            return true;
          }
        } catch (InterruptedException e) {
          wasInterrupted = true;
        }
        if (awaited.calls.get() != seen) {
          seen = awaited.calls.get();
          since = System.nanoTime();
        }
        boolean isStuck = System.nanoTime() - since > STUCK_NANOS;
        if ((wasInterrupted || isLate.getAsBoolean()) && isStuck) {
          dropHeldBy(awaited.caller.get());
        }
      }
      return false;
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Drops the listener that this thread has called, if it has, and lets others have their turn. */
  public void dropHeldBy(@Nullable Thread stuck) {
    String who;
    Missed rest;
    synchronized (this) {
      Turn held = turn;
      if (stuck == null || stuck == Thread.currentThread()) {
        return;
      }
      HookEvent kept = held.caller.get() == stuck ? held.event : null;
      if (kept == null) {
        return; // it has just returned
      }
      int called = held.called.get();
      who = listeners[called].getClass().getName();
      listeners[called] = DROPPED;
      rest = new Missed(kept, called + 1);
      if (!rest.isLast()) {
        miss(rest); // before another event can have its turn
      }
      turn = new Turn();
    }
    scope.warn("listener " + who + " does not return; it gets no more events of this run");
    if (rest.isLast()) {
      miss(rest); // nothing comes after it, not even that warning
    }
  }

  private synchronized void miss(Missed event) {
    Queue<Missed> known = missed == null ? new ConcurrentLinkedQueue<>() : missed;
    known.add(event);
    missed = known;
  }

  private void send(int i, HookEvent event) {
    HookListener called = listeners[i];
    try {
      called.event(event);
    } catch (Throwable thrown) {
      if (listeners[i] == called) {
        dropBroken(i, thrown);
        return;
      }
    }
    if (listeners[i] != called) {
      letGo(called); // it did not return in time, but now it has
    }
  }

  private void dropBroken(int i, Throwable thrown) {
    HookListener broken = listeners[i];
    letGo(broken);
    listeners[i] = DROPPED;
    scope.warn(
        FailureText.remarked(
            "listener " + broken.getClass().getName() + " threw " + FailureText.of(thrown),
            "; it gets no more events of this run"));
  }

  private void letGo(HookListener dropped) {
    try {
      dropped.dropped(run);
    } catch (Throwable ignored) {
      // it gets no events any more, and that has been said
    }
  }
}
