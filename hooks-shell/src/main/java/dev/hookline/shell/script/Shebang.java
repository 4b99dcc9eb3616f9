package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the first line of a script as the kernel does, and reports what the kernel would not. */
final class Shebang {
  /** The kernel reads no more than 256 bytes; a little more shows that the line is too long. */
  private static final int HEAD_BYTES = 512;

  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");

  private Shebang() {}

  /**
   * Returns the interpreter of the file and its argument if it has one, {@code /bin/sh} for any
   * other text, or nothing for a program.
   */
  static List<String> interpreter(Path file) throws LaunchException {
    byte[] head = head(file);
    String text = new String(head, UTF_8);
    if (text.startsWith("\uFEFF#!")) {
      throw cannotExecute(
          file
              + " begins with a byte order mark, so that its #! line does not count; save it as"
              + " UTF-8 without BOM");
    }
    if (!text.startsWith("#!")) {
      return text.indexOf('\0') >= 0 ? List.of() : List.of("/bin/sh");
    }
    return parse(file, text.substring(2).lines().findFirst().orElse(""), text);
  }

  private static List<String> parse(Path file, String line, String text) throws LaunchException {
    if (text.startsWith(line + "\r", 2)) {
      throw cannotExecute(
          file
              + " has Windows line ends, so that its interpreter would be \""
              + BLANK.trimFrom(line)
              + "\\r\"; convert it, for example with sed -i 's/\\r$//' "
              + ShellWords.quoted(file.toString()));
    }
    String words = BLANK.trimFrom(line);
    if (words.isEmpty()) {
      throw cannotExecute(
          file + " has a #! line without an interpreter; write for example #!/bin/sh");
    }
    int end = BLANK.indexIn(words);
    return end < 0
        ? List.of(words)
        : List.of(words.substring(0, end), BLANK.trimFrom(words.substring(end)));
  }

  private static byte[] head(Path file) throws LaunchException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw cannotExecute(
          file + " cannot be read (" + e.getMessage() + "); give this user the right to read it");
    }
  }
}
