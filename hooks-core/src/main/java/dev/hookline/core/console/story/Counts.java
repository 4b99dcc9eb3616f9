package dev.hookline.core.console.story;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.SkipReason.Cause;
import java.util.ArrayList;
import java.util.List;

/** How many hooks ended how. */
public final class Counts {
  private int ended;
  private int succeeded;
  private int failed;
  private int ignored;
  private int cancelled;
  private int undone;
  private int skipped;
  private int wouldRun;

  void add(HookResult result) {
    HookOutcome outcome = result.outcome();
    boolean isUndo = result.hook().kind() == HookKind.UNDO;
    ended += isUndo ? 0 : 1;
    if (outcome instanceof Skipped skip) {
      wouldRun += skip.reason().cause() == Cause.DRY_RUN ? 1 : 0;
      skipped += isWorthCounting(skip.reason().cause()) ? 1 : 0;
    } else if (outcome.isSuccess()) {
      undone += isUndo ? 1 : 0;
      succeeded += isUndo ? 0 : 1;
    } else if (outcome.isFailure()) {
      ignored += result.isIgnored() ? 1 : 0;
      failed += result.isIgnored() ? 0 : 1;
    } else {
      cancelled++;
    }
  }

  /** Turns failures into ignored ones, because their phase is ignored. */
  void ignore(int failures) {
    failed -= failures;
    ignored += failures;
  }

  /** An on-failure hook that was not needed is what people hope for. */
  private static boolean isWorthCounting(Cause cause) {
    return cause != Cause.DRY_RUN && cause != Cause.NO_FAILURE;
  }

  /** Returns how many hooks of the plan have ended. */
  public int ended() {
    return ended;
  }

  /** Returns how many failed and are not ignored. */
  public int failed() {
    return failed;
  }

  /** Returns for example {@code 1 failed, 8 succeeded, 3 skipped}; never empty. */
  String words(boolean isDryRun) {
    List<String> words = new ArrayList<>();
    add(words, wouldRun, "would run");
    add(words, failed, "failed");
    add(words, cancelled, "cancelled");
    add(words, ignored, "ignored");
    add(words, succeeded, "succeeded");
    add(words, undone, "undone");
    add(words, skipped, isDryRun ? "would be skipped" : "skipped");
    return words.isEmpty() ? "nothing to run" : String.join(", ", words);
  }

  private static void add(List<String> words, int count, String what) {
    if (count > 0) {
      words.add(count + " " + what);
    }
  }
}
