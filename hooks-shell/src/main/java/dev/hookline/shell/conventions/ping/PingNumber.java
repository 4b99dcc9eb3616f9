package dev.hookline.shell.conventions.ping;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The exit code of a failed hook, which is in its name and not in what the script says (P10). */
final class PingNumber {
  private static final Pattern LEADING = Pattern.compile("^[0-9]+");
  private static final BigInteger CODES = BigInteger.valueOf(256);
  private static final int NONE = 99;

  private PingNumber() {}

  /**
   * Returns the leading number of the name as an exit code (P11), or 99 if there is none or the
   * exit code would be 0, which says success.
   */
  static int of(String name) {
    Matcher digits = LEADING.matcher(name);
    int code = digits.find() ? new BigInteger(digits.group()).mod(CODES).intValue() : NONE;
    return code == 0 ? NONE : code;
  }
}
