package dev.hookline.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What a library made of an attack.
 *
 * @param hasReturned whether it returned in time, before it was helped
 * @param nanos how long it took
 * @param said what it said about the end, on one line
 * @param lines the lines that a listener got
 * @param alive how many processes were alive half a second after it returned
 * @param reported whether it reported processes that are left
 * @param flagKept whether the interrupt flag was set at the end
 * @param heapMega how far the heap grew
 */
record AttackResult(
    boolean hasReturned,
    long nanos,
    String said,
    List<String> lines,
    int alive,
    boolean reported,
    boolean flagKept,
    long heapMega) {

  String seconds() {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** Returns when and how it ended, and whether something still runs that should not. */
  String end() {
    String left =
        alive == 0 ? "" : "; **" + alive + (alive == 1 ? " process runs on**" : " run on**");
    return (hasReturned ? said + " after " + seconds() : "**hangs**") + left;
  }

  /** The same if a process may stay, but not unseen. */
  String endAndLeft() {
    String left = reported ? "; the child is reported" : "; the child is not reported";
    return (hasReturned ? said + " after " + seconds() : "**hangs**") + (alive == 0 ? "" : left);
  }

  String shownLines() {
    StringBuilder shown = new StringBuilder();
    for (String line : lines) {
      shown.append(shown.isEmpty() ? "" : ", ").append('`');
      shown.append(line.replace("\r", "\\r").replace("\n", "\\n").replace("`", "'")).append('`');
    }
    return shown.isEmpty() ? "none" : shown.toString();
  }
}
