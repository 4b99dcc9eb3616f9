package dev.hookline.shell.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.shell.files.CleanUps;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The temporary files of one run of a script, with rights 0600; gone when it is closed, or when the
 * JVM ends. Thread-safe.
 */
public final class TempFiles implements AutoCloseable {
  private static volatile @Nullable Path directory;

  private final Queue<Path> files = new ConcurrentLinkedQueue<>();
  private final Queue<Path> brief = new ConcurrentLinkedQueue<>();
  private final Runnable deletion = this::delete;

  /** Creates an empty set. */
  public TempFiles() {
    CleanUps.add(deletion);
  }

  /** Creates an empty file. */
  public Path create(String suffix) throws IOException {
    return create(suffix, files);
  }

  /** Creates a file with a text, in UTF-8. */
  Path create(String suffix, String text) throws IOException {
    return write(create(suffix), text);
  }

  /** Creates an empty file that needs its name only until the process has opened it. */
  Path createBrief(String suffix) throws IOException {
    return create(suffix, brief);
  }

  /** Creates a file with a text that needs its name only until the process has opened it. */
  public Path createBrief(String suffix, String text) throws IOException {
    return write(createBrief(suffix), text);
  }

  private static Path create(String suffix, Queue<Path> files) throws IOException {
    Path file = Files.createTempFile(directory(), "hookline-", suffix);
    files.add(file);
    return file;
  }

  /** Returns the directory by its real name, by which {@code /proc} calls the files in it. */
  private static Path directory() throws IOException {
    Path known = directory;
    if (known == null) {
      known = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      directory = known;
    }
    return known;
  }

  /** Writes by a stream: an interrupt would close a channel in the middle. */
  private static Path write(Path file, String text) throws IOException {
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text.getBytes(UTF_8));
    }
    return file;
  }

  /**
   * Deletes the files that no longer need a name, so that nothing of them stays even if the JVM is
   * killed.
   */
  public void deleteBrief() {
    delete(brief);
  }

  @Override
  public void close() {
    delete();
    CleanUps.remove(deletion);
  }

  private void delete() {
    delete(brief);
    delete(files);
  }

  private static void delete(Queue<Path> files) {
    for (Path file = files.poll(); file != null; file = files.poll()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The script has put a directory with files in its place; that is not ours to delete.
      }
    }
  }
}
