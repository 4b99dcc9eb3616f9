package dev.hookline.core.console.story;

import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import java.util.ArrayList;
import java.util.List;

/** Hooks in a row that were skipped for the same reason: they take one line together. */
final class Skips {
  private static final int MOST_NAMED = 3;

  private final List<HookResult> row = new ArrayList<>();
  private String reason = "";
  private boolean isReasonSaid;

  /** Returns whether a skip is for the reason of those before it, or the first one. */
  boolean isOfRow(HookResult result) {
    return row.isEmpty() || reason(result).equals(reason);
  }

  void add(HookResult result) {
    reason = reason(result);
    row.add(result);
  }

  /** Leaves out the reason of those so far if it is this failure, which is said of their phase. */
  void explainedBy(Throwable failure) {
    isReasonSaid = !row.isEmpty() && Wording.firstLine(failure).endsWith(reason);
  }

  /** Returns the line for those so far, if there are any, and forgets them. */
  List<String> take() {
    if (row.isEmpty()) {
      return List.of();
    }
    String together = who() + " skipped" + (isReasonSaid ? "" : ": " + reason);
    String line = row.size() == 1 && !isReasonSaid ? line(row.get(0)) : together;
    row.clear();
    isReasonSaid = false;
    return List.of(line);
  }

  private String who() {
    return row.size() > MOST_NAMED
        ? row.size() + " hooks"
        : String.join(", ", row.stream().map(skip -> Wording.label(skip.hook())).toList());
  }

  /** Returns for example {@code warm skipped: runs only on production}. */
  static String line(HookResult result) {
    SkipReason why = ((Skipped) result.outcome()).reason();
    boolean isDry = why.cause() == Cause.DRY_RUN;
    String words =
        isDry ? why.words().replaceFirst("^(dry run|would run)(: | |$)", "") : why.words();
    return Wording.label(result.hook())
        + (isDry ? " would run" : " skipped")
        + (words.isEmpty() ? "" : ": ")
        + words;
  }

  /** Returns whether a hook must have its line, because it is what a dry run is about. */
  static boolean isOwnLine(HookResult result) {
    return ((Skipped) result.outcome()).reason().cause() == Cause.DRY_RUN;
  }

  /** Returns whether it goes without saying: an on-failure hook was not needed. */
  static boolean isExpected(HookResult result) {
    return ((Skipped) result.outcome()).reason().cause() == Cause.NO_FAILURE;
  }

  /** The names of files differ, and say little. */
  private static String reason(HookResult result) {
    SkipReason why = ((Skipped) result.outcome()).reason();
    return why.cause() == Cause.NO_SUCH_FILE ? "no such file" : why.words();
  }
}
