package dev.hookline.core.console.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many columns text takes on a terminal. Where terminals differ, as they do about emoji, the
 * larger number: a line that ends early breaks nothing. Colours take none.
 */
public final class TextWidth {
  private static final char ESCAPE = '\u001b';
  private static final int EMOJI_PRESENTATION = 0xfe0f;
  private static final int TAB = 8;

  /** Which part of a line may stay empty, so that it ends with a word. */
  private static final int GAP = 3;

  /** First and last of the characters of two columns. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
    0x25fd, 0x25fe, 0x2614, 0x2615, 0x2630, 0x2637, 0x2648, 0x2653, 0x267f, 0x267f, 0x268a, 0x268f,
    0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce,
    0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd,
    0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755,
    0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50,
    0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3040, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18dff, 0x1aff0,
    0x1b2ff, 0x1d300, 0x1d376, 0x1f000, 0x1f02f, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191,
    0x1f19a, 0x1f1e6, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f774, 0x1f77f, 0x1f7d5, 0x1f7ff, 0x1f900,
    0x1faff, 0x20000, 0x3fffd,
  };

  private TextWidth() {}

  /** Returns the columns of a text without tabs. */
  public static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i = next(text, i)) {
      width += text.charAt(i) == ESCAPE ? 0 : ofCharacter(text.codePointAt(i));
    }
    return width;
  }

  /** Returns the columns of one character: 0, 1 or 2. */
  public static int ofCharacter(int c) {
    if (c < 0x300) {
      return 1;
    }
    if (c == EMOJI_PRESENTATION) {
      return 1; // may make the character before it wide
    }
    int type = Character.getType(c);
    boolean isWithin = c >= 0x1160 && c <= 0x11ff; // the later parts of a Korean syllable
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || isWithin) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    int place = Arrays.binarySearch(WIDE, c);
    return place >= 0 || (-place - 1) % 2 == 1;
  }

  /** Returns where the next character, or what follows a sequence of colours, begins. */
  private static int next(String text, int i) {
    if (text.charAt(i) != ESCAPE) {
      return i + Character.charCount(text.codePointAt(i));
    }
    int end = text.indexOf('m', i);
    return end < 0 ? text.length() : end + 1;
  }

  /** Returns the text with spaces in the place of tabs. */
  public static String withoutTabs(String text) {
    if (text.indexOf('\t') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int start = 0;
    for (int tab = text.indexOf('\t'); tab >= 0; tab = text.indexOf('\t', start)) {
      String part = text.substring(start, tab);
      out.append(part).append(" ".repeat(TAB - of(part) % TAB));
      start = tab + 1;
    }
    return out.append(text, start, text.length()).toString();
  }

  /** Returns the text, or as much of it as fits with an ellipsis at its end. */
  public static String cut(String text, int columns) {
    if (text.length() <= columns && of(text) <= columns) {
      return text;
    }
    int end = end(text, 0, columns);
    if (end == text.length()) {
      return text;
    }
    String cut = text.substring(0, end(text, 0, columns - 1)) + (columns > 0 ? "…" : "");
    return cut.indexOf(ESCAPE) < 0 ? cut : cut + SafeText.RESET;
  }

  /** Returns where the text must end that begins there. */
  private static int end(String text, int start, int columns) {
    int width = 0;
    int i = start;
    while (i < text.length()) {
      width += text.charAt(i) == ESCAPE ? 0 : ofCharacter(text.codePointAt(i));
      if (width > columns) {
        return i;
      }
      i = next(text, i);
    }
    return i;
  }

  /**
   * Returns the text in lines that fit, those after the first behind an indent, so that no text can
   * come to stand at the beginning of a line of the screen.
   */
  public static List<String> wrapped(String text, int columns, String indent) {
    int rest = Math.max(1, columns - of(indent));
    int end = endOfLine(text, 0, columns);
    List<String> lines = new ArrayList<>(List.of(text.substring(0, end)));
    while (end < text.length()) {
      int from = end;
      end = endOfLine(text, from, rest);
      lines.add(indent + text.substring(from, end));
    }
    return lines;
  }

  /**
   * Ends a line at its last space, if that leaves no large gap, and after one character at least.
   */
  private static int endOfLine(String text, int from, int columns) {
    int end = end(text, from, columns);
    if (end == text.length()) {
      return end;
    }
    int space = text.lastIndexOf(' ', end - 1);
    boolean isNear = space > from && space >= end - columns / GAP;
    return isNear ? space + 1 : Math.max(end, next(text, from));
  }
}
