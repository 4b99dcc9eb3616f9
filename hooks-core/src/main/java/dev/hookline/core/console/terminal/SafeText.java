package dev.hookline.core.console.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line that others wrote, as it may be shown: colours pass, every other control sequence is
 * shown as escapes, and of what was overwritten after carriage returns the last state remains.
 */
public final class SafeText {
  /** Ends all colours. */
  public static final String RESET = "\u001b[0m";

  private static final int LONGEST_SEQUENCE = 40;

  /** Colours, bold, dim, italic, underlined, reverse; not blinking or hidden text. */
  private static final String COLOUR =
      "(?:0?[0123479]|2[1-47-9]|3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8[;:]5[;:]\\d{1,3}"
          + "|[34]8[;:]2(?:[;:]\\d{1,3}){3})";

  private static final Pattern COLOURS =
      Pattern.compile("\u001b\\[(?:" + COLOUR + "(?:;" + COLOUR + ")*)?m");

  private SafeText() {}

  /**
   * Returns the line as it may be shown.
   *
   * @param hasColours whether colours pass; otherwise they are left out
   */
  public static String of(String raw, boolean hasColours) {
    int first = firstUnsafe(raw);
    return first == raw.length() ? raw : escaped(lastState(raw), hasColours);
  }

  private static int firstUnsafe(String text) {
    int at = 0;
    while (at < text.length() && isSafe(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Says of most characters that they are harmless; the others get a closer look. */
  private static boolean isSafe(char c) {
    return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x600) || c == '\t';
  }

  /** Returns what follows the last carriage return, unless nothing does. */
  private static String lastState(String raw) {
    int end = raw.length();
    while (end > 0 && raw.charAt(end - 1) == '\r') {
      end--;
    }
    return raw.substring(raw.lastIndexOf('\r', end - 1) + 1, end);
  }

  private static String escaped(String text, boolean hasColours) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    boolean isColoured = false;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int colour = c == '\u001b' ? endOfColours(text, i) : i;
      if (colour > i) {
        out.append(hasColours ? text.substring(i, colour) : "");
        isColoured |= hasColours;
        i = colour;
      } else {
        append(out, c);
        i += Character.charCount(c);
      }
    }
    return isColoured ? out.append(RESET).toString() : out.toString();
  }

  private static int endOfColours(String text, int start) {
    Matcher colours =
        COLOURS.matcher(text).region(start, Math.min(text.length(), start + LONGEST_SEQUENCE));
    return colours.lookingAt() ? colours.end() : start;
  }

  private static void append(StringBuilder out, int c) {
    if (c == '\t' || !isDangerous(c)) {
      out.appendCodePoint(c);
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c == '\r') {
      out.append("\\r");
    } else {
      out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
    }
  }

  /** Controls, ends of lines, half characters, and what turns the direction of writing round. */
  private static boolean isDangerous(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0xd800 && c <= 0xdfff)
        || c == 0xfeff;
  }
}
