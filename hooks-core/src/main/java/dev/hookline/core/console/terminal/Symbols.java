package dev.hookline.core.console.terminal;

/** The characters beyond ASCII that a console uses, each one column wide. */
public final class Symbols {
  /** What stands before a hook that succeeded. */
  public static final String DONE = "✓";

  /** What stands before a hook that failed. */
  public static final String FAILED = "✗";

  /** What stands before what may need a look. */
  public static final String DOUBTFUL = "!";

  /** What stands before a hook that did not run. */
  public static final String SKIPPED = "–";

  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final String BEYOND = "✓✗–…→" + SPINNER;
  private static final String INSTEAD = "+x-~>" + "|/-\\|/-\\|/";

  private Symbols() {}

  /** Returns a picture of the spinner. */
  public static char spinner(long frame) {
    return SPINNER.charAt((int) (frame % SPINNER.length()));
  }

  /** Returns the text with others in the place of these characters. */
  static String inAscii(String text) {
    StringBuilder ascii = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int known = text.charAt(i) < 0x80 ? -1 : BEYOND.indexOf(text.charAt(i));
      if (known >= 0) {
        ascii.setCharAt(i, INSTEAD.charAt(known));
      }
    }
    return ascii.toString();
  }
}
