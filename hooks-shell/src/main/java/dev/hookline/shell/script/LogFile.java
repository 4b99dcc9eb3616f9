package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A log that is appended to. Each flush closes the file and the next write opens it again, so that
 * it does not matter who writes to it last.
 */
public final class LogFile extends OutputStream {
  private static final int BUFFER_BYTES = 16 << 10;

  private final Path path;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int length;

  /** What went wrong when it was closed, for the next flush to throw. */
  private @Nullable IOException pending;

  private LogFile(Path path) {
    this.path = path;
  }

  /**
   * Creates the file if need be, readable by this user only, and finds out whether it can be
   * written.
   */
  public static LogFile open(Path path) throws LaunchException {
    LogFile log = new LogFile(path);
    try {
      create(path);
      log.append(0);
      return log;
    } catch (IOException e) {
      throw cannotExecute("the log " + path + " cannot be written (" + e.getMessage() + ")");
    }
  }

  private static void create(Path path) throws IOException {
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // It is appended to, and keeps its rights.
    }
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
    int from = offset;
    int end = offset + count;
    while (from < end) {
      int n = Math.min(end - from, BUFFER_BYTES - length);
      System.arraycopy(bytes, from, buffer, length, n);
      length += n;
      from += n;
      if (length == BUFFER_BYTES) {
        flush();
      }
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    IOException earlier = pending;
    if (earlier != null) {
      pending = null;
      throw earlier;
    }
    if (length > 0) {
      int count = length;
      length = 0;
      append(count);
    }
  }

  /** Closes the file for now; if that fails, the next flush says so. */
  @Override
  public synchronized void close() {
    try {
      flush();
    } catch (IOException e) {
      pending = e;
    }
  }

  private void append(int count) throws IOException {
    try (FileOutputStream out = new FileOutputStream(path.toFile(), true)) {
      out.write(buffer, 0, count);
    }
  }
}
