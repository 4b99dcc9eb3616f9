package dev.hookline.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How some program writes the special characters of a text. Not changed once it is made. */
final class Escape {
  private static final String HEX = "0123456789abcdef";
  private static final String UNRESERVED = "-_.~";

  /** All that secrets are masked in. */
  static final List<Escape> ALL =
      List.of(
          // A word in single quotes: bash, dash and other shells; SQL, YAML and GitHub.
          new Escape().with('\'', "'\\''"),
          new Escape().with('\'', "'\"'\"'"),
          new Escape().with('\'', "''"),
          // A word in double quotes: declare -p, command lines of Windows.
          new Escape().behindBackslash("\"$`\\"),
          new Escape().behindBackslash("\""),
          // A word without quotes: printf %q.
          new Escape().behindBackslash(" \"'\\|&;()<>!{}*[]?^$`,"),
          new Escape().behindBackslash(" \"'\\|&;()<>!{}*[]?^$`"),
          // $'…': bash in a UTF-8 locale and in the C locale, and plans and messages of ours.
          cString(Rest.PLAIN),
          cString(Rest.OCTAL),
          visible().behindBackslash("'\\").with('\n', "\\n").tab(),
          visible(),
          // JSON: as it must be, in ASCII, with slashes (PHP), fit for HTML (Go).
          json(Rest.PLAIN),
          json(Rest.UNICODE),
          json(Rest.UNICODE).with('/', "\\/"),
          json(Rest.PLAIN).with('<', unicode('<')).with('>', unicode('>')).with('&', unicode('&')),
          // XML and HTML: text, then attributes by different libraries.
          xml(),
          xml().with('"', "&quot;"),
          xml().with('"', "&quot;").with('\'', "&apos;"),
          xml().with('"', "&quot;").with('\'', "&#39;"),
          xml().with('"', "&quot;").with('\'', "&#x27;"),
          xml().with('"', "&#34;").with('\'', "&#39;"),
          // URLs: RFC 3986 in both cases, Python, JavaScript, forms.
          url(UNRESERVED, Rest.PERCENT),
          url(UNRESERVED, Rest.PERCENT_LOWER),
          url(UNRESERVED + "/", Rest.PERCENT),
          url(UNRESERVED + "!'()*", Rest.PERCENT),
          url("-_.*", Rest.PERCENT).with(' ', "+"));

  /** What becomes of the bytes of a character beyond ASCII. */
  private enum Rest {
    PLAIN,
    OCTAL,
    UNICODE,
    PERCENT,
    PERCENT_LOWER
  }

  /** What is written for a character; null for the character itself. */
  private final @Nullable String[] ascii = new String[128];

  private Rest rest = Rest.PLAIN;

  private Escape() {}

  private static Escape visible() {
    return new Escape().controls(Rest.UNICODE).with('\177', unicode('\177'));
  }

  private static Escape cString(Rest rest) {
    Escape escape = new Escape().controls(Rest.OCTAL).with('\177', octal('\177'));
    escape.rest = rest;
    return escape
        .behindBackslash("'\\")
        .with('\7', "\\a")
        .with('\b', "\\b")
        .with('\33', "\\E")
        .with('\f', "\\f")
        .with('\n', "\\n")
        .with('\r', "\\r")
        .with('\13', "\\v")
        .tab();
  }

  private static Escape json(Rest rest) {
    Escape escape = new Escape().controls(Rest.UNICODE);
    escape.rest = rest;
    return escape
        .behindBackslash("\"\\")
        .with('\b', "\\b")
        .with('\f', "\\f")
        .with('\n', "\\n")
        .with('\r', "\\r")
        .tab();
  }

  private static Escape xml() {
    return new Escape().with('&', "&amp;").with('<', "&lt;").with('>', "&gt;");
  }

  private static Escape url(String plain, Rest rest) {
    Escape escape = new Escape();
    escape.rest = rest;
    for (char c = 0; c < escape.ascii.length; c++) {
      if (!Character.isLetterOrDigit(c) && plain.indexOf(c) < 0) {
        escape.with(c, escape.byteBeyond(c));
      }
    }
    return escape;
  }

  private Escape with(char c, String escaped) {
    ascii[c] = escaped;
    return this;
  }

  private Escape tab() {
    return with('\t', "\\t");
  }

  private Escape behindBackslash(String characters) {
    for (int i = 0; i < characters.length(); i++) {
      with(characters.charAt(i), "\\" + characters.charAt(i));
    }
    return this;
  }

  private Escape controls(Rest how) {
    for (char c = 0; c < ' '; c++) {
      ascii[c] = how == Rest.OCTAL ? octal(c) : unicode(c);
    }
    return this;
  }

  private static String octal(int b) {
    return "\\" + (b >> 6 & 3) + (b >> 3 & 7) + (b & 7);
  }

  private static String unicode(int c) {
    return "\\u" + hex(c >> 12) + hex(c >> 8) + hex(c >> 4) + hex(c);
  }

  private static char hex(int digit) {
    return HEX.charAt(digit & 15);
  }

  /** Returns the value as the program writes it. */
  String of(String value) {
    StringBuilder text = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
      int c = value.codePointAt(i);
      String escaped = c < ascii.length ? ascii[c] : beyondAscii(c);
      if (escaped == null) {
        text.append((char) c);
      } else {
        text.append(escaped);
      }
    }
    return text.toString();
  }

  private String beyondAscii(int c) {
    String character = Character.toString(c);
    StringBuilder text = new StringBuilder();
    if (rest == Rest.PLAIN) {
      return character;
    }
    if (rest == Rest.UNICODE) {
      for (int i = 0; i < character.length(); i++) {
        text.append(unicode(character.charAt(i)));
      }
      return text.toString();
    }
    for (byte b : character.getBytes(UTF_8)) {
      text.append(byteBeyond(b));
    }
    return text.toString();
  }

  private String byteBeyond(int b) {
    if (rest == Rest.OCTAL) {
      return octal(b);
    }
    String percent = "%" + hex(b >> 4) + hex(b);
    return rest == Rest.PERCENT ? percent.toUpperCase(Locale.ROOT) : percent;
  }
}
