package dev.hookline.core.ledger.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines with checksums, open for appending by the one who holds it. An append that fails
 * leaves nothing behind. Not thread-safe.
 *
 * <p>{@link RandomAccessFile}, because unlike a channel it is not closed when the thread that uses
 * it is interrupted: the end of a cancelled run must be recorded too.
 *
 * <p>A file that grows with each line has each line wait for the file system's own journal as well.
 * So zeros may be written ahead, in place of which lines are written; whoever reads the file takes
 * them for the torn tail of a crash, and they are cut off when the file is closed.
 */
public final class LineFile implements Closeable {
  private final RandomAccessFile file;

  /** What is written here is on the disk when the call returns; null if nothing is ahead. */
  private final @Nullable RandomAccessFile forced;

  private int ahead;
  private String checksum = "";
  private long length;
  private long reserved;
  private boolean isDirty;

  private LineFile(RandomAccessFile file, @Nullable RandomAccessFile forced, int ahead) {
    this.file = file;
    this.forced = forced;
    this.ahead = ahead;
  }

  /**
   * Opens an existing file, of which nothing is known yet.
   *
   * @param ahead how many zeros are written ahead; 0 for none
   */
  public static LineFile open(Path path, int ahead) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new LineFile(
          file, ahead > 0 ? new RandomAccessFile(path.toFile(), "rwd") : null, ahead);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Cuts off what a crash left behind the whole lines, and puts those on the disk: a killed process
   * may have left them in memory, and they are about to be relied on.
   *
   * @param lastChecksum the checksum of the last whole line; empty if there is none
   * @param wholeBytes the length of the whole lines
   */
  public void continueBehind(String lastChecksum, long wholeBytes) throws IOException {
    checksum = lastChecksum;
    length = wholeBytes;
    cutTail();
    sync();
  }

  /** Returns the length of the lines. */
  public long length() {
    return length;
  }

  /** Appends lines in one write, and waits until they are on the disk if they are to be forced. */
  public void append(List<String> texts, boolean isForced) throws IOException {
    StringBuilder lines = new StringBuilder();
    String last = checksum;
    for (String text : texts) {
      lines.append(LedgerText.line(last, text));
      last = LedgerText.checksum(last, text);
    }
    byte[] bytes = lines.toString().getBytes(ISO_8859_1);
    try {
      write(bytes, isForced);
    } catch (IOException e) {
      cutTailAfter(e);
      throw e;
    }
    length += bytes.length;
    reserved = Math.max(reserved, length);
    checksum = last;
  }

  private void write(byte[] bytes, boolean isForced) throws IOException {
    boolean fits = length + bytes.length <= reserved;
    if (forced != null && fits && isForced && !isDirty) {
      write(forced, bytes);
    } else if (fits || !isForced || !writeAhead(bytes)) {
      write(file, bytes);
      isDirty = true;
      if (isForced) {
        sync();
      }
    }
  }

  private void write(RandomAccessFile to, byte[] bytes) throws IOException {
    to.seek(length);
    to.write(bytes);
  }

  private void sync() throws IOException {
    file.getFD().sync();
    isDirty = false;
  }

  /** Returns false if there is no room for zeros; there may be for the lines alone. */
  private boolean writeAhead(byte[] bytes) throws IOException {
    if (ahead == 0) {
      return false;
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + ahead);
    try {
      write(file, longer);
      sync();
      reserved = length + longer.length;
      return true;
    } catch (IOException e) {
      ahead = 0;
      cutTail();
      return false;
    }
  }

  private void cutTail() throws IOException {
    if (file.length() != length) {
      file.setLength(length);
    }
    reserved = length;
  }

  private void cutTailAfter(IOException failure) {
    try {
      cutTail();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (file;
        forced) {
      cutZeros();
    }
  }

  /** What is left of them is a torn tail to whoever reads the file, and no reason to fail. */
  private void cutZeros() {
    try {
      if (reserved > length) {
        cutTail();
      }
    } catch (IOException e) {
      // All lines are written.
    }
  }
}
