package dev.hookline.core.json;

import java.io.IOException;

/**
 * Writes a text as a JSON string that stays what it is wherever it is put: in a file of lines, in a
 * script element of HTML, in JavaScript, and in UTF-8.
 */
final class JsonText {
  private static final char LINE_SEPARATOR = 0x2028;
  private static final char PARAGRAPH_SEPARATOR = 0x2029;
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Appends the text in quotes. */
  static void write(CharSequence text, Appendable out) throws IOException {
    out.append('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isPlain(text, i)) {
        continue;
      }
      out.append(text, plainFrom, i);
      escape(text.charAt(i), out);
      plainFrom = i + 1;
    }
    out.append(text, plainFrom, text.length()).append('"');
  }

  private static boolean isPlain(CharSequence text, int at) {
    char c = text.charAt(at);
    if (c == '"' || c == '\\' || c < ' ' || (c >= 0x7f && c < 0xa0)) {
      return false;
    }
    if (c == '/') {
      return at == 0 || text.charAt(at - 1) != '<';
    }
    boolean isBreak = c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR || c == 0xfffe || c == 0xffff;
    return !isBreak && (!Character.isSurrogate(c) || isOfPair(text, at));
  }

  private static boolean isOfPair(CharSequence text, int at) {
    if (Character.isHighSurrogate(text.charAt(at))) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static void escape(char c, Appendable out) throws IOException {
    switch (c) {
      case '"', '\\', '/' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xf));
        }
      }
    }
  }
}
