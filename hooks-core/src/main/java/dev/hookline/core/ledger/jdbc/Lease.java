package dev.hookline.core.ledger.jdbc;

import dev.hookline.api.Durations;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.threads.HookThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a key while its run is at work, by a heartbeat on a thread of its own. When the database
 * says that the key is another's, or has not been heard of for as long as the lease, the key is
 * lost. The time is counted from before a question was asked, so that this notices no later than
 * the database lets another have the key.
 */
final class Lease {
  /** Why a key is lost when the database says so. */
  static final String ENDED = "its lease has ended, and another run may hold the key";

  private static final HookThreads THREADS = new HookThreads();
  private static final int RETRIES_OF_A_HEARTBEAT = 10;

  private final long leaseNanos;
  private final long heartbeatNanos;
  private final Duration lease;
  private final BooleanSupplier renewal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long heldUntil;
  private @Nullable String lost;
  private @Nullable Consumer<String> reaction;
  private boolean isReleased;

  /**
   * Begins.
   *
   * @param asked when, by {@link System#nanoTime}, the claim was asked for that was granted
   * @param renewal asks for another lease; false if the key is lost
   */
  Lease(Duration lease, Duration heartbeat, long asked, BooleanSupplier renewal) {
    this.lease = lease;
    this.leaseNanos = lease.toNanos();
    this.heartbeatNanos = heartbeat.toNanos();
    this.renewal = renewal;
    this.heldUntil = asked + leaseNanos;
    THREADS.newThread(this::beat).start();
    THREADS.newThread(this::watch).start();
  }

  private void beat() {
    long pause = heartbeatNanos;
    while (isHeldAfter(pause)) {
      long asked = System.nanoTime();
      try {
        if (renewal.getAsBoolean()) {
          renewed(asked);
          pause = heartbeatNanos;
        } else {
          lose(ENDED);
        }
      } catch (LedgerException e) {
        pause = heartbeatNanos / RETRIES_OF_A_HEARTBEAT; // the watch says when it is too late
      }
    }
  }

  /** Waits before the next heartbeat; false if there is none. */
  private boolean isHeldAfter(long pause) {
    lock.lock();
    try {
      long left = pause;
      while (left > 0 && !isReleased && lost == null) {
        left = changed.awaitNanos(left);
      }
      return !isReleased && lost == null;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** A question to the database may never be answered, so the time is watched by another thread. */
  private void watch() {
    lock.lock();
    try {
      long left = heldUntil - System.nanoTime();
      while (left > 0 && !isReleased && lost == null) {
        changed.await(left, TimeUnit.NANOSECONDS);
        left = heldUntil - System.nanoTime();
      }
    } catch (InterruptedException e) {
      return;
    } finally {
      lock.unlock();
    }
    lose("the database has not answered for " + Durations.words(lease));
  }

  /** Notes that the database granted another lease at a question that was asked then. */
  void renewed(long asked) {
    lock.lock();
    try {
      heldUntil = Math.max(heldUntil, asked + leaseNanos);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the key is lost, once, unless it is released. */
  void lose(String why) {
    Consumer<String> react;
    lock.lock();
    try {
      if (isReleased || lost != null) {
        return;
      }
      lost = why;
      react = reaction;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (react != null) {
      react.accept(why);
    }
  }

  /** Returns why the key is lost, if it is. */
  Optional<String> lost() {
    lock.lock();
    try {
      return Optional.ofNullable(lost);
    } finally {
      lock.unlock();
    }
  }

  /** Sets what happens when the key is lost, which may be now. */
  void onLost(Consumer<String> newReaction) {
    String already;
    lock.lock();
    try {
      reaction = newReaction;
      already = lost;
    } finally {
      lock.unlock();
    }
    if (already != null) {
      newReaction.accept(already);
    }
  }

  /** Ends the heartbeat. */
  void release() {
    lock.lock();
    try {
      isReleased = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
