package dev.hookline.core.journal.file;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.core.journal.Durability;
import dev.hookline.core.journal.Retention;
import dev.hookline.core.journal.UnfinishedRun;
import dev.hookline.core.journal.record.JournalDirectory;
import dev.hookline.core.journal.record.Pruning;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The journals of runs, in one directory: what each run was about to do and what it did, written
 * down before and after each act, so that a run whose process died can be resumed at the hook at
 * which it stood. Give it to {@link dev.hookline.core.HookRequest#journal}, and resume with {@link
 * dev.hookline.core.HookEngine#resume}.
 *
 * <p>Each run has a file of its own, to which lines are only ever appended, and beside it an empty
 * file that is locked while the run is at work. Both are made with the rights 0600, and a missing
 * directory with 0700, where the file system knows rights. Nothing is deleted but by {@link
 * #prune}. No secret is written, nor a value that hooks hand over as an object.
 *
 * <p>Immutable and thread-safe; a setting returns another view of the same directory.
 */
@CheckReturnValue
public final class FileJournal {
  private final Path directory;
  private final Durability durability;

  private FileJournal(Path directory, Durability durability) {
    this.directory = directory;
    this.durability = durability;
  }

  /**
   * Returns the journals in a directory, which is made when it is first needed. What is written is
   * forced to the disk with each record.
   *
   * @throws IllegalArgumentException if the path is not one of the default file system
   */
  public static FileJournal in(Path directory) {
    Objects.requireNonNull(directory, "journal directory");
    if (directory.getFileSystem() != FileSystems.getDefault()) {
      throw new IllegalArgumentException(
          "journal directory "
              + directory
              + " is not in the default file system, so it cannot be locked; use another");
    }
    return new FileJournal(directory.toAbsolutePath().normalize(), Durability.EACH_RECORD);
  }

  /** Returns these journals with another time at which what is written is forced to the disk. */
  public FileJournal durability(Durability durability) {
    return new FileJournal(directory, Objects.requireNonNull(durability, "durability"));
  }

  /** Returns the directory; absolute. */
  public Path directory() {
    return directory;
  }

  /** Returns when what is written is forced to the disk. */
  public Durability durability() {
    return durability;
  }

  /**
   * Returns the runs that have begun, have not ended, and are at work in no process, the earliest
   * first. Writes nothing.
   *
   * @throws dev.hookline.core.journal.JournalException if a journal of a run that is not at work is
   *     damaged or of a newer version, or if one cannot be read
   */
  public List<UnfinishedRun> unfinished() {
    return new JournalDirectory(directory).unfinished();
  }

  /**
   * Deletes the journals that are not to be kept. A run that is at work keeps its journal, and so
   * does one that could be resumed, unless the retention says otherwise; what is damaged is kept to
   * be looked into. A journal whose run died before it began anything is deleted after a day. Any
   * process may prune at any time, also while others run and resume.
   *
   * @return the journals that were deleted
   * @throws dev.hookline.core.journal.JournalException if a file cannot be read or deleted
   */
  public List<Path> prune(Retention retention) {
    Objects.requireNonNull(retention, "retention");
    return Pruning.prune(new JournalDirectory(directory), retention, Instant.now());
  }

  /** Returns the directory in words. */
  @Override
  public String toString() {
    return "journal " + directory;
  }
}
