package dev.hookline.core.ledger.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * Tells what a crash leaves of the last line from damage. A crash leaves the beginning of a line,
 * zeros instead of its end, or zeros instead of whole blocks of it; a line that its checksum calls
 * whole was written, so that something else ate its line break.
 */
public final class TornTail {
  /** The smallest unit in which disks write. */
  private static final int BLOCK = 512;

  private static final Pattern BEGINNING = Pattern.compile("[-+0-9:.TZ]*+( [ -~]*+)?");

  private TornTail() {}

  /**
   * Returns whether blocks are missing from what begins at {@code from} and ends a file, not
   * counting the zeros at its end.
   */
  public static boolean hasMissingBlock(byte[] bytes, int from) {
    return hasMissingBlock(bytes, from, from + withoutZeros(bytes, from).length());
  }

  private static boolean hasMissingBlock(byte[] bytes, int from, int to) {
    boolean isMissing = false;
    int i = from;
    while (i < to) {
      int end = endOfZeros(bytes, i, to);
      if (end > i && !isBlocks(from, i, end)) {
        return false;
      }
      isMissing |= end > i;
      i = end + 1;
    }
    return isMissing;
  }

  private static int endOfZeros(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] == 0) {
      end++;
    }
    return end;
  }

  private static boolean isBlocks(int lineStart, int from, int to) {
    return (from == lineStart || from % BLOCK == 0) && to % BLOCK == 0;
  }

  /**
   * Returns whether what begins at {@code from}, and ends the file, is what a crash leaves of an
   * entry.
   *
   * @param checksum that of the line before
   */
  public static boolean isTorn(byte[] bytes, int from, String checksum) {
    String tail = withoutZeros(bytes, from);
    if (tail.indexOf('\0') >= 0) {
      return hasMissingBlock(bytes, from, from + tail.length());
    }
    return BEGINNING.matcher(tail).matches() && !isWholeButForItsEnd(tail, checksum);
  }

  private static boolean isWholeButForItsEnd(String tail, String checksum) {
    int space = tail.lastIndexOf(' ');
    String text = tail.substring(0, Math.max(space, 0));
    String line = LedgerText.line(checksum, text);
    return tail.length() == line.length() && tail.startsWith(line.substring(0, tail.length() - 1));
  }

  /** Returns whether a file without a whole line is what a crash leaves of its first line. */
  public static boolean isTornFrom(byte[] bytes, String line) {
    String tail = withoutZeros(bytes, 0);
    return line.startsWith(tail) || hasMissingBlock(bytes, 0, tail.length());
  }

  private static String withoutZeros(byte[] bytes, int from) {
    int end = bytes.length;
    while (end > from && bytes[end - 1] == 0) {
      end--;
    }
    return new String(bytes, from, end - from, ISO_8859_1);
  }
}
