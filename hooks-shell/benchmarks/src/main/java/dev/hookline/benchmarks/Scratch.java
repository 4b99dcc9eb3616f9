package dev.hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory of its own that is gone afterwards. */
final class Scratch implements AutoCloseable {
  private static final String NAME = "hookline-bench";
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  final Path directory;

  Scratch() throws IOException {
    this(Files.createTempDirectory(NAME));
  }

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** Returns a directory in memory, where the system has a place for that. */
  static Scratch inMemory() throws IOException {
    return Files.isWritable(IN_MEMORY)
        ? new Scratch(Files.createTempDirectory(IN_MEMORY, NAME))
        : new Scratch();
  }

  Path script(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
