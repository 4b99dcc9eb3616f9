package dev.hookline.core.report.text;

import dev.hookline.core.output.FailureText;
import dev.hookline.core.output.MaskedFailure;
import dev.hookline.core.output.Printable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What others wrote, made fit to be read in a document: secrets are masked, colours left out, and
 * what would move a cursor or turn the direction of reading is shown as an escape.
 */
public final class PlainText {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");
  private static final Pattern LINE_END = Pattern.compile("\r\n?");
  private static final Pattern DIRECTION =
      Pattern.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]");

  private final UnaryOperator<String> masking;

  /** Creates it with what masks secrets. */
  public PlainText(UnaryOperator<String> masking) {
    this.masking = masking;
  }

  /** Returns a text of any number of lines. */
  public String lines(String text) {
    String masked = masking.apply(text);
    String plain = LINE_END.matcher(COLOUR.matcher(masked).replaceAll("")).replaceAll("\n");
    String visible = withoutDirections(Printable.lines(plain));
    return visible.equals(masked) ? visible : masking.apply(visible); // a colour may split a secret
  }

  /** Returns a text on one line. */
  public String line(String text) {
    return lines(text).strip().replace("\n", "; ");
  }

  /** Returns the first line of a text. */
  public String firstLine(String text) {
    return lines(text).strip().lines().findFirst().orElse("");
  }

  /** Returns what was thrown, with its causes. */
  public String of(Throwable failure) {
    return lines(FailureText.of(failure)).strip();
  }

  /** Returns the name of the class that was thrown. */
  public String typeOf(Throwable failure) {
    if (!(failure instanceof MaskedFailure)) {
      return line(failure.getClass().getName());
    }
    String text = failure.toString();
    int end = text.indexOf(':');
    return line(end < 0 ? text : text.substring(0, end));
  }

  private static String withoutDirections(String text) {
    return DIRECTION
        .matcher(text)
        .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
  }
}
