package dev.hookline.core.console.story;

import dev.hookline.api.HookResult;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.OutputLine;
import dev.hookline.api.OutputPolicy;
import dev.hookline.core.console.terminal.SafeText;
import dev.hookline.core.console.terminal.Symbols;
import java.time.Instant;
import java.util.List;

/** What is said of a hook while it runs and when it has ended. */
final class HookLines {
  private static final int MOST_SIGNS = 3;

  /** How much of a line is shown to people; a log file gets all of it. */
  private static final int LONGEST = 2_000;

  private static final int GREEN = 32;
  private static final int YELLOW = 33;

  private final RunFacts facts;
  private final Style style;
  private final Told told;

  HookLines(RunFacts facts, Style style, Told told) {
    this.facts = facts;
    this.style = style;
    this.told = told;
  }

  /** Says that a hook runs, unless that was said or is drawn. */
  void announce(RunningHook hook) {
    if (!style.isDrawn() && hook.isToBeAnnounced()) {
      told.say("-> " + hook.label);
    }
  }

  // ---- what it writes

  void line(RunningHook hook, OutputLine line, Instant time) {
    if (!isShown(hook)) {
      return;
    }
    if (style.isLog() || !hook.isWithinLine) {
      sayBeginning(hook, line);
    } else {
      hook.leftOut += line.text().length();
    }
    if (hook.leftOut > 0 && !line.continued()) {
      say(hook, "... and " + hook.leftOut + " more characters of this line");
      hook.leftOut = 0;
    }
    hook.isWithinLine = line.continued();
    hook.silence.brokenAt(time);
  }

  private void sayBeginning(RunningHook hook, OutputLine line) {
    String text = line.text();
    int shown = style.isLog() ? text.length() : Math.min(text.length(), LONGEST);
    hook.leftOut += text.length() - shown;
    boolean isAll = shown == text.length() && !line.continued();
    say(hook, text.substring(0, shown) + (isAll ? "" : " ..."));
  }

  private boolean isShown(RunningHook hook) {
    if (style.isLog()) {
      return true;
    }
    boolean isLater = hook.output == OutputPolicy.HIDDEN || hook.output == OutputPolicy.ON_FAILURE;
    boolean isNow = hook.output == OutputPolicy.ALWAYS || style.options().isVerbose();
    return !isLater && !style.options().isQuiet() && (isNow || !style.isDrawn());
  }

  private void say(RunningHook hook, String text) {
    announce(hook);
    told.sayMasked(told.masked("   [" + hook.label + "] ") + SafeText.of(text, style.hasColours()));
  }

  // ---- how it ended

  void ended(RunningHook hook, HookResult result) {
    boolean isFailure = result.outcome().failure().isPresent() && !result.isIgnored();
    if (result.isIgnored() && hook.output == OutputPolicy.ON_FAILURE && !style.isLog()) {
      result.output().text().lines().forEach(line -> say(hook, line));
    }
    if (!isFailure || !style.isDrawn()) {
      sayEnd(result);
    }
    for (LeftBehind left : result.leftBehind()) {
      String what = SafeText.of(left.toString(), false);
      told.say((style.isDrawn() ? "! " : "   ") + hook.label + " left behind " + what);
    }
    if (isFailure) {
      told.failed();
    }
  }

  private void sayEnd(HookResult result) {
    List<String> reason = Wording.reason(result, false);
    String ended = Wording.ended(result, style.isDrawn());
    told.say(lead(result) + ended + (reason.isEmpty() ? "" : ": " + reason.get(0)));
    for (String further : reason.subList(Math.min(1, reason.size()), reason.size())) {
      told.say(Wording.INDENT + further);
    }
  }

  private String lead(HookResult result) {
    if (!style.isDrawn()) {
      return "<- ";
    }
    return result.outcome().isSuccess()
        ? style.coloured(GREEN, Symbols.DONE) + " "
        : style.coloured(YELLOW, result.isIgnored() ? Symbols.DOUBTFUL : Symbols.SKIPPED) + " ";
  }

  // ---- while time passes

  /** Says what is due of those that run. */
  void pass(Instant now) {
    int signs = 0;
    for (RunningHook hook : facts.running()) {
      if (hook.hasRunAMoment(now)) {
        announce(hook);
      }
      if (isShown(hook) && hook.isUnfinishedLineDue(now)) {
        say(hook, hook.lastLine() + " ...");
        hook.silence.brokenAt(now);
      }
      if (hook.silence.isSignDue(now) && ++signs <= MOST_SIGNS) {
        told.say("   " + hook.label + " still runs, " + hook.elapsedOfLimit(now));
      }
    }
    if (signs > MOST_SIGNS) {
      told.say("   +" + (signs - MOST_SIGNS) + " more still run");
    }
  }
}
