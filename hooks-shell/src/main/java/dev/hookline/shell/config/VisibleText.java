package dev.hookline.shell.config;

import java.util.stream.Collectors;

/** Text for a message, in which nothing breaks the line or hides. */
final class VisibleText {
  private VisibleText() {}

  /** Returns the text with characters that cannot be seen as {@code \}{@code u000a}. */
  static String of(String text) {
    return text.codePoints().mapToObj(VisibleText::of).collect(Collectors.joining());
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
