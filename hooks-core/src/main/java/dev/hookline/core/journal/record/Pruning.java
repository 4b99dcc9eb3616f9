package dev.hookline.core.journal.record;

import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes the journals that are not kept, each while no process can be at work on its run. */
public final class Pruning {
  /** A run may be about to begin; after a day its process has died before it did. */
  private static final Duration NOT_BEGUN_AGE = Duration.ofDays(1);

  private final JournalDirectory directory;
  private final Retention retention;
  private final Instant now;
  private final List<Ended> ended = new ArrayList<>();
  private final List<Path> deleted = new ArrayList<>();

  /** A journal whose run has ended. */
  private record Ended(Path file, Instant at) {}

  private Pruning(JournalDirectory directory, Retention retention, Instant now) {
    this.directory = directory;
    this.retention = retention;
    this.now = now;
  }

  /** Prunes, and returns the journals that were deleted. */
  public static List<Path> prune(JournalDirectory directory, Retention retention, Instant now) {
    Pruning pruning = new Pruning(directory, retention, now);
    try {
      pruning.prune();
    } catch (IOException e) {
      throw directory.cannot("pruned", e);
    }
    return List.copyOf(pruning.deleted);
  }

  private void prune() throws IOException {
    for (Path file : directory.journals()) {
      sort(file);
    }
    ended.sort(Comparator.comparing(Ended::at));
    int tooMany = ended.size() - retention.count().orElse(ended.size());
    for (int i = 0; i < ended.size(); i++) {
      Ended run = ended.get(i);
      if (i < tooMany || isOlder(run.at(), retention.age())) {
        delete(run.file());
      }
    }
  }

  private void sort(Path file) throws IOException {
    PastRun past = read(file);
    if (past == null) {
      return;
    }
    JournalEntry done = past.done();
    if (done != null) {
      ended.add(new Ended(file, done.at()));
    } else if (past.hasBegun()) {
      if (isOlder(past.toUnfinished().began(), retention.unfinishedAge())) {
        delete(file);
      }
    } else if (isOlder(Files.getLastModifiedTime(file).toInstant(), Optional.of(NOT_BEGUN_AGE))) {
      delete(file);
    }
  }

  /** Returns null for what is damaged, which is kept to be looked into, or was just deleted. */
  private static @Nullable PastRun read(Path file) throws IOException {
    try {
      return JournalDirectory.read(file);
    } catch (JournalException | NoSuchFileException e) {
      return null;
    }
  }

  private boolean isOlder(Instant at, Optional<Duration> age) {
    return age.isPresent() && at.plus(age.get()).isBefore(now);
  }

  private void delete(Path file) throws IOException {
    if (directory.delete(file)) {
      deleted.add(file);
    }
  }
}
