package dev.hookline.api;

import java.util.Objects;

/** The one rule for names of phases, hooks, steps and keys: a name is printable on one line. */
final class Names {
  private static final int MAX_LENGTH = 200;

  private Names() {}

  /** Returns {@code name} if it may be used, and says what is wrong with it otherwise. */
  static String check(String what, String name) {
    Objects.requireNonNull(name, what);
    if (name.isBlank()) {
      throw new IllegalArgumentException(what + " is blank; give it a name");
    }
    if (name.length() > MAX_LENGTH) {
      throw refused(
          what, name.substring(0, 40) + "…", "is longer than " + MAX_LENGTH + " characters");
    }
    if (!name.equals(name.strip())) {
      throw refused(what, name, "starts or ends with white space");
    }
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      checkCharacter(what, name, name.codePointAt(i));
    }
    return name;
  }

  /** Returns {@code words} if they are printable on one line of a report. */
  static String checkWords(String what, String words) {
    Objects.requireNonNull(words, what);
    if (words.isBlank() || hasInvisible(words)) {
      throw new IllegalArgumentException(
          what + " " + quote(words) + " must be printable on one line; use visible characters");
    }
    return words;
  }

  private static boolean hasInvisible(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isInvisible(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static void checkCharacter(String what, String name, int c) {
    if (c == '/' || c == '\\') {
      throw refused(what, name, "contains a slash");
    }
    if (isInvisible(c)) {
      throw refused(what, name, String.format("contains the control character U+%04X", c));
    }
  }

  private static boolean isInvisible(int c) {
    if (c >= ' ' && c <= '~') { // nearly all that are asked for
      return false;
    }
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static IllegalArgumentException refused(String what, String name, String why) {
    return new IllegalArgumentException(
        what
            + " "
            + quote(name)
            + " "
            + why
            + "; use letters, digits, '-', '_', '.' and spaces inside");
  }

  /** Quotes a name for a message, so that a hostile one cannot break the line or hide in it. */
  static String quote(String name) {
    return '"' + visible(name) + '"';
  }

  /** Returns the text with each invisible character written as its code. */
  static String visible(String text) {
    if (!hasInvisible(text)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (isInvisible(c)) {
        visible.append(String.format("\\u%04x", c));
      } else {
        visible.appendCodePoint(c);
      }
    }
    return visible.toString();
  }
}
