package dev.hookline.core.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Splits bytes into lines, of which none is longer than {@link #LONGEST} bytes. */
final class LineSplitter {
  static final int LONGEST = 8 * 1024;

  private final Listener listener;
  private byte[] line = new byte[128];
  private int length;
  private boolean begun;

  interface Listener {
    void line(String text, boolean continued);
  }

  LineSplitter(Listener listener) {
    this.listener = listener;
  }

  void add(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == '\n') {
        emitLine();
      } else {
        append(bytes[i]);
      }
    }
  }

  private void append(byte b) {
    if (length == LONGEST) {
      emitPart();
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(LONGEST, line.length * 4));
    }
    line[length++] = b;
    begun = true;
  }

  /** Emits what is there, but keeps a character that is not complete for the next part. */
  private void emitPart() {
    int end = length;
    while (end > length - 4 && (line[end - 1] & 0xc0) == 0x80) {
      end--;
    }
    boolean startsCharacter = (line[end - 1] & 0xc0) == 0xc0;
    int cut = startsCharacter ? end - 1 : length;
    listener.line(new String(line, 0, cut, UTF_8), true);
    System.arraycopy(line, cut, line, 0, length - cut);
    length -= cut;
  }

  private void emitLine() {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    listener.line(new String(line, 0, end, UTF_8), false);
    length = 0;
    begun = false;
  }

  /** Returns what there is of a line that has no end yet; empty if there is nothing. */
  String begun() {
    return new String(line, 0, length, UTF_8);
  }

  /** Emits a last line that has no end. */
  void end() {
    if (begun) {
      emitLine();
    }
  }
}
