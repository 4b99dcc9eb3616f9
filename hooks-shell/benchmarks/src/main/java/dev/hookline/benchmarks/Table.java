package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints Markdown tables whose columns stand below one another. */
final class Table {
  private final String title;
  private final List<String[]> rows = new ArrayList<>();

  Table(String title, String... columns) {
    this.title = title;
    rows.add(columns);
  }

  Table row(String... cells) {
    rows.add(cells);
    return this;
  }

  /** Returns three digits or more of a figure. */
  static String figure(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder("### ").append(title).append("\n\n");
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < widths.length; i++) {
        text.append("| ").append(rows.get(r)[i]);
        text.append(" ".repeat(widths[i] - rows.get(r)[i].length() + 1));
      }
      text.append("|\n").append(r == 0 ? "|" + " --- |".repeat(widths.length) + "\n" : "");
    }
    return text.toString();
  }
}
