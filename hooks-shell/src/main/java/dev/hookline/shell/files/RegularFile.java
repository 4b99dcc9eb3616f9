package dev.hookline.shell.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens files only if they are regular. Opening a named pipe waits for its other end, perhaps for
 * ever, and a script may put one in the place of any file. So a file is examined first, and opened
 * in a thread that is left behind if the file becomes a pipe in between.
 */
public final class RegularFile {
  private static final long LOOK_MILLIS = 50;

  /** How often an interrupted thread looks before it gives up on a file system that hangs. */
  private static final int MOST_LOOKS = 20;

  private RegularFile() {}

  /**
   * Returns the beginning of a text in UTF-8.
   *
   * @param most how many bytes are read
   */
  public static String text(Path file, int most) throws IOException {
    return new String(head(file, most), UTF_8);
  }

  /**
   * Returns the beginning of a file.
   *
   * @param most how many bytes are read
   */
  public static byte[] head(Path file, int most) throws IOException {
    return call(file, new Head(file, most));
  }

  /** No lambda, as this is on the way of the first script. */
  private record Head(Path file, int most) implements Callable<byte[]> {
    @Override
    public byte[] call() throws IOException {
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        return in.readNBytes(most);
      }
    }
  }

  /** Appends to a file, by one write; a character device will do as well. */
  public static void append(Path file, byte[] bytes, int count) throws IOException {
    call(
        file,
        () -> {
          try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(bytes, 0, count);
          }
          return file;
        });
  }

  private static <T> T call(Path file, Callable<T> action) throws IOException {
    check(file);
    FutureTask<T> task = new FutureTask<>(action);
    HelperThreads.run(task);
    boolean interrupted = false;
    try {
      for (int looks = 0; looks < MOST_LOOKS || !interrupted; looks++) {
        try {
          return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          checkAgain(file);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      throw new InterruptedIOException(file + " cannot be opened; its file system does not answer");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException refused ? refused : new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Refuses a file that is there and that is neither regular nor a character device. */
  public static void check(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return; // this way costs a sixtieth of the garbage
    }
    FileFacts facts = FileFacts.of(file);
    if (!facts.isRegularFile() && !facts.isDevice()) {
      throw new IOException("it is " + facts.kind());
    }
  }

  private static void checkAgain(Path file) throws IOException {
    try {
      check(file);
    } catch (IOException refusal) {
      free(file);
      throw refusal;
    }
  }

  /** Opens a pipe at both ends, which frees a thread that waits for either. */
  private static void free(Path file) {
    try {
      if (FileFacts.of(file).isNamedPipe()) {
        new RandomAccessFile(file.toFile(), "rw").close();
      }
    } catch (IOException e) {
      // The thread stays until someone opens the pipe; nothing waits for it.
    }
  }
}
