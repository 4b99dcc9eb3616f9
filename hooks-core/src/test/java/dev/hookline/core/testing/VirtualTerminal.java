package dev.hookline.core.testing;

import dev.hookline.core.console.terminal.TextWidth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal of which only that works that a console may use; anything else is an error. Lines that
 * scroll away are kept.
 */
public final class VirtualTerminal {
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??)([0-9;:]*)([A-Za-z])");
  private static final String FILLER = "";

  private final int columns;
  private final int rows;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<List<String>> lines = new ArrayList<>();
  private int x;
  private int y;
  private boolean wraps = true;
  private boolean hasCursor = true;
  private int frames;
  private int drawn;

  /** Creates an empty terminal. */
  public VirtualTerminal(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.lines.add(new ArrayList<>());
  }

  /** Returns what a program writes to. */
  public PrintStream stream() {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Returns all lines, those that have scrolled away included, without space at their ends. */
  public List<String> lines() {
    work();
    List<String> all = lines.stream().map(line -> String.join("", line).stripTrailing()).toList();
    int end = all.size();
    while (end > 0 && all.get(end - 1).isEmpty()) {
      end--;
    }
    return all.subList(0, end);
  }

  /** Returns whether the cursor is shown and lines wrap, as a program finds a terminal. */
  public boolean isRestored() {
    work();
    return hasCursor && wraps;
  }

  /** Returns in which line the cursor stands, counted from 0. */
  public int cursorLine() {
    work();
    return y;
  }

  /** Returns how many frames were drawn. */
  public int frames() {
    work();
    return frames;
  }

  /** Returns how many characters were drawn since the last call, sequences left out. */
  public int drawn() {
    work();
    int count = drawn;
    drawn = 0;
    return count;
  }

  private void work() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    Matcher sequence = SEQUENCE.matcher(text);
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '\u001b') {
        if (!sequence.find(i) || sequence.start() != i) {
          throw new AssertionError("unknown: " + text.substring(i));
        }
        sequence(sequence.group(1), sequence.group(2), sequence.group(3));
        i = sequence.end();
      } else {
        character(text.codePointAt(i));
        i += Character.charCount(text.codePointAt(i));
      }
    }
  }

  private void sequence(String mark, String number, String kind) {
    switch (mark + number + kind) {
      case "?2026h" -> frames++;
      case "?25l" -> hasCursor = false;
      case "?25h" -> hasCursor = true;
      case "?7l" -> wraps = false;
      case "?7h" -> wraps = true;
      case "K" -> erase(lines.get(y));
      case "J" -> {
        erase(lines.get(y));
        lines.subList(y + 1, lines.size()).clear();
      }
      case "?2026l" -> {}
      default -> other(number, kind);
    }
  }

  private void other(String number, String kind) {
    if (kind.equals("A")) {
      y -= Integer.parseInt(number);
      if (y < Math.max(0, lines.size() - rows)) {
        throw new AssertionError("the cursor left the screen");
      }
    } else if (!kind.equals("m")) {
      throw new AssertionError("unknown: " + number + kind);
    }
  }

  private void erase(List<String> line) {
    line.subList(Math.min(x, line.size()), line.size()).clear();
  }

  private void character(int c) {
    if (c == '\r') {
      x = 0;
    } else if (c == '\n') {
      x = 0; // as the driver of a terminal writes it
      down();
    } else if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
      throw new AssertionError("control character " + c);
    } else {
      put(Character.toString(c), TextWidth.ofCharacter(c));
    }
  }

  private void down() {
    y++;
    if (y == lines.size()) {
      lines.add(new ArrayList<>());
    }
  }

  private void put(String character, int width) {
    drawn++;
    List<String> line = lines.get(y);
    if (width == 0 && x > 0) {
      line.set(x - 1, line.get(x - 1) + character);
      return;
    }
    if (x + width > columns) {
      if (!wraps) {
        throw new AssertionError("wider than the terminal: " + String.join("", line));
      }
      x = 0;
      down();
      line = lines.get(y);
    }
    for (int i = 0; i < width; i++, x++) {
      while (line.size() <= x) {
        line.add(" ");
      }
      line.set(x, i == 0 ? character : FILLER);
    }
  }
}
