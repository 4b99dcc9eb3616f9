package dev.hookline.core.ledger.file;

import dev.hookline.core.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of a ledger. It makes files and directories that only their owner can open, where
 * the file system knows rights, and puts names on the disk, where the operating system can.
 */
final class LedgerDirectory {
  private final Path path;
  private final boolean posix;

  LedgerDirectory(Path path) {
    this.path = path;
    this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  Path path() {
    return path;
  }

  /** Returns the file that is locked while a run holds the key of this name. */
  Path lock(String name) {
    return path.resolve(name + ".lock");
  }

  /** Returns the file with the entries of the key of this name. */
  Path log(String name) {
    return path.resolve(name + ".log");
  }

  /** Returns the ledger files, in the order of their names. */
  List<Path> logs() throws IOException {
    if (Files.notExists(path)) {
      return List.of();
    }
    checkDirectory();
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  /** Makes the directory, and the directories that it is in, if they are missing. */
  void create() throws IOException {
    create(path);
    checkDirectory();
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

  private void checkDirectory() {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw LedgerException.of(
          "ledger directory " + path + " is a file; move it away, or name another directory");
    }
  }

  /** Makes an empty file if it is missing. */
  void createFile(Path file) throws IOException {
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
  void sync() throws IOException {
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
