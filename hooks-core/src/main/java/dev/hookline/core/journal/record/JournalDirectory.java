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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directory of journals: finds those of runs, and opens what belongs to one. */
public final class JournalDirectory {
  private static final String ENDING = ".journal";
  private static final Pattern RUN_ID = Pattern.compile("[0-9a-f-]+");

  private final PrivateDirectory directory;

  /** Names the directory; makes nothing. */
  public JournalDirectory(Path path) {
    this.directory = new PrivateDirectory(path);
  }

  Path path() {
    return directory.path();
  }

  Path journal(String runId) {
    return directory.path().resolve(runId + ENDING);
  }

  private static String runIdOf(Path journal) {
    String name = journal.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  private Path lockFile(String runId) {
    return directory.path().resolve(runId + ".lock");
  }

  /** Makes what a new run needs, and locks it. */
  JournalLock create(String runId) {
    try {
      directory.create();
      checkIsNoFile();
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

  void checkIsNoFile() {
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
    checkIsNoFile();
    List<UnfinishedRun> runs = new ArrayList<>();
    try {
      for (Path file : directory.files(ENDING)) {
        PastRun past = readUnlessAtWork(file);
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

  /** Returns null if a process is at work on the run. */
  @Nullable JournalLock lock(String runId) throws IOException {
    directory.createFile(lockFile(runId));
    return JournalLock.tryLock(lockFile(runId));
  }

  /**
   * Returns null if another process has just deleted it, or if it looks damaged because a run is
   * writing into it.
   */
  private @Nullable PastRun readUnlessAtWork(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (JournalException e) {
      return readLocked(file);
    }
  }

  /** Returns null if a process is at work on the run. */
  private @Nullable PastRun readLocked(Path file) throws IOException {
    try (JournalLock lock = lock(runIdOf(file))) {
      return lock == null ? null : read(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  static PastRun read(Path file) throws IOException {
    return PastRun.of(file, JournalLines.read(file, Files.readAllBytes(file)));
  }

  /** Returns all journals. */
  List<Path> journals() throws IOException {
    checkIsNoFile();
    return directory.files(ENDING);
  }

  /** Deletes a journal; returns false if a process is at work on its run. */
  boolean delete(Path journal) throws IOException {
    String runId = runIdOf(journal);
    try (JournalLock lock = lock(runId)) {
      boolean isDeleted = lock != null && Files.deleteIfExists(journal);
      if (lock != null && !Files.exists(journal)) { // another process may have deleted it
        Files.deleteIfExists(lockFile(runId));
      }
      return isDeleted;
    }
  }

  /** Returns whether it has a journal; any text may be asked for. */
  boolean isKnown(String runId) {
    return RUN_ID.matcher(runId).matches() && Files.exists(journal(runId));
  }

  void release(Closeable held) {
    try {
      held.close();
    } catch (IOException e) {
      throw cannot("released", e);
    }
  }
}
