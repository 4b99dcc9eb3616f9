package dev.hookline.core.ledger.file;

import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.text.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The directory of a ledger: the names of its files. */
final class LedgerDirectory {
  private final PrivateDirectory directory;

  LedgerDirectory(Path path) {
    this.directory = new PrivateDirectory(path);
  }

  Path path() {
    return directory.path();
  }

  /** Returns the file that is locked while a run holds the key of this name. */
  Path lock(String name) {
    return path().resolve(name + ".lock");
  }

  /** Returns the file with the entries of the key of this name. */
  Path log(String name) {
    return path().resolve(name + ".log");
  }

  /** Returns the ledger files, in the order of their names. */
  List<Path> logs() throws IOException {
    checkDirectory();
    return directory.files(".log");
  }

  /** Makes the directory, and the directories that it is in, if they are missing. */
  void create() throws IOException {
    directory.create();
    checkDirectory();
  }

  private void checkDirectory() {
    if (directory.isFile()) {
      throw LedgerException.of(
          "ledger directory " + path() + " is a file; move it away, or name another directory");
    }
  }

  /** Makes an empty file if it is missing. */
  void createFile(Path file) throws IOException {
    directory.createFile(file);
  }

  /** Puts the names of the files, and that of the directory itself, on the disk. */
  void sync() throws IOException {
    directory.sync();
  }
}
