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
 * chance, so that a thousand waiters do not ask at once; its own patience it asks often.
 */
final class KeyQueue {
  private static final long CHECK_MILLIS = 20;
  private static final long FIRST_PAUSE_MILLIS = 40;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final KeyRow row;
  private final Patience patience;
  private final Duration longestWait;
  private final long start = System.nanoTime();
  private Optional<KeyHolder> holder = Optional.empty();
  private long pauseMillis = FIRST_PAUSE_MILLIS;

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

  /** Waits before the next question; at once if the key was just released. */
  void pause() throws InterruptedException {
    holder = row.holder();
    if (holder.isEmpty()) {
      return;
    }
    checkTime(holder.get());
    long left = ThreadLocalRandom.current().nextLong(pauseMillis / 2, pauseMillis + 1);
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    while (left > 0) {
      Thread.sleep(Math.min(left, CHECK_MILLIS));
      left -= CHECK_MILLIS;
      checkPatience();
      checkTime(holder.get());
    }
  }

  private void checkTime(KeyHolder heldBy) {
    if (Duration.ofNanos(System.nanoTime() - start).compareTo(longestWait) >= 0) {
      String wait = longestWait.isZero() ? "" : " after a wait of " + Durations.words(longestWait);
      throw LedgerException.busy(
          "%s is held by %s%s; let that run end, then run again".formatted(row, heldBy, wait));
    }
  }
}
