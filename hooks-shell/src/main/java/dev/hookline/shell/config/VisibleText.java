package dev.hookline.shell.config;

import java.util.stream.Collectors;

/** Text for a message, in which nothing breaks the line or hides. */
final class VisibleText {
  private VisibleText() {}

  /** Returns the text with characters that cannot be seen as {@code \}{@code u000a}. */
  static String of(String text) {
    return isAscii(text)
        ? text
        : text.codePoints().mapToObj(VisibleText::of).collect(Collectors.joining());
  }

  /** Nearly every text is; a file with many values asks for each of them. */
  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String of(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          String.format("\\u%04x", c);
      default -> Character.toString(c);
    };
  }
}
