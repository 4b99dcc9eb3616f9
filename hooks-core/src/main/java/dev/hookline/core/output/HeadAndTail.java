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

  private final ByteArrayOutputStream head = new ByteArrayOutputStream(256);
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
    String headText = head.toString(UTF_8);
    long omitted = Math.max(0, afterHead - TAIL);
    return omitted == 0
        ? new KeptOutput(wholeText(), 0, "")
        : new KeptOutput(headText, omitted, new String(tail(), UTF_8));
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
