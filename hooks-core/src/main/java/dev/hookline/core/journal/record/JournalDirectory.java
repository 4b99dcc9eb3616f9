package dev.hookline.core.journal.record;

import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.UnfinishedRun;
import dev.hookline.core.ledger.text.PrivateDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The directory of journals: finds runs, and opens what belongs to one. */
public final class JournalDirectory {
  private static final String ENDING = ".journal";
  private static final Pattern RUN_ID = Pattern.compile("[0-9a-f-]+");

  private final PrivateDirectory directory;

  /** Names the directory; makes nothing. */
  public JournalDirectory(Path path) {
    this.directory = new PrivateDirectory(path);
  }

  /** A run that this process alone may resume, as long as the lock is not closed. */
  record Held(PastRun past, JournalLock lock) {}

  Path journal(String runId) {
    return directory.path().resolve(runId + ENDING);
  }

  private Path lockFile(String runId) {
    return directory.path().resolve(runId + ".lock");
  }

  /** Makes what a new run needs, and locks it. */
  JournalLock create(String runId) {
    try {
      directory.create();
      checkDirectory();
      directory.createFile(lockFile(runId));
      directory.createFile(journal(runId));
      directory.sync();
      JournalLock lock = JournalLock.tryLock(lockFile(runId));
      if (lock == null) {
        throw new JournalException("run " + runId + " is at work already");
      }
      return lock;
    } catch (IOException e) {
      throw cannot("written", e);
    }
  }

  private void checkDirectory() {
    if (directory.isFile()) {
      throw new JournalException(
          "journal directory "
              + directory.path()
              + " is a file; move it away, or name another directory");
    }
  }

  JournalException cannot(String what, IOException e) {
    String message =
        "journal %s cannot be %s: %s; check that it can be written and that its disk is not full"
            .formatted(directory.path(), what, PrivateDirectory.reason(e));
    return new JournalException(message, e);
  }

  JournalException cannotContinue(String runId, IOException e) {
    String message =
        "journal %s cannot be written: %s; run %s stops here, so resume it when its disk has room"
            .formatted(journal(runId), PrivateDirectory.reason(e), runId);
    return new JournalException(message, e);
  }

  // ---- runs that are there

  /** Returns the runs that have begun, have not ended, and are at work nowhere. */
  public List<UnfinishedRun> unfinished() {
    checkDirectory();
    List<UnfinishedRun> runs = new ArrayList<>();
    try {
      for (Path file : directory.files(ENDING)) {
        PastRun past = readIfThere(file);
        if (past != null && past.hasBegun() && past.done() == null && !isAtWork(past.runId())) {
          runs.add(past.toUnfinished());
        }
      }
    } catch (IOException e) {
      throw cannot("read", e);
    }
    runs.sort(Comparator.comparing(UnfinishedRun::began));
    return List.copyOf(runs);
  }

  private boolean isAtWork(String runId) throws IOException {
    try (JournalLock lock = lock(runId)) {
      return lock == null;
    }
  }

  private @Nullable JournalLock lock(String runId) throws IOException {
    directory.createFile(lockFile(runId));
    return JournalLock.tryLock(lockFile(runId));
  }

  /** Returns null if another process has just deleted it. */
  private static @Nullable PastRun readIfThere(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  static PastRun read(Path file) throws IOException {
    return PastRun.of(file, JournalLines.read(file, Files.readAllBytes(file)));
  }

  /** Returns all journals. */
  List<Path> journals() throws IOException {
    checkDirectory();
    return directory.files(ENDING);
  }

  /** Deletes a journal; returns false if a process is at work on its run. */
  boolean delete(Path journal) throws IOException {
    String name = journal.getFileName().toString();
    String runId = name.substring(0, name.length() - ENDING.length());
    try (JournalLock lock = lock(runId)) {
      boolean isDeleted = lock != null && Files.deleteIfExists(journal);
      if (lock != null && !Files.exists(journal)) { // another process may have deleted it
        Files.deleteIfExists(lockFile(runId));
      }
      return isDeleted;
    }
  }

  /** Finds the run that is meant, and keeps every other process from resuming it. */
  Held hold(String name, Optional<String> runId) {
    String id = runId.orElseGet(() -> only(name).runId());
    checkDirectory();
    JournalLock lock = null;
    boolean isHeld = false;
    try {
      lock = isKnown(id) ? lock(id) : null;
      PastRun past = resumable(name, id, lock);
      Held held = new Held(past, Objects.requireNonNull(lock, "checked"));
      isHeld = true;
      return held;
    } catch (IOException e) {
      throw cannot("read", e);
    } finally {
      if (lock != null && !isHeld) {
        release(lock);
      }
    }
  }

  private boolean isKnown(String runId) {
    return RUN_ID.matcher(runId).matches() && Files.exists(journal(runId));
  }

  private PastRun resumable(String name, String runId, @Nullable JournalLock lock)
      throws IOException {
    if (!isKnown(runId)) {
      throw new JournalException(
          "journal " + directory.path() + " has no run " + runId + "; see unfinished()");
    }
    PastRun past = read(journal(runId));
    if (lock == null) {
      throw new JournalException(
          "run " + runId + " is at work in another process or thread; wait for its end");
    }
    if (!past.hasBegun()) {
      throw new JournalException(
          "run " + runId + " died before it did anything; begin a new one with run(…)");
    }
    JournalEntry done = past.done();
    if (done != null) {
      throw new JournalException(
          "run %s of %s cannot be resumed: it has ended (%s at %s, says %s); begin a new one with run(…)"
              .formatted(runId, past.name(), done.fields().get(0), done.at(), past.file()));
    }
    if (!past.name().equals(name)) {
      throw new JournalException(
          "run %s is one of %s, not of %s; resume it with its own lifecycle"
              .formatted(runId, past.name(), name));
    }
    return past;
  }

  private UnfinishedRun only(String name) {
    List<UnfinishedRun> runs =
        unfinished().stream().filter(run -> run.name().equals(name)).toList();
    if (runs.isEmpty()) {
      throw new JournalException(
          "no run of %s is unfinished in journal %s; begin one with run(…)"
              .formatted(name, directory.path()));
    }
    if (runs.size() > 1) {
      throw new JournalException(
          "%d runs of %s are unfinished in journal %s; say which one with Resume.run(…): %s"
              .formatted(
                  runs.size(),
                  name,
                  directory.path(),
                  runs.stream().map(UnfinishedRun::toString).collect(Collectors.joining("; "))));
    }
    return runs.get(0);
  }

  void release(Closeable held) {
    try {
      held.close();
    } catch (IOException e) {
      throw cannot("released", e);
    }
  }
}
