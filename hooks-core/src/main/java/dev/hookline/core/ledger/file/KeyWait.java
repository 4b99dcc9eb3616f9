package dev.hookline.core.ledger.file;

import dev.hookline.api.Durations;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.Ledger.Patience;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.file.KeyLock.Attempt;
import dev.hookline.core.ledger.record.LedgerHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The wait of one run for the lock of one key. */
final class KeyWait {
  private static final long LONGEST_PAUSE_MILLIS = 25;

  private final LedgerDirectory directory;
  private final Path lockFile;
  private final Path log;
  private final String words;
  private final Duration longestWait;
  private final Supplier<Instant> clock;

  /**
   * Prepares a wait.
   *
   * @param name the name, without its ending, of the files of the key
   * @param words how messages name the key
   */
  KeyWait(
      LedgerDirectory directory,
      String name,
      String words,
      Duration longestWait,
      Supplier<Instant> clock) {
    this.directory = directory;
    this.lockFile = directory.lock(name);
    this.log = directory.log(name);
    this.words = words;
    this.longestWait = longestWait;
    this.clock = clock;
  }

  /** Waits for the lock to use the record; see {@link Ledger#claim}. */
  KeyLock lock(String runId, Patience patience) throws IOException, InterruptedException {
    return lock(runId, patience, true);
  }

  /** Waits for the lock to replace the record, which may be damaged. */
  KeyLock lockToForget() throws IOException, InterruptedException {
    return lock("forget", Patience.untilInterrupted(), false);
  }

  private KeyLock lock(String runId, Patience patience, boolean isToBeRead)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Optional<KeyHolder> holder = Optional.empty();
    for (long pause = 1; true; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      Optional<String> reason = patience.reasonToGiveUp(holder);
      if (reason.isPresent()) {
        throw LedgerException.busy(reason.get());
      }
      if (isToBeRead) {
        checkLockFile();
      }
      directory.createFile(lockFile);
      Attempt attempt = KeyLock.tryLock(lockFile, HolderText.thisProcess(runId, clock.get()));
      if (attempt.lock().isPresent()) {
        return attempt.lock().get();
      }
      holder = Optional.of(attempt.heldBy());
      checkTime(attempt.heldBy(), Duration.ofNanos(System.nanoTime() - start));
      Thread.sleep(pause);
    }
  }

  /**
   * A lock file is never deleted, so one that is missing beside a run without an end may be locked
   * by that run: a new one would let two runs work at once.
   */
  private void checkLockFile() throws IOException {
    if (Files.exists(lockFile)) {
      return;
    }
    Optional<CutOffRun> open = LedgerHistory.of(LedgerFile.look(log).entries()).cutOff();
    if (open.isPresent() && Files.notExists(lockFile)) { // not made since
      throw LedgerException.of(
          ("lock file %s is gone, so %s cannot be claimed: run %s, begun at %s, has not ended and"
                  + " may be at work; when it is not, make the file anew, empty, and run again")
              .formatted(lockFile, words, open.get().runId(), open.get().began()));
    }
  }

  private void checkTime(KeyHolder heldBy, Duration waited) {
    if (waited.compareTo(longestWait) >= 0) {
      String wait = longestWait.isZero() ? "" : " after a wait of " + Durations.words(longestWait);
      throw LedgerException.busy(
          "%s is held by %s%s; let that run end, then run again".formatted(words, heldBy, wait));
    }
  }
}
