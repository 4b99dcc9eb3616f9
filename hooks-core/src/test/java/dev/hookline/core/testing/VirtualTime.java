package dev.hookline.core.testing;

import dev.hookline.api.Hook;
import dev.hookline.core.threads.HookThreads;
import dev.hookline.core.time.RunClock;
import dev.hookline.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * Time that stands still until a test, a hook or the engine's wait for another attempt lets it
 * pass. It then passes at once, and misses nothing: it stops at the moment for which the
 * coordinator set its alarm, and a hook that lets time pass is held until the coordinator has done
 * what was due and has parked again. So a limit of hours strikes on the nanosecond, and within
 * microseconds.
 *
 * <p>For one run at a time, of hooks that do not let time pass at once. Give the engine both {@code
 * time(…)} and {@code threads(…)}: only a hook on one of these threads has a coordinator that
 * watches it, and can wait for it.
 */
public final class VirtualTime implements TimeSource {
  /** The time of day at which virtual time begins. */
  public static final Instant BEGINNING = Instant.parse("2026-02-28T23:00:00Z");

  /** Such that the first hour ends with an overflow: times have to be compared by difference. */
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofHours(1).toNanos();

  private final ThreadFactory threads = new HookThreads();
  private final Set<Thread> workers = new HashSet<>();

  /** Who is parked, and until when. Whoever is unparked is no longer in it, even before it runs. */
  private final Map<Thread, Long> parked = new HashMap<>();

  /** Whose next wait ends at once, because it was unparked when it was not parked. */
  private final Set<Thread> unparked = new HashSet<>();

  /** How much time has passed, in nanoseconds. */
  private long passed;

  // ---- what the engine asks for

  @Override
  public synchronized long nanoTime() {
    return ORIGIN + passed;
  }

  @Override
  public synchronized long epochMillis() {
    return BEGINNING.plusNanos(passed).toEpochMilli();
  }

  @Override
  public synchronized void park(Object blocker, long nanos) {
    Thread self = Thread.currentThread();
    if (nanos <= 0 || unparked.remove(self)) {
      return;
    }
    parked.put(self, passed + nanos);
    notifyAll();
    try {
      while (parked.containsKey(self)) {
        wait();
      }
    } catch (InterruptedException e) {
      parked.remove(self);
      self.interrupt();
    }
  }

  @Override
  public synchronized void unpark(Thread thread) {
    if (parked.remove(thread) == null) {
      unparked.add(thread);
    } else {
      notifyAll();
    }
  }

  /** Lets the time pass, as whoever waits for another attempt does. */
  @Override
  public synchronized void sleep(long nanos) throws InterruptedException {
    long end = passed + nanos;
    Thread.sleep(0); // ends here if the thread is interrupted
    while (passed < end) {
      awaitCoordinator();
      step(end);
    }
    awaitCoordinator();
  }

  /** Makes threads whose hooks wait for the coordinator when they let time pass. */
  public ThreadFactory threads() {
    return work -> {
      Thread thread = threads.newThread(work);
      synchronized (this) {
        workers.add(thread);
      }
      return thread;
    };
  }

  // ---- what tests and hooks say

  /** Returns how much time has passed since the beginning. */
  public synchronized Duration passed() {
    return Duration.ofNanos(passed);
  }

  /**
   * Lets time pass. In a hook that the coordinator can stop this is the hook's work: it is
   * interrupted at the moment at which a limit strikes, and no more time passes.
   */
  public void pass(Duration duration) throws InterruptedException {
    sleep(duration.toNanos());
  }

  /**
   * Lets time pass in a hook that ignores that it is interrupted. The time must end when the hook
   * is abandoned, or before: no coordinator answers to it any more.
   */
  public synchronized void passDeaf(Duration duration) {
    long end = passed + duration.toNanos();
    while (passed < end) {
      try {
        awaitCoordinator();
        step(end);
      } catch (InterruptedException e) {
        // does not listen
      }
    }
  }

  /** Returns a hook that works until it is stopped. */
  public Hook endless() {
    return context -> sleep(RunClock.UNLIMITED);
  }

  /** Waits until the coordinator has seen all that has happened, and what was due is done. */
  private void awaitCoordinator() throws InterruptedException {
    while (parked.isEmpty() && workers.contains(Thread.currentThread())) {
      wait();
    }
    Thread.sleep(0); // what was due may have been to interrupt this thread
  }

  /** Lets time pass to the end, or until a parked thread has to wake. */
  private void step(long end) {
    long wake = parked.isEmpty() ? end : Collections.min(parked.values());
    passed = Math.max(passed, Math.min(end, wake));
    if (parked.values().removeIf(time -> time <= passed)) {
      notifyAll();
    }
  }
}
