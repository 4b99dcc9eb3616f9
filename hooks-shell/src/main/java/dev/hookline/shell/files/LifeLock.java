package dev.hookline.shell.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A locked file that says that a JVM lives: the kernel gives the lock up with the process, however
 * it ends, and no process id or clock is needed that another container or a reboot would make
 * wrong. A JVM must not open a lock file again that it holds, for closing it would release the
 * lock; so it opens those only that it has just made, as another class loader may hold any other of
 * its names.
 */
final class LifeLock {
  private static final String SUFFIX = ".lock";

  private final Path file;
  private final FileChannel channel;

  private LifeLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Returns whether a file may be such a lock, by its name. */
  static boolean isName(String file) {
    return file.endsWith(SUFFIX) && file.length() > SUFFIX.length();
  }

  /** Returns the name of what is locked by a file. */
  static String locked(String file) {
    return file.substring(0, file.length() - SUFFIX.length());
  }

  /**
   * Creates a lock; empty if there is such a file already, if the file system has no locks, or if
   * another JVM has just removed it.
   */
  static Optional<LifeLock> create(Path directory, String name) {
    Path file = directory.resolve(name + SUFFIX);
    if (!isNew(file)) {
      return Optional.empty();
    }
    Optional<LifeLock> lock = take(file);
    if (lock.isEmpty()) {
      file.toFile().delete();
    } else if (!Files.exists(file, NOFOLLOW_LINKS)) {
      lock.get().giveUp();
      return Optional.empty();
    }
    return lock;
  }

  private static boolean isNew(Path file) {
    try {
      return file.toFile().createNewFile();
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes the lock that a dead JVM had; empty if it lives, or if the file is no lock. */
  static Optional<LifeLock> ofTheDead(Path directory, String file) {
    return take(directory.resolve(file));
  }

  /** An interrupt would close the channel; it is put off. */
  private static Optional<LifeLock> take(Path file) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return tryToTake(file);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        } catch (IOException | OverlappingFileLockException e) {
          return Optional.empty();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A named pipe would be opened for reading and writing, which does not wait. */
  private static Optional<LifeLock> tryToTake(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(new LifeLock(file, channel)) : Optional.empty();
  }

  /** Deletes the file and gives up the lock, in this order. */
  void release() {
    file.toFile().delete();
    giveUp();
  }

  /** Gives up the lock and leaves the file. */
  void giveUp() {
    try {
      channel.close();
    } catch (IOException e) {
      // It ends with the JVM.
    }
  }
}
