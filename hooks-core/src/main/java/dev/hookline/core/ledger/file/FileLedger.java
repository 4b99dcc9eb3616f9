package dev.hookline.core.ledger.file;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Durations;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import dev.hookline.core.ledger.record.LedgerHistory;
import dev.hookline.core.ledger.text.KeyText;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The durable record, in one directory, of which phase was done for which key, and of runs that
 * were cut off. Runs on one machine that use the same directory share it, whether they are in one
 * process or in several.
 *
 * <p>Each key of a phase has a file of its own, named by a hash, to which lines are only ever
 * appended, so that different keys never wait for one another and damage to one file concerns one
 * key. Beside it lies an empty file that is locked while a run holds the key; the operating system
 * releases it when a process dies. Neither may be deleted by hand: {@link #forget} does that. Both
 * are made with the rights 0600 and a missing directory with 0700, where the file system knows
 * rights.
 *
 * <p>Every entry is forced to the disk before it counts. A crash at any moment loses at most the
 * entry that was being written: the next claim of the key cuts the torn line off, and says so in a
 * warning. A line that is damaged in any other way is an error, and nothing is guessed or dropped.
 *
 * <pre>{@code
 * HookEngine engine = HookEngine.builder().ledger(FileLedger.in(state)).load(hooks).build();
 * OnceKey revision = OnceKey.of("shop").with("revision", "4f1c2e9");
 * engine.run(build, HookRequest.in(project).once(build, revision)); // runs
 * engine.run(build, HookRequest.in(project).once(build, revision)); // is skipped: done already
 * }</pre>
 *
 * <p>Immutable and thread-safe; a setting returns another view of the same directory. Network file
 * systems are as good as their locks are.
 */
@CheckReturnValue
public final class FileLedger implements Ledger {
  private static final String FORGETTING = "forget";
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

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
    Objects.requireNonNull(directory, "ledger directory");
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
      throw new IllegalArgumentException("the longest wait is negative: " + Durations.words(wait));
    }
    return new FileLedger(directory, wait, clock);
  }

  /** Returns the directory; absolute. */
  public Path directory() {
    return directory.path();
  }

  @Override
  public LedgerClaim claim(Phase phase, OnceKey key, String runId, Patience patience)
      throws InterruptedException {
    check(phase, key);
    Objects.requireNonNull(runId, "run id");
    try {
      directory.create();
      KeyLock lock = keyWait(phase, key).lock(runId, patience);
      return openOrRelease(phase, key, runId, lock);
    } catch (IOException e) {
      throw cannot(phase, key, "claimed", e);
    }
  }

  private static void check(Phase phase, OnceKey key) {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(key, "ledger key");
  }

  private LedgerClaim openOrRelease(Phase phase, OnceKey key, String runId, KeyLock lock)
      throws IOException {
    boolean isOpen = false;
    try {
      LedgerClaim claim = new FileClaim(runId, lock, LedgerFile.open(directory, phase, key), clock);
      isOpen = true;
      return claim;
    } finally {
      if (!isOpen) {
        lock.close();
      }
    }
  }

  private KeyWait keyWait(Phase phase, OnceKey key) {
    String name = KeyText.fileName(phase, key);
    return new KeyWait(directory, name, KeyText.words(phase, key), longestWait, clock);
  }

  @Override
  public LedgerView look(Phase phase, OnceKey key) {
    check(phase, key);
    String name = KeyText.fileName(phase, key);
    try {
      LedgerLines lines = LedgerFile.look(directory.log(name));
      LedgerHistory history = LedgerHistory.of(lines.entries());
      Optional<CutOffRun> open = history.cutOff();
      Optional<KeyHolder> holder = open.isEmpty() ? Optional.empty() : holder(directory.lock(name));
      return new LedgerView(
          history.done(),
          holder.isEmpty() ? open : Optional.empty(),
          holder,
          lines.warning().stream().toList());
    } catch (IOException e) {
      throw cannot(phase, key, "looked up", e);
    }
  }

  private static Optional<KeyHolder> holder(Path lockFile) throws IOException {
    return Files.exists(lockFile) ? KeyLock.holder(lockFile) : Optional.empty();
  }

  @Override
  public void forget(Phase phase, OnceKey key, String reason) throws InterruptedException {
    check(phase, key);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("the reason to forget a key is blank; say why");
    }
    Path log = directory.log(KeyText.fileName(phase, key));
    if (Files.notExists(log)) {
      return;
    }
    try {
      forget(phase, key, reason, log);
    } catch (IOException e) {
      throw cannot(phase, key, "forgotten", e);
    }
  }

  private void forget(Phase phase, OnceKey key, String reason, Path log)
      throws IOException, InterruptedException {
    KeyLock lock = keyWait(phase, key).lockToForget();
    try (lock) {
      Files.deleteIfExists(log);
      directory.sync();
      try (LedgerFile file = LedgerFile.open(directory, phase, key)) {
        Instant now = clock.get().truncatedTo(ChronoUnit.MILLIS);
        Event event = Event.FORGOTTEN;
        file.append(
            EntryText.encode(
                new LedgerEntry(phase, key, event, FORGETTING, now, reason, Optional.empty())));
      }
    }
  }

  @Override
  public List<LedgerEntry> entries() {
    try {
      List<List<LedgerEntry>> keys = new ArrayList<>();
      for (Path log : directory.logs()) {
        keys.add(LedgerFile.look(log).entries());
      }
      return sorted(keys);
    } catch (IOException e) {
      throw FileTrouble.cannot("entries cannot be read", directory.path(), e);
    }
  }

  private static List<LedgerEntry> sorted(List<List<LedgerEntry>> keys) {
    return keys.stream()
        .filter(entries -> !entries.isEmpty())
        .sorted(Comparator.comparing(entries -> entries.get(0).at()))
        .flatMap(List::stream)
        .toList();
  }

  private LedgerException cannot(Phase phase, OnceKey key, String what, IOException e) {
    return FileTrouble.cannot(
        KeyText.words(phase, key) + " cannot be " + what, directory.path(), e);
  }

  /** Returns the directory in words. */
  @Override
  public String toString() {
    return "ledger " + directory.path();
  }
}
