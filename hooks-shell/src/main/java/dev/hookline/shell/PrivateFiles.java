package dev.hookline.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The temporary files of one run of a script, with rights 0600; gone when it is closed.
 * Thread-safe, for the end of the JVM closes it too.
 */
final class PrivateFiles implements AutoCloseable {
  private final Queue<Path> files = new ConcurrentLinkedQueue<>();

  /** Creates an empty file. */
  Path create(String suffix) throws IOException {
    Path file = Files.createTempFile("hookline-", suffix);
    files.add(file);
    return file;
  }

  /** Creates a file with a text, in UTF-8. */
  Path create(String suffix, String text) throws IOException {
    Path file = create(suffix);
    // Not by a channel, which an interrupt would close in the middle.
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text.getBytes(UTF_8));
    }
    return file;
  }

  @Override
  public void close() {
    for (Path file = files.poll(); file != null; file = files.poll()) {
      delete(file);
    }
  }

  /** Deletes one file now, if it is still there. */
  void delete(Path file) {
    files.remove(file);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The script has put a directory with files in its place; that is not ours to delete.
    }
  }
}
