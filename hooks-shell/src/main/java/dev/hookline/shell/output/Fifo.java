package dev.hookline.shell.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.shell.files.HelperThreads;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipe to which a process writes and whose other end is ours alone: the JDK does not know of it,
 * so it neither drains nor closes it, and no read ever waits. It is read by a stream, because an
 * interrupt would close a channel.
 */
final class Fifo implements Closeable {
  /**
   * Reads until the last writer is gone, even if the JVM and its terminal are gone before, and says
   * the id of what does; by another descriptor, since a shell gives a background command no input.
   */
  private static final List<String> DRAIN =
      List.of("sh", "-c", "trap '' HUP; exec 3<&0; cat <&3 >/dev/null 2>&1 & echo $!");

  private static final int LOOKS_FOR_WRITERS = 5;

  /** So many reads empty the largest pipe, of 1 MiB, several times. */
  private static final int MOST_READS = 64;

  private static final long LOOK_PAUSE_NANOS = 10_000_000;

  /** Loaded when a writer is looked for, which few scripts leave behind. */
  private static final class Records {
    static final Pattern IN = Pattern.compile("(\\d{1,4})\\+(\\d{1,4}) records in");
  }

  private final Path path;

  /** A writer of our own, so that opening the other end does not wait for one. */
  private final RandomAccessFile keeper;

  private final FileInputStream in;
  private boolean isDrainedHere;

  private Fifo(Path path) throws IOException {
    this.path = path;
    this.keeper = new RandomAccessFile(path.toFile(), "rw");
    this.in = new FileInputStream(path.toFile());
  }

  /**
   * Returns a pipe that no process has had open before: one that has may have handed it to others,
   * of which nothing can be known here.
   *
   * @throws IOException if none can be made
   */
  static Fifo take() throws IOException {
    return new Fifo(FifoNames.take());
  }

  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(path.toFile());
  }

  /** Returns what {@code /proc} calls the pipe, before and after its name is deleted. */
  List<String> names() {
    return List.of(path.toString(), path + " (deleted)");
  }

  /** Returns how many bytes can be read now. */
  int available() throws IOException {
    return in.available();
  }

  /** Reads what is there, but at most {@code most} bytes, and returns how many they were. */
  int read(byte[] buffer, int most) throws IOException {
    int length = Math.min(Math.min(most, buffer.length), available());
    return length == 0 ? 0 : in.read(buffer, 0, length);
  }

  /**
   * Writes one zero byte, so that a read returns that waits because another process took what it
   * was about to read.
   */
  void poke() throws IOException {
    keeper.write(0);
  }

  /**
   * Keeps the pipe drained for processes still writing, which would die of a closed one. Tries to,
   * since a script may have used up the processes of this user.
   *
   * @return the id of the process that does so, if it is one
   */
  OptionalLong keepDrained() {
    ProcessBuilder drain = new ProcessBuilder(DRAIN).redirectInput(path.toFile());
    drain.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      if (Files.exists(path)) {
        // With a writer of our own, since opening the pipe would wait for one if the last has gone.
        try (RandomAccessFile writer = new RandomAccessFile(path.toFile(), "rw")) {
          String id = outputOf(drain).strip();
          return writer.getFD().valid()
              ? OptionalLong.of(Long.parseLong(id))
              : OptionalLong.empty();
        }
      }
      drainHere();
    } catch (IOException | NumberFormatException | OutOfMemoryError e) {
      // The script has ended as it has; what it left loses its reader.
    }
    return OptionalLong.empty();
  }

  /**
   * Returns whether any process but this one may still write, even one that cannot be seen. The
   * pipe is of no use afterwards. What this JVM starts at the same time inherits the pipe for a
   * moment, so that a writer counts only if it stays.
   *
   * @param until when to stop looking, by {@link System#nanoTime}; it is not known then
   */
  boolean isHeld(long until) {
    for (int i = 0; i < LOOKS_FOR_WRITERS; i++) {
      if (System.nanoTime() - until > 0 || !isOpenForWriting()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_PAUSE_NANOS);
    }
    return true;
  }

  /**
   * A read that may not wait finds the end of the file, unless there is a writer. What a slow
   * listener has left in the pipe comes first: only a writer can fill it faster than it is read.
   */
  private boolean isOpenForWriting() {
    try {
      keeper.close();
      String said = nonBlockingReads();
      return said.contains("temporarily unavailable") || records(said) == MOST_READS;
    } catch (IOException | OutOfMemoryError e) {
      return false; // not known, and so not said
    }
  }

  private String nonBlockingReads() throws IOException {
    ProcessBuilder read =
        new ProcessBuilder(
            "dd", "iflag=nonblock", "bs=64k", "count=" + MOST_READS, "if=" + path, "of=/dev/null");
    read.environment().put("LC_ALL", "C");
    return outputOf(read.redirectErrorStream(true));
  }

  /** Returns how many reads found something: {@code 2+1 records in} are three. */
  private static int records(String said) {
    Matcher in = Records.IN.matcher(said);
    return in.find() ? Integer.parseInt(in.group(1)) + Integer.parseInt(in.group(2)) : 0;
  }

  private static String outputOf(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** Drains a pipe that has lost its name, and that therefore no other process can open. */
  private void drainHere() throws IOException {
    isDrainedHere = true;
    keeper.close();
    HelperThreads.run(
        () -> {
          try (in) {
            in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            // No one waits for what is in the pipe.
          }
        });
  }

  /** Closes the pipe; what a script has put in its place is not ours to delete. */
  @Override
  public void close() throws IOException {
    if (!isDrainedHere) {
      in.close();
      keeper.close();
    }
    path.toFile().delete();
  }
}
