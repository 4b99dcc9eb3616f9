package dev.hookline.core.report.html;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.LeftBehind;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.text.HookNotes;
import dev.hookline.core.report.text.Words;
import java.util.List;

/** Writes what is known of one hook. Output has a budget for the page: it must stay loadable. */
final class HookDetail {
  private static final int MOST_OUTPUT = 16_000;

  private final HtmlOut out;
  private int outputLeft;

  HookDetail(HtmlOut out, int outputBudget) {
    this.out = out;
    this.outputLeft = outputBudget;
  }

  /** Writes the command, where it is declared, and why it did not run. */
  void facts(HookResult result) {
    out.markup("<code>").text(result.command()).markup("</code>");
    result.declaredAt().ifPresent(place -> out.markup(" · ").text(place));
    if (result.outcome() instanceof Skipped skipped) {
      out.markup("<br>skipped: ").text(skipped.reason().words());
    }
  }

  /** Writes why it failed, what it said, what it was doing, and how to try it again. */
  void failure(RecordedHook hook) {
    HookResult result = hook.result();
    result.outcome().failure().ifPresent(f -> out.block("", out.plain().of(f)));
    facts(result);
    rest(hook);
    out.block("Try it by hand", result.commandByHand().orElse(""));
  }

  /** Writes what there is beside command and failure. */
  void rest(RecordedHook hook) {
    HookResult result = hook.result();
    if (result.attempts() > 1) {
      attempts(result.attemptHistory());
    }
    output(result);
    out.block("When its limit was reached", HookNotes.postMortem(out.plain(), result));
    out.block(
        "Left behind",
        String.join("\n", result.leftBehind().stream().map(LeftBehind::toString).toList()));
  }

  private void attempts(List<HookAttempt> attempts) {
    out.markup("<h4>Attempts</h4><ol>");
    for (HookAttempt attempt : attempts) {
      out.markup("<li>").text(attempt.outcome() + " after " + Words.took(attempt.duration()));
      attempt
          .outcome()
          .failure()
          .ifPresent(f -> out.markup(": ").text(out.plain().firstLine(out.plain().of(f))));
      out.markup("</li>");
    }
    out.markup("</ol>");
  }

  private void output(HookResult result) {
    if (result.output().isEmpty()) {
      return;
    }
    String tail = HookNotes.tail(out.plain(), result.output(), MOST_OUTPUT);
    if (tail.length() > outputLeft) {
      out.markup("<p>The output is in report.json: this page has no room left for it.</p>");
      return;
    }
    outputLeft -= tail.length();
    out.block("Output", tail);
  }
}
