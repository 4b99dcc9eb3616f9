package dev.hookline.core.output;

/**
 * Shows text that others wrote so that it can do nothing to a terminal: no colours, no moved
 * cursor, no line that seems to come from the tool.
 */
public final class Printable {
  private Printable() {}

  /** Returns the text with control characters, line ends included, written as escapes. */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** Returns the text with control characters other than line feeds written as escapes. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean isOfLines) {
    int first = 0;
    while (first < text.length() && isPlain(text.charAt(first), isOfLines)) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c, isOfLines)) {
        out.append(c);
      } else {
        out.append(escape(c));
      }
    }
    return out.toString();
  }

  private static boolean isPlain(char c, boolean isOfLines) {
    return !Character.isISOControl(c) || c == '\t' || (isOfLines && c == '\n');
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> String.format("\\u%04x", (int) c);
    };
  }
}
