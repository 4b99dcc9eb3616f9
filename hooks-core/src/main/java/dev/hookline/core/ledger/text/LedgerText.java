package dev.hookline.core.ledger.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * How text stands in a ledger file: visible ASCII without spaces, every other UTF-16 unit as {@code
 * %} and four hex digits. Two texts are equal exactly when their written forms are, on every JDK.
 */
public final class LedgerText {
  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-f]{4})");
  private static final HexFormat HEX = HexFormat.of();

  private LedgerText() {}

  /** Returns the written form of a text. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 8);
    text.chars().forEach(c -> append(encoded, (char) c));
    return encoded.toString();
  }

  private static void append(StringBuilder encoded, char c) {
    if (c > ' ' && c < 0x7f && c != '%' && c != '=') {
      encoded.append(c);
    } else {
      encoded.append('%').append(HEX.toHexDigits(c));
    }
  }

  /** Returns the text of a written form. */
  public static String decode(String encoded) {
    return ESCAPE.matcher(encoded).replaceAll(found -> unescape(found.group(1)));
  }

  private static String unescape(String digits) {
    return Matcher.quoteReplacement(String.valueOf((char) HexFormat.fromHexDigits(digits)));
  }

  /** Returns a line as it is written after the line with the checksum {@code previous}. */
  public static String line(String previous, String text) {
    return text + " " + checksum(previous, text) + "\n";
  }

  /**
   * Returns the checksum of a line. It covers the checksum of the line before, so that a line that
   * was removed, doubled or moved is noticed like one that was changed.
   */
  public static String checksum(String previous, String text) {
    CRC32C crc = new CRC32C();
    crc.update((previous + text).getBytes(ISO_8859_1));
    return HEX.toHexDigits((int) crc.getValue());
  }
}
