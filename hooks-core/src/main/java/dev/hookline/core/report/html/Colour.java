package dev.hookline.core.report.html;

import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.Succeeded;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.RunStatus;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;

/** What is shown in which colour, with a sign beside it; each is fit for light and for dark. */
enum Colour {
  GOOD("#2f9e5f", "✓", "succeeded"),
  BAD("#d8504a", "✗", "failed"),
  LATE("#d9822b", "◷", "timed out"),
  STOPPED("#8d74d1", "⊘", "cancelled"),
  IGNORED("#c9a227", "!", "ignored"),
  SKIPPED("#9aa3ad", "–", "skipped"),
  WAIT("#9aa3ad", "", "waits"),
  LIMIT("#d9822b", "", "limit"),
  BUSY("#4a8fe0", "", "hooks at once");

  final String code;
  final String sign;
  final String words;

  Colour(String code, String sign, String words) {
    this.code = code;
    this.sign = sign;
    this.words = words;
  }

  static Colour of(RecordedHook hook) {
    return hook.isIgnored() ? IGNORED : of(hook.result().outcome());
  }

  static Colour of(RecordedPhase phase) {
    return phase.isIgnored() ? IGNORED : of(phase.status());
  }

  static Colour of(HookOutcome outcome) {
    if (outcome instanceof Succeeded) {
      return GOOD;
    }
    if (outcome instanceof Skipped) {
      return SKIPPED;
    }
    if (outcome instanceof TimedOut) {
      return LATE;
    }
    return outcome instanceof Cancelled ? STOPPED : BAD;
  }

  static Colour of(RunStatus status) {
    return switch (status) {
      case SUCCEEDED -> GOOD;
      case FAILED -> BAD;
      case CANCELLED -> STOPPED;
      case SKIPPED -> SKIPPED;
    };
  }

  /** Returns the sign of this in a legend: what it looks like in the timeline. */
  String sample() {
    return switch (this) {
      case WAIT -> sample("<rect y=\"4\" width=\"10\" height=\"2\" fill=\"" + code + "\"/>");
      case LIMIT -> sample("<rect x=\"4\" width=\"2\" height=\"10\" fill=\"" + code + "\"/>");
      default -> dot(10);
    };
  }

  private static String sample(String shape) {
    return "<svg width=\"10\" height=\"10\" aria-hidden=\"true\">" + shape + "</svg>";
  }

  /** Returns a dot in this colour. */
  String dot(int size) {
    return "<svg width=\""
        + size
        + "\" height=\""
        + size
        + "\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><circle cx=\"5\" cy=\"5\" r=\"5\" fill=\""
        + code
        + "\"/></svg>";
  }
}
