package dev.hookline.shell.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.shell.files.PrivateDirectory;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The temporary files of one run of a script, with rights 0600; gone when it is closed, when the
 * JVM ends, or, if that is killed, when the next one runs a script. Thread-safe.
 */
public final class TempFiles implements AutoCloseable {
  private final List<Path> files = new ArrayList<>();
  private final List<Path> brief = new ArrayList<>();

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

  private static Path create(String suffix, List<Path> files) throws IOException {
    Path file = PrivateDirectory.createFile(suffix);
    synchronized (files) {
      files.add(file);
    }
    return file;
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

  /** What a script has put in the place of a file stays if it is a directory with files in it. */
  @Override
  public void close() {
    delete(brief);
    delete(files);
  }

  private static void delete(List<Path> files) {
    synchronized (files) {
      for (Path file : files) {
        file.toFile().delete();
      }
      files.clear();
    }
  }
}
