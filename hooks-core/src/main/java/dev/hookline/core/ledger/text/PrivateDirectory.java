package dev.hookline.core.ledger.text;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A directory of durable records. It makes files and directories that only their owner can open,
 * where the file system knows rights, and puts names on the disk, where the operating system can.
 */
public final class PrivateDirectory {
  private final Path path;
  private final boolean posix;

  /** Names a directory; makes nothing. */
  public PrivateDirectory(Path path) {
    this.path = path;
    this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Returns its path. */
  public Path path() {
    return path;
  }

  /** Returns whether there is something of that name that is no directory. */
  public boolean isFile() {
    return Files.exists(path) && !Files.isDirectory(path);
  }

  /** Returns the files with this ending, in the order of their names; none if it is missing. */
  public List<Path> files(String ending) throws IOException {
    if (Files.notExists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** Returns why the operating system refused something, in words for a message. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getName());
  }

  /** Makes the directory, and the directories that it is in, if they are missing. */
  public void create() throws IOException {
    create(path);
  }

  private void create(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent == null || Files.exists(directory)) {
      return;
    }
    create(parent);
    try {
      Files.createDirectory(directory, rights("rwx------"));
    } catch (FileAlreadyExistsException e) {
      return; // another process was faster
    }
    sync(parent);
  }

  /** Makes an empty file if it is missing. */
  public void createFile(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file, rights("rw-------"));
    } catch (FileAlreadyExistsException e) {
      return; // another process was faster
    }
  }

  private FileAttribute<?>[] rights(String rights) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** Puts the names of the files, and that of the directory itself, on the disk. */
  public void sync() throws IOException {
    sync(path);
    Path parent = path.getParent();
    if (parent != null) {
      sync(parent);
    }
  }

  /**
   * Directories that this process may not list cannot be opened, so they are left to the system.
   */
  private void sync(Path directory) throws IOException {
    boolean possible = posix && Files.isReadable(directory);
    boolean interrupted = Thread.interrupted();
    while (possible && !force(directory)) {
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if an interrupt got in between. */
  private static boolean force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
