package dev.hookline.core.journal.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two processes from resuming one run. The operating system releases it when a process dies.
 * What this JVM has locked is never opened a second time: closing that would drop the lock.
 */
final class JournalLock implements Closeable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final Queue<RandomAccessFile> LEFT_OPEN = new ConcurrentLinkedQueue<>();

  private final Path path;
  private final RandomAccessFile file;

  private JournalLock(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Returns the lock on an existing file, or null if a run has it. */
  static @Nullable JournalLock tryLock(Path existing) throws IOException {
    Path path = existing.toRealPath();
    if (!HELD.add(path)) {
      return null;
    }
    JournalLock lock = null;
    try {
      lock = lockFile(path);
      return lock;
    } finally {
      if (lock == null) {
        HELD.remove(path);
      }
    }
  }

  private static @Nullable JournalLock lockFile(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean isToClose = true;
    try {
      boolean isLocked = file.getChannel().tryLock() != null;
      isToClose = !isLocked;
      return isLocked ? new JournalLock(path, file) : null;
    } catch (OverlappingFileLockException e) {
      LEFT_OPEN.add(file); // a copy of this class has locked it, and closing would release it
      isToClose = false;
      return null;
    } finally {
      if (isToClose) {
        file.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      // closing it releases the lock
    } finally {
      HELD.remove(path);
    }
  }
}
