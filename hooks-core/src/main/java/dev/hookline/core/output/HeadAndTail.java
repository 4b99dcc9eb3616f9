package dev.hookline.core.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.KeptOutput;
import java.io.ByteArrayOutputStream;

/**
 * The first and the last bytes of an output, however long it is. Grows only as far as it is used.
 */
final class HeadAndTail {
  static final int HEAD = 8 * 1024;
  static final int TAIL = 24 * 1024;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream(0);
  private byte[] ring = new byte[0];
  private long afterHead;

  void add(byte[] bytes, int offset, int length) {
    int toHead = Math.min(length, HEAD - head.size());
    head.write(bytes, offset, toHead);
    if (toHead < length) {
      addToTail(bytes, offset + toHead, length - toHead);
    }
  }

  private void addToTail(byte[] bytes, int offset, int length) {
    if (ring.length == 0) {
      ring = new byte[TAIL];
    }
    int useful = Math.min(length, TAIL);
    long start = afterHead + length - useful;
    int at = (int) (start % TAIL);
    int firstPart = Math.min(useful, TAIL - at);
    int from = offset + length - useful;
    System.arraycopy(bytes, from, ring, at, firstPart);
    System.arraycopy(bytes, from + firstPart, ring, 0, useful - firstPart);
    afterHead += length;
  }

  KeptOutput toOutput() {
    if (head.size() == 0 && afterHead == 0) {
      return KeptOutput.none();
    }
    long omitted = Math.max(0, afterHead - TAIL);
    return omitted == 0 ? new KeptOutput(wholeText(), 0, "") : cut(omitted);
  }

  /** Leaves out as well what the cuts leave of a character. */
  private KeptOutput cut(long omitted) {
    byte[] first = head.toByteArray();
    byte[] last = tail();
    int end = first.length;
    while (end > first.length - 3 && isWithinCharacter(first[end - 1])) {
      end--;
    }
    boolean isStart = (first[end - 1] & 0xc0) == 0xc0;
    int headEnd = isStart && !isWhole(first, end - 1) ? end - 1 : first.length;
    int tailStart = 0;
    while (tailStart < 3 && isWithinCharacter(last[tailStart])) {
      tailStart++;
    }
    return new KeptOutput(
        new String(first, 0, headEnd, UTF_8),
        omitted + (first.length - headEnd) + tailStart,
        new String(last, tailStart, last.length - tailStart, UTF_8));
  }

  private static boolean isWithinCharacter(byte b) {
    return (b & 0xc0) == 0x80;
  }

  /** Returns whether the character that starts here, of two to four bytes, is all there. */
  private static boolean isWhole(byte[] bytes, int start) {
    int length = Integer.numberOfLeadingZeros(~(bytes[start] << 24));
    return start + length <= bytes.length;
  }

  private String wholeText() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toByteArray());
    whole.writeBytes(tail());
    return whole.toString(UTF_8);
  }

  private byte[] tail() {
    int length = (int) Math.min(afterHead, TAIL);
    byte[] tail = new byte[length];
    int at = (int) ((afterHead - length) % TAIL);
    int firstPart = Math.min(length, TAIL - at);
    System.arraycopy(ring, at, tail, 0, firstPart);
    System.arraycopy(ring, 0, tail, firstPart, length - firstPart);
    return tail;
  }
}
