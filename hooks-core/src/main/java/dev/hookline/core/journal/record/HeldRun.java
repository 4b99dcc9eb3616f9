package dev.hookline.core.journal.record;

import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.UnfinishedRun;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run that this process alone may resume, as long as the lock is not closed.
 *
 * @param past what its journal says
 * @param lock keeps other processes from it
 */
record HeldRun(PastRun past, JournalLock lock) {
  /**
   * Finds the run that is meant, and keeps every other process from resuming it.
   *
   * @param name the name of its lifecycle
   * @param runId its id; empty for the only one that is unfinished
   */
  static HeldRun of(JournalDirectory directory, String name, Optional<String> runId) {
    String id = runId.orElseGet(() -> only(directory, name).runId());
    directory.checkIsNoFile();
    JournalLock lock = null;
    boolean isHeld = false;
    try {
      lock = directory.isKnown(id) ? directory.lock(id) : null;
      PastRun past = resumable(directory, name, id, lock);
      HeldRun held = new HeldRun(past, Objects.requireNonNull(lock, "checked"));
      isHeld = true;
      return held;
    } catch (IOException e) {
      throw directory.cannot("read", e);
    } finally {
      if (lock != null && !isHeld) {
        directory.release(lock);
      }
    }
  }

  private static PastRun resumable(
      JournalDirectory directory, String name, String runId, @Nullable JournalLock lock)
      throws IOException {
    if (!directory.isKnown(runId)) {
      throw new JournalException(
          "journal " + directory.path() + " has no run " + runId + "; see unfinished()");
    }
    if (lock == null) {
      throw new JournalException(
          "run " + runId + " is at work in another process or thread; wait for its end");
    }
    PastRun past = JournalDirectory.read(directory.journal(runId));
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

  private static UnfinishedRun only(JournalDirectory directory, String name) {
    List<UnfinishedRun> runs =
        directory.unfinished().stream().filter(run -> run.name().equals(name)).toList();
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
}
