package dev.hookline.core.ledger.jdbc;

import dev.hookline.api.Durations;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.Ledger.Patience;
import dev.hookline.core.ledger.LedgerException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The wait of one run for a key that another one holds. It asks the database seldom, at moments of
 * chance, and the more seldom the longer it waits, so that a thousand waiters do not ask at once.
 * It only reads until the key is free: those who try to take it hold up the heartbeat of its owner.
 * Its own patience it asks often.
 */
final class KeyQueue {
  private static final long CHECK_MILLIS = 20;
  private static final long FIRST_PAUSE_MILLIS = 40;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final long PAUSES_OF_A_WAIT = 8;

  private final KeyRow row;
  private final Patience patience;
  private final Duration longestWait;
  private final long start = System.nanoTime();
  private Optional<KeyHolder> holder = Optional.empty();

  KeyQueue(KeyRow row, Patience patience, Duration longestWait) {
    this.row = row;
    this.patience = patience;
    this.longestWait = longestWait;
  }

  void checkPatience() throws InterruptedException {
    Optional<String> reason = patience.reasonToGiveUp(holder);
    if (reason.isPresent()) {
      throw LedgerException.busy(reason.get());
    }
  }

  /** Waits until the key is free, or was so for a moment. */
  void awaitRelease() throws InterruptedException {
    holder = row.holder();
    while (holder.isPresent()) {
      checkTime(holder.get());
      pause(holder.get());
      holder = row.holder();
    }
  }

  private void pause(KeyHolder heldBy) throws InterruptedException {
    long longest = longestPause();
    long left = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    while (left > 0) {
      Thread.sleep(Math.min(left, CHECK_MILLIS));
      left -= CHECK_MILLIS;
      checkPatience();
      checkTime(heldBy);
    }
  }

  /** The end of a long wait may be noticed late; what this costs is a fraction of the wait. */
  private long longestPause() {
    long pause = waited().toMillis() / PAUSES_OF_A_WAIT;
    return Math.min(Math.max(pause, FIRST_PAUSE_MILLIS), LONGEST_PAUSE_MILLIS);
  }

  private Duration waited() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void checkTime(KeyHolder heldBy) {
    if (waited().compareTo(longestWait) >= 0) {
      String wait = longestWait.isZero() ? "" : " after a wait of " + Durations.words(longestWait);
      throw LedgerException.busy(
          "%s is held by %s%s; let that run end, then run again".formatted(row, heldBy, wait));
    }
  }
}
