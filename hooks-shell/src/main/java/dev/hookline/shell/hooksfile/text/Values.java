package dev.hookline.shell.hooksfile.text;

import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.ListShape;
import dev.hookline.shell.hooksfile.table.Shape;
import dev.hookline.shell.hooksfile.table.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that several tables have. */
public final class Values {
  private static final String SPAN =
      "([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}(\\.[0-9]{1,3})?s)?([0-9]{1,9}ms)?";
  private static final Pattern SPAN_PARTS = Pattern.compile("([0-9.]+)(ms|[dhms])");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  /** The rule of {@code Phase}: printable on one line, without slashes. */
  private static final String NAME_PATTERN =
      "^(?!\\s)[^/\\\\\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,200}(?<!\\s)$";

  /** The name of a phase, by the rule of {@code Phase}. */
  public static final Text NAME_TEXT =
      Text.matching("a name of at most 200 characters on one line, without slashes", NAME_PATTERN);

  /** The name of a hook. */
  public static final Shape<Template> NAME =
      NAME_TEXT
          .checked(Template::read)
          .checked(Template.early("expected a name that is known when the file is read"));

  /** The name of a hook, or a list of names. */
  public static final Shape<List<Template>> NAMES = ByKind.oneOrMore(NAME);

  /** The name of a variable. */
  public static final Text VARIABLE_TEXT =
      Text.matching("the name of a variable: letters, digits and '_'", "^[A-Za-z_][A-Za-z0-9_]*$");

  /** The name of a variable, or a list of names. */
  public static final Shape<List<String>> VARIABLES = ByKind.oneOrMore(VARIABLE_TEXT);

  /** A duration that is longer than zero. */
  public static final Shape<Duration> TIME =
      Text.matching(
              "a time longer than zero, such as 30s, 5m or 1h30m", "^(?=.*[1-9])" + SPAN + "$")
          .as(Values::duration);

  /** A duration. */
  public static final Shape<Duration> TIME_OR_ZERO =
      Text.matching("a time, such as 30s, 500ms or 0s", "^(?=.)" + SPAN + "$").as(Values::duration);

  /** A number of bytes. */
  public static final Shape<Long> SIZE =
      Text.matching("a size, such as 10 MiB", "^[1-9][0-9]{0,8} ?(B|KiB|MiB|GiB)$")
          .as(Values::size);

  /** A path in the file itself, which nothing is put into. */
  public static final Text FILE = Text.matching("the path of a file", "^[^\\x00]+$");

  /** A path with references. */
  public static final Shape<Template> PATH =
      Text.matching("a path", "^[^\\x00]+$").checked(Template::read);

  /** A text with references. */
  public static final Shape<Template> TEXT = Text.any("a text").checked(Template::read);

  /** A text with references, or a list of them. */
  public static final Shape<List<Template>> TEXTS = ByKind.oneOrMore(TEXT);

  private static final String BLANKS = " \t\n\u000b\f\r";

  private static final Text LINE =
      Text.matching("a command", "^[^\\x00]*[^\\s\\x00][^\\x00]*$").checkedBy(Values::isLine);

  /** A command: words, or one text that is split into words. */
  public static final Shape<List<Template>> WORDS =
      ByKind.of(
          LINE.checked(CommandLine::read),
          ListShape.filled(Text.any("a word").checked(Template::read)));

  private Values() {}

  /** As the pattern says: something that is not blank, and no NUL. */
  private static boolean isLine(String text) {
    int at = 0;
    while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() && text.indexOf('\0') < 0;
  }

  private static Duration duration(String text) {
    Matcher part = SPAN_PARTS.matcher(text);
    BigDecimal millis = BigDecimal.ZERO;
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(MILLIS.getOrDefault(part.group(2), 0L));
      millis = millis.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    return Duration.ofMillis(millis.longValueExact());
  }

  private static long size(String text) {
    int digits = 0;
    while (Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    return Long.parseLong(text.substring(0, digits))
        * BYTES.getOrDefault(text.substring(digits).strip(), 1L);
  }
}
