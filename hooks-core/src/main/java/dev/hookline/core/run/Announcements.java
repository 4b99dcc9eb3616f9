package dev.hookline.core.run;

import dev.hookline.api.HookEvent;
import dev.hookline.core.output.Listeners;
import dev.hookline.core.time.RunClock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the events of a run that has a limit, but for those that come out of a hook itself: by
 * another thread of the run, so that a listener that does not return holds up that thread and not
 * the run. A listener has time until the limit of the run, and a grace period from there, or from
 * when it is called if that is later.
 */
final class Announcements {
  private static final long CHECK_MILLIS = 20;

  private final Run run;
  private final Listeners listeners;

  Announcements(Run run, Listeners listeners) {
    this.run = run;
    this.listeners = listeners;
  }

  /** Passes on an event, and returns when each listener has taken it or was given up. */
  void send(HookEvent event) {
    Delivery delivery = new Delivery(() -> listeners.send(event));
    while (!hasDelivered(delivery)) {
      listeners.dropHeldBy(delivery.thread);
      delivery = new Delivery(listeners::sendMissed);
    }
  }

  private boolean hasDelivered(Delivery delivery) {
    try {
      run.execute(delivery);
    } catch (Throwable noThread) {
      delivery.run();
    }
    long now = run.clock.nanos();
    long from = run.deadline - now > 0 ? run.deadline : now;
    return delivery.awaitUntil(from + RunClock.toNanos(run.input.engine().gracePeriod()));
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
        done.countDown();
      }
    }

    /** Waits through interrupts, and sets the flag again. */
    boolean awaitUntil(long end) {
      boolean wasInterrupted = false;
      try {
        while (done.getCount() > 0 && end - run.clock.nanos() > 0) {
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
