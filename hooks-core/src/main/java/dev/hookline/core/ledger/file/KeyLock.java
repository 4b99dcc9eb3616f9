package dev.hookline.core.ledger.file;

import dev.hookline.core.ledger.KeyHolder;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of one key against other processes, which the operating system releases when this
 * process dies, and against the threads of this one.
 *
 * <p>The lock file is never the ledger file, is never deleted, and is never opened by a JVM that
 * holds its lock: on POSIX systems closing any descriptor of a file drops all locks that the
 * process has on it. For the same reason a lock file that a copy of this class from another class
 * loader has locked stays open.
 */
final class KeyLock implements Closeable {
  /** Far behind the text of the file, which others can then read where locks are mandatory. */
  private static final long POSITION = Long.MAX_VALUE - 1;

  private static final Map<Object, KeyHolder> HELD = new ConcurrentHashMap<>();

  /**
   * The files that must not be closed, not by the garbage collector either: those that are locked,
   * though their claim may be lost, and those that a copy of this class has locked. What is open
   * also keeps its identity for itself.
   */
  private static final Map<Object, RandomAccessFile> OPEN = new ConcurrentHashMap<>();

  private final Object id;
  private final KeyHolder holder;
  private final RandomAccessFile file;

  private KeyLock(Object id, KeyHolder holder, RandomAccessFile file) {
    this.id = id;
    this.holder = holder;
    this.file = file;
  }

  /** What came of an attempt: the lock, or who has it. */
  record Attempt(Optional<KeyLock> lock, KeyHolder heldBy) {
    private static Attempt busy(KeyHolder heldBy) {
      return new Attempt(Optional.empty(), heldBy);
    }
  }

  /** Tries to lock an existing file, without waiting. */
  static Attempt tryLock(Path path, KeyHolder holder) throws IOException {
    Object id = identity(path);
    KeyHolder other = HELD.putIfAbsent(id, holder);
    if (other != null) {
      return Attempt.busy(other);
    }
    Attempt attempt = Attempt.busy(HolderText.UNKNOWN);
    try {
      attempt = tryLock(path, id, holder);
      return attempt;
    } finally {
      if (attempt.lock().isEmpty()) {
        HELD.remove(id);
      }
    }
  }

  private static Attempt tryLock(Path path, Object id, KeyHolder holder) throws IOException {
    RandomAccessFile file = open(path, id, "rw");
    boolean isToClose = true;
    try {
      FileLock lock = file.getChannel().tryLock(POSITION, 1, false);
      if (lock == null || !id.equals(identity(path))) {
        return Attempt.busy(HolderText.read(file));
      }
      HolderText.write(holder, file);
      OPEN.put(id, file);
      isToClose = false;
      return new Attempt(Optional.of(new KeyLock(id, holder, file)), holder);
    } catch (OverlappingFileLockException e) {
      OPEN.put(id, file);
      isToClose = false;
      return Attempt.busy(HolderText.read(file));
    } finally {
      if (isToClose) {
        file.close();
      }
    }
  }

  /** Returns who holds the lock of an existing file, if anyone does; writes nothing. */
  static Optional<KeyHolder> holder(Path path) throws IOException {
    Object id = identity(path);
    KeyHolder other = HELD.putIfAbsent(id, HolderText.UNKNOWN); // what is open here may be closed
    if (other != null) {
      return Optional.of(other);
    }
    try {
      return holder(path, id);
    } finally {
      HELD.remove(id, HolderText.UNKNOWN);
    }
  }

  private static Optional<KeyHolder> holder(Path path, Object id) throws IOException {
    RandomAccessFile file = open(path, id, "r");
    boolean isToClose = true;
    try {
      FileLock lock = file.getChannel().tryLock(POSITION, 1, true);
      return lock != null ? Optional.empty() : Optional.of(HolderText.read(file));
    } catch (OverlappingFileLockException e) {
      OPEN.put(id, file);
      isToClose = false;
      return Optional.of(HolderText.read(file));
    } finally {
      if (isToClose) {
        file.close();
      }
    }
  }

  private static RandomAccessFile open(Path path, Object id, String mode) throws IOException {
    RandomAccessFile leftOpen = OPEN.remove(id);
    return leftOpen != null ? leftOpen : new RandomAccessFile(path.toFile(), mode);
  }

  /**
   * Returns what is the same for every path to the file, and another if it is deleted and made
   * anew.
   */
  private static Object identity(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key != null ? key : path.toRealPath();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      OPEN.remove(id);
      file.setLength(0);
    } finally {
      HELD.remove(id, holder);
    }
  }
}
