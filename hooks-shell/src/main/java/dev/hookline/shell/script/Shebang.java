package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.shell.files.KnownHeads;
import dev.hookline.shell.files.PathRefusal;
import dev.hookline.shell.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the first line of a script as the kernel does, and reports what the kernel would not. */
final class Shebang {
  /** The kernel reads no more than 256 bytes; a little more shows that the line is too long. */
  private static final int HEAD_BYTES = 512;

  private final Path file;
  private final String shown;
  private final boolean isOfTheUser;

  private Shebang(Path file, String shown, boolean isOfTheUser) {
    this.file = file;
    this.shown = shown;
    this.isOfTheUser = isOfTheUser;
  }

  /** Returns the first line of a script that is a file of the user's. */
  static Shebang of(Path file) {
    return new Shebang(file, file.toString(), true);
  }

  /** Returns the first line of a text that has a file only while it runs. */
  static Shebang ofText(Path file) {
    return new Shebang(file, "the inline text", false);
  }

  /** Returns what messages call the script. */
  String shown() {
    return shown;
  }

  /**
   * Returns the interpreter of the script and its argument if it has one, {@code /bin/sh} for any
   * other text, or nothing for a program.
   */
  List<String> interpreter() throws LaunchException {
    byte[] head = head();
    String text = new String(head, UTF_8);
    if (text.startsWith("\uFEFF#!")) {
      throw cannotExecute(
          shown
              + " begins with a byte order mark, so that its #! line does not count; save it as"
              + " UTF-8 without BOM");
    }
    if (!text.startsWith("#!")) {
      return text.indexOf('\0') >= 0 ? List.of() : List.of("/bin/sh");
    }
    return parse(firstLine(text.substring(2)), text);
  }

  /** Returns a text up to the end of its first line. */
  static String firstLine(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(0, end);
  }

  private List<String> parse(String line, String text) throws LaunchException {
    if (text.startsWith(line + "\r", 2)) {
      throw cannotExecute(
          shown
              + " has Windows line ends, so that its interpreter would be \""
              + trimmed(line)
              + "\\r\"; convert it"
              + conversion());
    }
    String words = trimmed(line);
    if (words.isEmpty()) {
      throw cannotExecute(
          shown + " has a #! line without an interpreter; write for example #!/bin/sh");
    }
    int end = 0;
    while (end < words.length() && !isBlank(words.charAt(end))) {
      end++;
    }
    return end == words.length()
        ? List.of(words)
        : List.of(words.substring(0, end), trimmed(words.substring(end)));
  }

  /** Returns the text without the spaces and tabs around it: the kernel knows no other blanks. */
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private String conversion() {
    String path = ShellWords.quoted(file.toString());
    return isOfTheUser ? ", for example with sed -i 's/\\r$//' " + path : "";
  }

  private byte[] head() throws LaunchException {
    try {
      return isOfTheUser ? KnownHeads.head(file, HEAD_BYTES) : RegularFile.head(file, HEAD_BYTES);
    } catch (IOException e) {
      throw cannotExecute(
          shown
              + " cannot be read ("
              + PathRefusal.reason(e)
              + "); give this user the right to read it");
    }
  }
}
