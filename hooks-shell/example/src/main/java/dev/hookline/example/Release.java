package dev.hookline.example;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A copy of the application that may become the current one. Closing it removes it, unless it has.
 *
 * @param releases where it belongs
 * @param directory the copy
 */
record Release(Releases releases, Path directory) implements AutoCloseable {

  String name() {
    return String.valueOf(directory.getFileName());
  }

  @Override
  public void close() throws IOException {
    if (!releases.isCurrent(directory)) {
      Trees.delete(directory);
    }
  }
}
