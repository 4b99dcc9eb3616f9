package dev.hookline.core.input;

import dev.hookline.api.HookCancelledException;
import dev.hookline.core.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * How often a run was asked to cancel: by its handle, and by interrupts of the thread that
 * coordinates it. Whoever begins a hook, an attempt or a wait asks here, so nothing ordinary begins
 * once a request has been made. Thread-safe.
 */
public final class Cancellation {
  private volatile int requests;
  private @Nullable HookCancelledException cause; // guarded by this

  /**
   * Set before the run makes a thread, and where others can ask at once, under the lock of this: a
   * volatile write costs 6 ns.
   */
  private @Nullable Thread coordinator;

  private TimeSource time = TimeSource.SYSTEM; // set with the coordinator

  /** Creates the requests of a run that some other thread will coordinate. */
  public Cancellation() {}

  private Cancellation(Thread coordinator, TimeSource time) {
    this.coordinator = coordinator;
    this.time = time;
  }

  /** Returns the requests of a run that the current thread coordinates, on the given time. */
  public static Cancellation here(TimeSource time) {
    return new Cancellation(Thread.currentThread(), time);
  }

  /** Makes interrupts of the current thread requests of this run, which parks on the given time. */
  public void coordinateHere(TimeSource newTime) {
    if (coordinator != Thread.currentThread()) {
      synchronized (this) {
        coordinator = Thread.currentThread();
        time = newTime;
      }
    }
  }

  /** Asks the run to cancel. */
  public void request() {
    synchronized (this) {
      requests++;
    }
    wakeCoordinator();
  }

  /** Asks the run to cancel, and says why; the first one who says so is heard. */
  public void request(HookCancelledException why) {
    synchronized (this) {
      cause = cause == null ? why : cause;
    }
    request();
  }

  /** Returns why the run was cancelled, as it was said. */
  public synchronized HookCancelledException cause() {
    return cause == null ? new HookCancelledException("the run was cancelled", null) : cause;
  }

  /** Returns whether the run was asked to cancel. */
  public boolean isRequested() {
    if (requests > 0) {
      return true;
    }
    Thread thread = coordinator;
    if (thread == null) {
      return false;
    }
    return thread.isInterrupted() || requests > 0; // it may have been taken in between
  }

  /** Returns how often the run was asked to cancel; an interrupt that is pending counts. */
  public synchronized int count() {
    Thread thread = coordinator;
    return thread != null && thread.isInterrupted() ? requests + 1 : requests;
  }

  /**
   * Takes a pending interrupt of the coordinator, which is the current thread: it stays counted,
   * and the flag is clear.
   *
   * @return whether there was one
   */
  public boolean takeInterrupt() {
    if (!Thread.currentThread().isInterrupted()) {
      return false;
    }
    synchronized (this) {
      requests++;
      return Thread.interrupted();
    }
  }

  /** Counts an interrupt of the coordinator that a hook has consumed. */
  public synchronized void countInterrupt() {
    requests++;
  }

  /** Wakes the coordinator, because something has happened. */
  public void wakeCoordinator() {
    Thread thread;
    TimeSource itsTime;
    synchronized (this) {
      thread = coordinator;
      itsTime = time;
    }
    if (thread != null) {
      itsTime.unpark(thread);
    }
  }
}
