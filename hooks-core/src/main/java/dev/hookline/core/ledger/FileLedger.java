package dev.hookline.core.ledger;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.KeyLock.Attempt;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The durable record, in one directory, of what was done for which key, and of runs that were cut
 * off. Runs on one machine that use the same directory share it, whether they are in one process or
 * in several.
 *
 * <p>Each key has a file of its own, named by a hash, to which lines are only ever appended, so
 * that different keys never wait for one another and damage to one file concerns one key. Beside it
 * lies an empty file that is locked while a run holds the key; the operating system frees it when a
 * process dies. Both are made with the rights 0600 and a missing directory with 0700, where the
 * file system knows rights.
 *
 * <p>Every entry is forced to the disk before it counts. A crash at any moment loses at most the
 * entry that was being written: the next claim of the key cuts the torn tail off. A line that is
 * damaged in any other way is an error, and nothing is guessed or dropped.
 *
 * <p>Immutable and thread-safe; a setting returns another view of the same directory. Network file
 * systems are as good as their locks are.
 */
@CheckReturnValue
public final class FileLedger implements Ledger {
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final long LONGEST_PAUSE_MILLIS = 25;

  private final LedgerDirectory directory;
  private final Duration longestWait;
  private final Supplier<Instant> clock;

  private FileLedger(LedgerDirectory directory, Duration longestWait, Supplier<Instant> clock) {
    this.directory = directory;
    this.longestWait = longestWait;
    this.clock = clock;
  }

  /**
   * Returns the ledger in a directory, which is made when it is first needed. Put nothing else
   * there.
   *
   * @throws IllegalArgumentException if the path is not one of the default file system
   */
  public static FileLedger in(Path directory) {
    if (directory.getFileSystem() != FileSystems.getDefault()) {
      throw new IllegalArgumentException(
          "ledger directory "
              + directory
              + " is not in the default file system, so it cannot be locked; use another");
    }
    Path absolute = directory.toAbsolutePath().normalize();
    return new FileLedger(new LedgerDirectory(absolute), FOR_EVER, Instant::now);
  }

  FileLedger withClock(Supplier<Instant> other) {
    return new FileLedger(directory, longestWait, other);
  }

  /**
   * Returns this ledger with a longest wait for a key that another run holds, after which the claim
   * is refused. {@link Duration#ZERO} refuses at once; without this call a claim waits until the
   * key is free.
   *
   * @throws IllegalArgumentException if the wait is negative
   */
  public FileLedger waitAtMost(Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("the longest wait is negative: " + wait);
    }
    return new FileLedger(directory, wait, clock);
  }

  /** Returns the directory; absolute. */
  public Path directory() {
    return directory.path();
  }

  @Override
  public LedgerClaim claim(OnceKey key, String runId, Patience patience)
      throws InterruptedException {
    Objects.requireNonNull(key, "ledger key");
    Objects.requireNonNull(runId, "run id");
    try {
      directory.create();
      KeyLock lock = lock(key, runId, patience);
      return openOrFree(key, runId, lock);
    } catch (IOException e) {
      throw cannot(key, "claimed", e);
    }
  }

  private LedgerClaim openOrFree(OnceKey key, String runId, KeyLock lock) throws IOException {
    try {
      return new FileClaim(key, runId, lock, LedgerFile.open(directory, key), clock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private KeyLock lock(OnceKey key, String runId, Patience patience)
      throws IOException, InterruptedException {
    Path file = directory.file(KeyText.fileName(key) + ".lock");
    long start = System.nanoTime();
    String holder = "";
    for (long pause = 1; true; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      Optional<String> reason = patience.reasonToGiveUp(holder);
      if (reason.isPresent()) {
        throw LedgerException.busy(reason.get());
      }
      directory.createFile(file);
      Attempt attempt = KeyLock.tryLock(file, KeyHolder.thisProcess(runId, clock.get()));
      if (attempt.lock().isPresent()) {
        return attempt.lock().get();
      }
      holder = attempt.heldBy();
      checkTime(key, holder, Duration.ofNanos(System.nanoTime() - start));
      Thread.sleep(pause);
    }
  }

  private void checkTime(OnceKey key, String heldBy, Duration waited) {
    if (waited.compareTo(longestWait) >= 0) {
      String wait = longestWait.isZero() ? "" : " after a wait of " + longestWait;
      throw LedgerException.busy(
          "key \"%s\" is held by %s%s; let that run end, then run again"
              .formatted(key, heldBy, wait));
    }
  }

  @Override
  public void forget(OnceKey key) throws InterruptedException {
    Path file = LedgerFile.path(directory, key);
    if (Files.notExists(file)) {
      return;
    }
    try {
      KeyLock lock = lock(key, "forget", Patience.untilInterrupted());
      delete(file, lock);
    } catch (IOException e) {
      throw cannot(key, "forgotten", e);
    }
  }

  private void delete(Path file, KeyLock lock) throws IOException {
    try (lock) {
      Files.deleteIfExists(file);
      directory.sync();
    }
  }

  @Override
  public List<LedgerEntry> entries() {
    try {
      List<List<LedgerEntry>> keys = new ArrayList<>();
      for (Path log : directory.logs()) {
        keys.add(LedgerFile.look(log));
      }
      return sorted(keys);
    } catch (IOException e) {
      throw LedgerException.cannot("entries cannot be read", directory.path(), e);
    }
  }

  private static List<LedgerEntry> sorted(List<List<LedgerEntry>> keys) {
    return keys.stream()
        .filter(entries -> !entries.isEmpty())
        .sorted(Comparator.comparing(entries -> entries.get(0).at()))
        .flatMap(List::stream)
        .toList();
  }

  private LedgerException cannot(OnceKey key, String what, IOException e) {
    return LedgerException.cannot("key \"" + key + "\" cannot be " + what, directory.path(), e);
  }

  /** Returns the directory in words. */
  @Override
  public String toString() {
    return "ledger " + directory.path();
  }
}
