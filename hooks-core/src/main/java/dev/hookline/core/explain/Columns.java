package dev.hookline.core.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows of cells that stand in columns. A cell that is too long for its column takes more lines. All
 * cells but those of the last column keep to a width that the caller gives.
 */
final class Columns {
  private static final String GAP = "  ";

  /** Not between a number and its unit. */
  private static final Pattern BREAK = Pattern.compile(" (?!(?:d|h|min|s|attempts?)\\b)");

  private final int[] widths;

  Columns(int... widths) {
    this.widths = Arrays.copyOf(widths, widths.length);
  }

  /** Returns the lines of one row, without spaces at their ends. */
  List<String> row(String... cells) {
    List<List<String>> wrapped = new ArrayList<>();
    int height = 1;
    for (int i = 0; i < cells.length; i++) {
      wrapped.add(wrap(cells[i], widths[i]));
      height = Math.max(height, wrapped.get(i).size());
    }
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      lines.add(line(wrapped, line));
    }
    return lines;
  }

  private String line(List<List<String>> wrapped, int number) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < wrapped.size(); i++) {
      String part = number < wrapped.get(i).size() ? wrapped.get(i).get(number) : "";
      line.append(GAP).append(part).append(" ".repeat(Math.max(0, widths[i] - width(part))));
    }
    return line.toString().stripTrailing();
  }

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Breaks a text between words, and a word only if it is wider than the column: a path between
   * names, so that they can be read.
   */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : BREAK.split(text, -1)) {
      if (line.length() > 0 && width(line.toString()) + 1 + width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word);
      while (width(line.toString()) > width) {
        int end = endOfPart(line, width);
        lines.add(line.substring(0, end));
        line.delete(0, end);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static int endOfPart(StringBuilder word, int width) {
    int most = word.offsetByCodePoints(0, width);
    int slash = word.lastIndexOf("/", most - 1);
    return slash > 0 ? slash + 1 : most;
  }
}
