package dev.hookline.shell.config;

import dev.hookline.api.HookSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a configuration file: of a bounded size, in UTF-8, with or without a byte order mark.
 * Immutable and thread-safe.
 *
 * @param file the file
 * @param text the text, without the byte order mark
 */
record TextFile(Path file, String text) {
  static final int MAX_YAML = 4 << 20;

  /** Says that a file is no configuration at all. */
  static final String WRITTEN = "expected a file that people write";

  /**
   * Reads a file.
   *
   * @param advice what to do if it is longer than {@code maxBytes}
   * @throws HookSourceException if it cannot be read, is longer than {@code maxBytes} or not UTF-8
   */
  static TextFile read(Path file, int maxBytes, String advice) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Math.addExact(maxBytes, 1));
    } catch (NoSuchFileException e) {
      throw refused(file, ": no such file; create it or correct the path");
    } catch (AccessDeniedException e) {
      throw refused(file, ": may not be read by this user; look at its rights");
    } catch (IOException e) {
      throw refused(file, ": cannot be read: " + e.getMessage());
    }
    if (bytes.length > maxBytes) {
      throw refused(file, ": found more than " + maxBytes + " bytes; " + advice);
    }
    return decode(file, bytes);
  }

  private static HookSourceException refused(Path file, String why) {
    return new HookSourceException(Place.ofWhole(file) + why);
  }

  private static TextFile decode(Path file, byte[] bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
    text.flip();
    if (result.isError()) {
      TextFile valid = new TextFile(file, withoutMark(text.toString()));
      throw new HookSourceException(
          valid.place(valid.text.length())
              + String.format(": found the byte 0x%02X", in.get(in.position()))
              + ", which is not UTF-8; expected text in UTF-8");
    }
    return new TextFile(file, withoutMark(text.toString()));
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Returns where a character stands. */
  Place place(int index) {
    String before = text.substring(0, index);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(file, line, index - before.lastIndexOf('\n'));
  }
}
