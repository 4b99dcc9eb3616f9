package dev.hookline.core.journal.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hookline.core.ledger.text.LedgerText;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A journal, open for appending by the process whose run it is. A write that fails leaves nothing
 * behind. A {@link RandomAccessFile} because, unlike a channel, it is not closed when the thread
 * that uses it is interrupted.
 */
final class JournalFile implements Closeable {
  private final RandomAccessFile file;
  private String checksum;
  private long length;

  private JournalFile(RandomAccessFile file, String checksum, long length) {
    this.file = file;
    this.checksum = checksum;
    this.length = length;
  }

  /** Opens a journal behind its whole lines, and cuts off what a crash left after them. */
  static JournalFile open(Path path, JournalLines lines) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    JournalFile opened = new JournalFile(file, lines.checksum(), lines.wholeBytes());
    try {
      opened.cutTail();
      file.getFD().sync(); // a line that a killed process left in memory is about to be relied on
      return opened;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Appends lines in one write. */
  void append(List<String> texts, boolean isForced) throws IOException {
    StringBuilder lines = new StringBuilder();
    String last = checksum;
    for (String text : texts) {
      lines.append(LedgerText.line(last, text));
      last = LedgerText.checksum(last, text);
    }
    try {
      file.seek(length);
      file.write(lines.toString().getBytes(ISO_8859_1));
      if (isForced) {
        file.getFD().sync();
      }
    } catch (IOException e) {
      cutTailAfter(e);
      throw e;
    }
    length += lines.length();
    checksum = last;
  }

  private void cutTail() throws IOException {
    if (file.length() != length) {
      file.setLength(length);
    }
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
    file.close();
  }
}
