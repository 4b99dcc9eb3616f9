package dev.hookline.core.report.text;

import dev.hookline.api.HookResult;
import dev.hookline.api.KeptOutput;

/** What there is to say of a hook that did not end well. */
public final class HookNotes {
  private HookNotes() {}

  /** Returns what the hook was doing when a limit was reached; empty if none was. */
  public static String postMortem(PlainText plain, HookResult result) {
    return plain.lines(String.join("\n", result.postMortem()));
  }

  /** Returns the end of the output, with a first line that says how much is left out. */
  public static String tail(PlainText plain, KeptOutput output, int most) {
    String text = plain.lines(output.text()).stripTrailing();
    if (text.length() <= most) {
      return text;
    }
    int from = text.length() - most;
    if (Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    int line = text.indexOf('\n', from);
    from = line < 0 || line == text.length() - 1 ? from : line + 1;
    return "[… " + from + " characters before this are left out …]\n" + text.substring(from);
  }
}
