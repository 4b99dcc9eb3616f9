package dev.hookline.core.console.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a terminal is.
 *
 * @param columns how many characters a line has
 * @param rows how many lines there are
 */
public record TerminalSize(int columns, int rows) {
  /** What a terminal has that does not say. */
  public static final TerminalSize USUAL = new TerminalSize(80, 24);

  private static final int NARROWEST = 20;
  private static final int LOWEST = 3;
  private static final Pattern ANSWER = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

  /** Makes room for a few characters in any case. */
  public TerminalSize {
    columns = Math.max(NARROWEST, columns);
    rows = Math.max(LOWEST, rows);
  }

  /** Asks the terminal that this JVM was started in; takes a few milliseconds. */
  public static TerminalSize ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return parse(new String(stty.getInputStream().readAllBytes(), US_ASCII));
    } catch (IOException noTerminal) {
      return USUAL;
    }
  }

  /** Reads what {@code stty size} says: rows and columns, both 0 if the terminal does not know. */
  static TerminalSize parse(String answer) {
    Matcher size = ANSWER.matcher(answer);
    if (!size.matches() || size.group(1).equals("0") || size.group(2).equals("0")) {
      return USUAL;
    }
    return new TerminalSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
  }
}
