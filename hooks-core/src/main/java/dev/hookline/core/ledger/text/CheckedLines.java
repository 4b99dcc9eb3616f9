package dev.hookline.core.ledger.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/**
 * The lines of a {@link LineFile} as they are read, one after the other, each with a checksum that
 * covers the line before too. What lies behind the last one that was taken is the tail.
 */
public final class CheckedLines {
  private final byte[] bytes;
  private String checksum = "";
  private int whole;

  /** Creates it for what stands in a file. */
  public CheckedLines(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the index after the next line break, or 0 if there is none. */
  public int nextEnd() {
    for (int i = whole; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  /** Returns the next line, up to an index after its line break. */
  public String next(int end) {
    return text(whole, end);
  }

  /**
   * Returns the next line without its checksum and goes behind it; nothing if it does not match.
   */
  public Optional<String> take(int end) {
    String line = next(end);
    int space = Math.max(line.lastIndexOf(' '), 0);
    String text = line.substring(0, space);
    if (!LedgerText.line(checksum, text).equals(line)) {
      return Optional.empty();
    }
    checksum = line.substring(space).strip();
    whole = end;
    return Optional.of(text);
  }

  /** Returns what follows an index. */
  public String after(int end) {
    return text(end, bytes.length);
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }

  /** Returns whether the tail is that of a write that a crash cut short. */
  public boolean isTorn() {
    return TornTail.isTorn(bytes, whole, checksum);
  }

  /** Returns whether zeros stand in place of a block of the tail. */
  public boolean hasMissingBlock() {
    return TornTail.hasMissingBlock(bytes, whole);
  }

  /** Returns the checksum of the last line that was taken, empty before the first one. */
  public String checksum() {
    return checksum;
  }

  /** Returns the number of bytes of the lines that were taken. */
  public int wholeBytes() {
    return whole;
  }

  /** Returns the number of all bytes. */
  public int allBytes() {
    return bytes.length;
  }
}
