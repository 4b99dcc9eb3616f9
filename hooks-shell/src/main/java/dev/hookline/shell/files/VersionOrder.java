package dev.hookline.shell.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version order of GNU: runs of digits compare as numbers, {@code ~} goes before everything, a
 * letter before any other character, and endings such as {@code .tar.gz} count last.
 */
public final class VersionOrder {
  private static final Pattern ENDINGS = Pattern.compile("(\\.[A-Za-z~][A-Za-z0-9~]*)*$");
  private static final int END = -1;

  private VersionOrder() {}

  /** Compares two names, as a comparator does. */
  public static int compare(String one, String other) {
    int hidden = Boolean.compare(other.startsWith("."), one.startsWith("."));
    if (hidden != 0 || one.isEmpty() || other.isEmpty()) {
      return hidden != 0 ? hidden : Integer.compare(one.length(), other.length());
    }
    int result = compare(bytes(stem(one)), bytes(stem(other)));
    return result == 0 ? compare(bytes(one), bytes(other)) : result;
  }

  private static String stem(String name) {
    Matcher endings = ENDINGS.matcher(name);
    return endings.find() ? name.substring(0, endings.start()) : name;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int compare(byte[] one, byte[] other) {
    int i = 0;
    int j = 0;
    while (i < one.length || j < other.length) {
      while (isText(one, i) || isText(other, j)) {
        int difference = weight(one, i) - weight(other, j);
        if (difference != 0) {
          return difference;
        }
        i++;
        j++;
      }
      int endOne = endOfDigits(one, i);
      int endOther = endOfDigits(other, j);
      int difference = compareNumbers(one, i, endOne, other, j, endOther);
      if (difference != 0) {
        return difference;
      }
      i = endOne;
      j = endOther;
    }
    return 0;
  }

  private static int compareNumbers(
      byte[] one, int i, int endOne, byte[] other, int j, int endOther) {
    int start = skipZeros(one, i, endOne);
    int otherStart = skipZeros(other, j, endOther);
    int longer = (endOne - start) - (endOther - otherStart);
    return longer != 0 ? longer : Arrays.compare(one, start, endOne, other, otherStart, endOther);
  }

  private static int skipZeros(byte[] name, int from, int end) {
    int at = from;
    while (at < end && name[at] == '0') {
      at++;
    }
    return at;
  }

  private static int endOfDigits(byte[] name, int from) {
    int at = from;
    while (at < name.length && isDigit(name[at])) {
      at++;
    }
    return at;
  }

  private static boolean isText(byte[] name, int at) {
    return at < name.length && !isDigit(name[at]);
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static int weight(byte[] name, int at) {
    if (at >= name.length) {
      return END;
    }
    int c = name[at] & 0xff;
    if (isDigit(name[at])) {
      return 0;
    }
    if (c == '~') {
      return END - 1;
    }
    return Character.isLetter(c) && c < 128 ? c : c + 256;
  }
}
