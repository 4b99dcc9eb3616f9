package dev.hookline.core.output;

import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * How reports, warnings and exceptions say what failed, and why. What Hookline itself throws, and
 * an exit code, speak for themselves; of anything else the class matters as much as the message, as
 * do its causes and the line of the user's own code.
 */
public final class FailureText {
  private static final int MOST_CAUSES = 20;

  private FailureText() {}

  /**
   * Returns for example {@code hook "migrate" (phase deploy) failed: exit code 3}; the further
   * lines of {@link #of(Throwable)} follow.
   */
  public static String of(HookResult result) {
    String ended = result.hook() + " " + result.outcome();
    if (result.outcome() instanceof Skipped skipped) {
      return ended + ": " + skipped.reason();
    }
    return result.outcome().failure().map(f -> of(result, ended, f)).orElse(ended);
  }

  /** The message of a script names its hook already. */
  private static String of(HookResult result, String ended, Throwable failure) {
    String text = of(failure);
    return text.startsWith(result.hook().toString()) ? text : ended + ": " + text;
  }

  /**
   * Returns the message alone if it speaks for itself; else the class and the message, then a line
   * for each cause, and one for the user's own code. Never throws.
   */
  public static String of(Throwable failure) {
    String said = MaskedFailure.wordsOf(failure);
    if (MaskedFailure.speaksForItself(failure)) {
      return said;
    }
    StringBuilder text = new StringBuilder(said);
    String own = MaskedFailure.ownFrame(failure);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(failure);
    Throwable cause = MaskedFailure.causeOf(failure);
    while (cause != null && seen.size() <= MOST_CAUSES && seen.add(cause)) {
      text.append("\n  caused by ").append(onOneLine(MaskedFailure.wordsOf(cause)));
      own = own == null ? MaskedFailure.ownFrame(cause) : own;
      cause = MaskedFailure.causeOf(cause);
    }
    return own == null ? text.toString() : text.append("\n  at ").append(own).toString();
  }

  private static String onOneLine(String words) {
    return words.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** Returns the text with a remark at the end of its first line. */
  public static String remarked(String text, String remark) {
    int end = text.indexOf('\n');
    return end < 0 ? text + remark : text.substring(0, end) + remark + text.substring(end);
  }
}
