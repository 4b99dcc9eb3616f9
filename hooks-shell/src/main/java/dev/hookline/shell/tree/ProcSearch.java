package dev.hookline.shell.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Searches files of {@code /proc} for a text without a copy of them: beside a neighbour that starts
 * processes, copies of their environments were a third of the garbage that a script leaves.
 */
final class ProcSearch {
  private static final int CHUNK_BYTES = 8192;

  /** One buffer serves all scripts that do not end at the same moment. */
  private static final AtomicReference<byte[]> SPARE = new AtomicReference<>(new byte[CHUNK_BYTES]);

  /** What came of a search. */
  enum Result {
    /** There is nothing in the file. */
    EMPTY,
    /** The text is not in it, or it cannot be read. */
    ABSENT,
    /** The text is in it. */
    FOUND
  }

  private ProcSearch() {}

  static Result find(File file, String text) {
    byte[] wanted = text.getBytes(ISO_8859_1);
    byte[] spare = SPARE.getAndSet(null);
    boolean isUsable = spare != null && spare.length >= 2 * wanted.length;
    byte[] buffer = isUsable ? spare : new byte[Math.max(CHUNK_BYTES, 2 * wanted.length)];
    try (FileInputStream in = new FileInputStream(file)) {
      return find(in, wanted, buffer);
    } catch (IOException e) {
      return Result.ABSENT;
    } finally {
      SPARE.set(buffer);
    }
  }

  private static Result find(FileInputStream in, byte[] wanted, byte[] buffer) throws IOException {
    Result result = Result.EMPTY;
    int kept = 0;
    while (true) {
      int read = in.read(buffer, kept, buffer.length - kept);
      if (read <= 0) {
        return result;
      }
      result = Result.ABSENT;
      int length = kept + read;
      if (contains(buffer, length, wanted)) {
        return Result.FOUND;
      }
      kept = Math.min(length, wanted.length - 1); // a read may have split the text
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
    }
  }

  private static boolean contains(byte[] bytes, int length, byte[] wanted) {
    for (int at = 0; at + wanted.length <= length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
