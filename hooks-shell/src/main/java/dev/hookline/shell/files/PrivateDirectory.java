package dev.hookline.shell.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one directory in which this JVM keeps its pipes and temporary files; only this user can enter
 * it. It is made when something is first put into it and goes when the JVM ends. What a killed JVM
 * has left goes when the next one makes its own.
 *
 * <p>It lies in a directory that all JVMs of a user share, beside a file that its JVM keeps locked:
 *
 * <pre>
 * /tmp/hookline-1000               only user 1000 may enter it
 * /tmp/hookline-1000/4711-mx3k-0.lock   locked as long as the JVM lives
 * /tmp/hookline-1000/4711-mx3k-0/  its files
 * </pre>
 *
 * <p>If the shared directory is not this user's alone, the private one lies where that should have
 * been, and nothing is removed that others have left. Thread-safe.
 */
public final class PrivateDirectory implements Runnable {
  private static final String PREFIX = "hookline-";
  private static final int MOST_TRIES = 100;
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = mode("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");

  /** What the names of all directories of this JVM begin with, even those of other loaders. */
  private static final String JVM = jvm();

  private static final AtomicLong NUMBERS = new AtomicLong();
  private static volatile @Nullable PrivateDirectory current;

  private final Path path;
  private final Optional<LifeLock> lock;

  PrivateDirectory(Path path, Optional<LifeLock> lock) {
    this.path = path;
    this.lock = lock;
    CleanUps.add(this);
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static String jvm() {
    ProcessHandle self = ProcessHandle.current();
    Optional<Instant> instant = self.info().startInstant();
    long start = instant.isPresent() ? instant.get().toEpochMilli() : 0;
    return self.pid() + "-" + Long.toString(start, Character.MAX_RADIX) + "-";
  }

  /**
   * Returns the directory by its real name, by which {@code /proc} calls the files in it.
   *
   * @throws IOException if it cannot be made
   */
  public static Path path() throws IOException {
    return now().path;
  }

  /**
   * Creates an empty file that only this user can read, by a name that no other file has had.
   *
   * @throws IOException if it cannot be made
   */
  public static Path createFile(String suffix) throws IOException {
    PrivateDirectory known = now();
    try {
      return known.create(suffix);
    } catch (IOException e) {
      return replace(known).create(suffix);
    }
  }

  /** Returns a name that no file in any directory of this JVM has had. */
  public static String newName(String suffix) {
    return NUMBERS.getAndIncrement() + suffix;
  }

  private Path create(String suffix) throws IOException {
    return Files.createFile(path.resolve(newName(suffix)), FILE);
  }

  private static PrivateDirectory now() throws IOException {
    PrivateDirectory known = current;
    return known == null ? replace(null) : known;
  }

  /**
   * Returns another directory than one that a script has made useless, or that something has
   * cleaned up.
   *
   * @param useless the path of the directory that cannot be used
   * @throws IOException if there can be no other
   */
  public static Path insteadOf(Path useless) throws IOException {
    PrivateDirectory known = now();
    return known.path.equals(useless) ? replace(known).path : known.path;
  }

  private static synchronized PrivateDirectory replace(@Nullable PrivateDirectory useless)
      throws IOException {
    PrivateDirectory known = current;
    if (known == null || known == useless) {
      known = make();
      current = known;
    }
    return known;
  }

  private static PrivateDirectory make() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    Path shared = temporary.resolve(PREFIX + CurrentUser.uid());
    for (int tries = 0; tries < MOST_TRIES && isOurs(shared); tries++) {
      String name = JVM + NUMBERS.getAndIncrement();
      Optional<LifeLock> lock = LifeLock.create(shared, name);
      if (lock.isPresent()) {
        DeadDirectories.remove(shared, JVM);
        return new PrivateDirectory(made(shared.resolve(name)), lock);
      }
    }
    String name = PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong());
    return new PrivateDirectory(made(temporary.resolve(name)), Optional.empty());
  }

  /** Making it succeeds only if there is nothing of this name, so the name need not be secret. */
  private static Path made(Path directory) throws IOException {
    return Files.createDirectory(directory, DIRECTORY);
  }

  /** Others may have put something by this name where all may write. */
  private static boolean isOurs(Path shared) throws IOException {
    try {
      made(shared);
    } catch (FileAlreadyExistsException e) {
      // It is there already, or something else is.
    }
    FileFacts facts = FileFacts.of(shared, NOFOLLOW_LINKS);
    return facts.isDirectory() && facts.isPrivate() && facts.uid() == CurrentUser.uid();
  }

  /**
   * Deletes it, while the lock still says that the JVM lives, so that no other takes it for dead.
   */
  @Override
  public void run() {
    deleteWithFiles(path);
    if (lock.isPresent() && path.toFile().exists()) {
      lock.get().giveUp(); // so that the next JVM tries again
    } else if (lock.isPresent()) {
      lock.get().release();
      path.toFile().getParentFile().delete(); // if this was the last one in it
    }
  }

  /** Deletes a directory and what is in it, unless that is a directory with something in it. */
  static void deleteWithFiles(Path directory) {
    File[] files = directory.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    directory.toFile().delete();
  }
}
