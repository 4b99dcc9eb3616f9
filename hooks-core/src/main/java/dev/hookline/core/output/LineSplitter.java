package dev.hookline.core.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Splits bytes into lines, of which none is longer than {@link #LONGEST} bytes. */
final class LineSplitter {
  static final int LONGEST = 8 * 1024;

  private final Listener listener;
  private byte[] line = {};
  private int length;
  private boolean begun;

  interface Listener {
    void line(String text, boolean continued);
  }

  LineSplitter(Listener listener) {
    this.listener = listener;
  }

  void add(byte[] bytes, int offset, int count) {
    int start = offset;
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == '\n') {
        emitLine(bytes, start, i);
        start = i + 1;
      }
    }
    append(bytes, start, offset + count);
  }

  /** Most lines are there as a whole, and are not copied. */
  private void emitLine(byte[] bytes, int start, int end) {
    if (!begun && end - start <= LONGEST) {
      emit(bytes, start, end);
    } else {
      append(bytes, start, end);
      emit(line, 0, length);
      length = 0;
    }
    begun = false;
  }

  private void append(byte[] bytes, int start, int end) {
    for (int from = start; from < end; ) {
      if (length == LONGEST) {
        emitPart();
      }
      int part = Math.min(end - from, LONGEST - length);
      if (length + part > line.length) {
        line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(length + part, line.length * 4)));
      }
      System.arraycopy(bytes, from, line, length, part);
      length += part;
      from += part;
      begun = true;
    }
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

  private void emit(byte[] bytes, int start, int end) {
    int textEnd = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
    listener.line(new String(bytes, start, textEnd - start, UTF_8), false);
  }

  /** Returns what there is of a line that has no end yet; empty if there is nothing. */
  String begun() {
    return new String(line, 0, length, UTF_8);
  }

  /** Emits a last line that has no end. */
  void end() {
    if (begun) {
      emitLine(line, length, length);
    }
  }
}
