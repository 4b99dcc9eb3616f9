package dev.hookline.core.console.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A few rows at the bottom of a terminal that are drawn anew where they change, and lines that stay
 * above them and scroll away as lines do. It never clears the screen and never takes the other one.
 *
 * <p>Between two frames the cursor stands, hidden, at the beginning of the first row: there a
 * terminal keeps it when it is made narrower or wider and all lines get other lengths.
 *
 * <p>Thread-safe: one frame is drawn at a time. Whoever draws waits for a terminal that was stopped
 * by Ctrl-S.
 */
public final class Screen {
  private static final String BEGIN = "\u001b[?2026h\u001b[?25l\u001b[?7l";
  private static final String END = "\u001b[?7h\u001b[?2026l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String TO_END_OF_LINE = "\u001b[K";
  private static final String TO_END_OF_SCREEN = "\u001b[J";

  /** A row that shows something else by now. */
  private static final String UNKNOWN = "\u0000";

  private final PrintStream stream;
  private final boolean hasSymbols;
  private final List<String> drawn = new ArrayList<>();
  private boolean isEnded;

  /**
   * Creates a screen without rows.
   *
   * @param hasSymbols whether the stream can write characters beyond ASCII
   */
  public Screen(PrintStream stream, boolean hasSymbols) {
    this.stream = stream;
    this.hasSymbols = hasSymbols;
  }

  /**
   * Draws a frame. No line and no row may be wider than the terminal, and there must be fewer rows
   * than it has.
   *
   * @param above lines that stay, above the rows
   * @param rows the rows
   */
  public synchronized void draw(List<String> above, List<String> rows) {
    if (isEnded || (above.isEmpty() && rows.equals(drawn))) {
      return;
    }
    StringBuilder out = new StringBuilder(BEGIN).append('\r'); // a key may have been echoed
    for (String line : above) {
      out.append(line).append(TO_END_OF_LINE).append("\r\n");
    }
    if (!above.isEmpty()) {
      drawn.replaceAll(row -> UNKNOWN);
    }
    drawRows(out, rows);
    out.append(END);
    stream.print(hasSymbols ? out : Symbols.inAscii(out.toString()));
    stream.flush();
    drawn.clear();
    drawn.addAll(rows);
  }

  private void drawRows(StringBuilder out, List<String> rows) {
    int at = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (i >= drawn.size() || !rows.get(i).equals(drawn.get(i))) {
        moveDown(out, i - at);
        boolean isLast = i == rows.size() - 1;
        out.append(rows.get(i));
        out.append(isLast ? TO_END_OF_SCREEN : TO_END_OF_LINE).append('\r');
        at = i;
      }
    }
    if (drawn.size() > rows.size()) {
      moveDown(out, rows.size() - at);
      out.append(TO_END_OF_SCREEN);
      at = rows.size();
    }
    if (at > 0) {
      out.append("\u001b[").append(at).append('A');
    }
  }

  /** A line feed at the bottom of the screen makes room, which a movement would not. */
  private static void moveDown(StringBuilder out, int rows) {
    out.append("\n".repeat(rows)).append(rows > 0 ? "\r" : "");
  }

  /** Draws all rows anew in the next frame: the terminal has another size. */
  public synchronized void resized() {
    drawn.replaceAll(row -> UNKNOWN);
  }

  /** Draws lines in the place of the rows and gives the terminal back; does nothing later. */
  public synchronized void end(List<String> last) {
    if (isEnded) {
      return;
    }
    draw(last, List.of());
    stream.print(SHOW_CURSOR);
    stream.flush();
    isEnded = true;
  }
}
