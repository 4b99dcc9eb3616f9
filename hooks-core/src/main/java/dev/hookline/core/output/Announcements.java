package dev.hookline.core.output;

import dev.hookline.api.HookEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the events of a run that has a limit, but for the lines of hooks: by another thread of
 * the run, so that a listener that does not return holds up that thread and not the run. A listener
 * has time until the limit of the run, and a grace period from there, or from when it is called if
 * that is later.
 */
public final class Announcements {
  private static final long CHECK_MILLIS = 20;

  /** A listener that was just called is not stuck, also where no grace period is given. */
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Listeners listeners;
  private final Executor threads;
  private final LongSupplier clock;
  private final long deadline;
  private final long gracePeriod;

  /**
   * Creates what passes events on.
   *
   * @param threads the threads of the run
   * @param clock the time of the run in nanoseconds
   * @param deadline when the limit of the run is reached, by that clock
   * @param gracePeriod in nanoseconds
   */
  public Announcements(
      Listeners listeners, Executor threads, LongSupplier clock, long deadline, long gracePeriod) {
    this.listeners = listeners;
    this.threads = threads;
    this.clock = clock;
    this.deadline = deadline;
    this.gracePeriod = Math.max(gracePeriod, LEAST_NANOS);
  }

  /**
   * Passes on an event, and returns when each listener has taken it or was given up.
   *
   * @param isLate says whether listeners that hold up this one are waited for no longer
   */
  public void send(HookEvent event, BooleanSupplier isLate) {
    Delivery delivery = new Delivery(() -> listeners.send(event, isLate));
    while (!hasDelivered(delivery)) {
      listeners.dropHeldBy(delivery.thread);
      delivery = new Delivery(listeners::sendMissed);
    }
  }

  private boolean hasDelivered(Delivery delivery) {
    try {
      threads.execute(delivery);
    } catch (Throwable noThread) {
      delivery.run();
    }
    long now = clock.getAsLong();
    return delivery.awaitUntil((deadline - now > 0 ? deadline : now) + gracePeriod);
  }

  /** Listeners on their way to an event. */
  private final class Delivery implements Runnable {
    private final Runnable work;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    Delivery(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      try {
        work.run();
      } finally {
        thread = null; // which may pass on another event in a moment
        done.countDown();
      }
    }

    /** Waits through interrupts, and sets the flag again. */
    boolean awaitUntil(long end) {
      boolean wasInterrupted = false;
      try {
        while (done.getCount() > 0 && end - clock.getAsLong() > 0) {
          try {
            boolean unused = done.await(CHECK_MILLIS, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            wasInterrupted = true;
          }
        }
        return done.getCount() == 0;
      } finally {
        if (wasInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
