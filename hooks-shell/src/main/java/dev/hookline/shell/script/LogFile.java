package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;

import dev.hookline.api.HookOutput;
import dev.hookline.shell.files.PathRefusal;
import dev.hookline.shell.files.RegularFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A log that is appended to. Each flush closes the file and the next write opens it again, so that
 * it does not matter who writes to it last. Whole lines are written at once, so that those of
 * others who write to it do not come between; a line that is not complete waits for its end, or for
 * that of the hook.
 */
public final class LogFile extends OutputStream {
  /** Each write opens the file anew, by another thread: fewer of them are much quicker. */
  private static final int BUFFER_BYTES = 256 << 10;

  private final Path path;
  private byte[] buffer = new byte[0];
  private int length;

  /** How much of the buffer is whole lines. */
  private int whole;

  /** Whether the hook has ended, so that no more comes of a line but what masking held back. */
  private boolean isEnding;

  /** What went wrong when it was closed, for the next flush to throw. */
  private @Nullable IOException pending;

  private LogFile(Path path) {
    this.path = path;
  }

  /**
   * Creates the file if need be, readable by this user only, refuses it if it is seen not to be
   * writable, and has the output copied to it.
   */
  public static LogFile of(HookOutput output, Path path) throws LaunchException {
    LogFile log = new LogFile(path);
    try {
      if (!isLikelyWritable(path)) {
        log.append(0);
      }
      output.copyTo(log);
      return log;
    } catch (IOException e) {
      throw cannotExecute("the log " + path + " cannot be written (" + PathRefusal.reason(e) + ")");
    }
  }

  /**
   * Returns whether it is a regular file that this user may write. Only opening it would make sure,
   * but that takes a thread, lest a pipe in its place be waited for, and costs more than all else
   * that is done before a start. A file that cannot be opened after all, such as a program that is
   * running, is given up at the first write, with a warning.
   */
  private static boolean isLikelyWritable(Path path) {
    return Files.isRegularFile(path) && Files.isWritable(path);
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
    int end = offset + count;
    for (int from = offset; from < end; ) {
      if (length == BUFFER_BYTES) {
        appendAndKeepTheRest(whole > 0 ? whole : length);
      }
      int part = Math.min(end - from, BUFFER_BYTES - length);
      add(bytes, from, part);
      from += part;
    }
  }

  private void add(byte[] bytes, int from, int count) {
    if (length + count > buffer.length) {
      int larger = Math.max(length + count, 2 * buffer.length);
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER_BYTES, larger));
    }
    System.arraycopy(bytes, from, buffer, length, count);
    length += count;
    int line = length;
    while (line > length - count && buffer[line - 1] != '\n') {
      line--;
    }
    whole = line > length - count ? line : whole;
  }

  /** Writes the whole lines. */
  @Override
  public synchronized void flush() throws IOException {
    throwPending();
    appendAndKeepTheRest(isEnding ? length : whole);
  }

  /** Writes what there is, and closes the file for now; if that fails, the next flush says so. */
  @Override
  public synchronized void close() {
    isEnding = true;
    try {
      throwPending();
      appendAndKeepTheRest(length);
    } catch (IOException e) {
      pending = e;
    }
  }

  private void throwPending() throws IOException {
    IOException earlier = pending;
    if (earlier != null) {
      pending = null;
      throw earlier;
    }
  }

  private void appendAndKeepTheRest(int count) throws IOException {
    if (count > 0) {
      int rest = length - count;
      try {
        append(count);
      } finally {
        System.arraycopy(buffer, count, buffer, 0, rest);
        length = rest;
        whole = 0;
      }
    }
  }

  /** A log that was moved away is made anew, with the same rights. */
  private void append(int count) throws IOException {
    if (!Files.exists(path)) {
      create(path);
    }
    RegularFile.append(path, buffer, count);
  }
}
