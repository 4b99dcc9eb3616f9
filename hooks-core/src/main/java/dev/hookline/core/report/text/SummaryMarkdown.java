package dev.hookline.core.report.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import com.google.common.html.HtmlEscapers;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;
import dev.hookline.core.report.model.RecordedRun;
import java.util.List;

/**
 * Writes a run as Markdown for the summary of a CI job, such as {@code GITHUB_STEP_SUMMARY}, which
 * is dropped as a whole when it is too large: failures first, then a table, each as far as the
 * bytes reach, and then how much is left out.
 */
public final class SummaryMarkdown {
  /** What every summary may use: GitHub shows 1,048,576 bytes, and nothing of a larger one. */
  public static final int MOST_BYTES = 1_000_000;

  /** What is kept for the sentences that say what is left out. */
  private static final int RESERVE = 400;

  private static final int MOST_OUTPUT = 8_000;
  private static final String PUNCTUATION = "!\"#$%&'()*+<=>?@[\\]^_`{|}~";
  private static final Escaper MARKDOWN = markdown();

  private final RecordedRun run;
  private final PlainText plain;
  private final StringBuilder out = new StringBuilder();
  private final long budget;
  private long used;

  private SummaryMarkdown(RecordedRun run, long budget) {
    this.run = run;
    this.plain = new PlainText(run.info()::masked);
    this.budget = budget;
  }

  /** Returns a summary of at most so many bytes in UTF-8; it may be empty. */
  public static String of(RecordedRun run, long bytes) {
    return new SummaryMarkdown(run, bytes).write();
  }

  private static Escaper markdown() {
    Escapers.Builder builder = Escapers.builder();
    PUNCTUATION.chars().forEach(c -> builder.addEscape((char) c, "&#" + c + ";"));
    return builder.build();
  }

  private String write() {
    String heading =
        "## "
            + icon(run.status())
            + " "
            + md(run.info().name())
            + " "
            + run.status().words()
            + " after "
            + Words.took(run.duration())
            + "\n\n";
    if (!hasAdded(heading, RESERVE)) {
      return "";
    }
    run.refusals().forEach(phase -> hasAdded(refusal(phase), RESERVE));
    List<RecordedHook> failures = run.failures();
    int shown = 0;
    while (shown < failures.size() && hasAdded(failure(failures.get(shown)), RESERVE)) {
      shown++;
    }
    more(failures.size() - shown, "failure");
    run.warnings().forEach(w -> hasAdded("> ⚠ " + md(plain.line(w)) + "\n\n", RESERVE));
    table();
    return out.toString();
  }

  private static String icon(RunStatus status) {
    return status == RunStatus.SUCCEEDED ? "✅" : status == RunStatus.CANCELLED ? "🚫" : "❌";
  }

  private String md(String text) {
    return MARKDOWN.escape(plain.line(text));
  }

  private String html(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }

  /** Adds the text if it fits, and what is kept still fits behind it. */
  private boolean hasAdded(String text, int kept) {
    int bytes = text.getBytes(UTF_8).length;
    if (used + bytes + kept > budget) {
      return false;
    }
    used += bytes;
    out.append(text);
    return true;
  }

  private void more(int count, String what) {
    if (count > 0) {
      hasAdded(
          "\n" + count + " more " + what + (count == 1 ? "" : "s") + " in the artefact.\n\n", 0);
    }
  }

  private String refusal(RecordedPhase phase) {
    StringBuilder text = new StringBuilder("<details open><summary><b>phase ");
    text.append(md(phase.name())).append("</b> ").append(phase.status().words());
    text.append("</summary>\n\n");
    block(text, "", phase.failure().map(plain::of).orElseThrow());
    return text.append("</details>\n\n").toString();
  }

  private String failure(RecordedHook hook) {
    HookResult result = hook.result();
    StringBuilder text = new StringBuilder("<details open><summary><b>");
    text.append(md(Words.label(result.hook()))).append("</b> (");
    text.append(md(result.hook().phase().name())).append(") ").append(result.status());
    text.append(" after ").append(Words.took(result.duration())).append("</summary>\n\n");
    block(text, "", plain.of(result.outcome().failure().orElseThrow()));
    block(text, "Output", HookNotes.tail(plain, result.output(), MOST_OUTPUT));
    block(text, "When its limit was reached", HookNotes.postMortem(plain, result));
    block(text, "Try it by hand", result.commandByHand().map(plain::lines).orElse(""));
    return text.append("</details>\n\n").toString();
  }

  private void block(StringBuilder text, String heading, String content) {
    if (!content.isEmpty()) {
      text.append(heading.isEmpty() ? "" : heading + ":\n\n");
      text.append("<pre>").append(html(content)).append("</pre>\n\n");
    }
  }

  private void table() {
    List<RecordedHook> hooks = run.hooks().toList();
    if (hooks.isEmpty() || !hasAdded("| | hook | phase | took | |\n|-|-|-|-:|-|\n", RESERVE)) {
      return;
    }
    int rows = 0;
    while (rows < hooks.size() && hasAdded(row(hooks.get(rows)), RESERVE)) {
      rows++;
    }
    more(hooks.size() - rows, "hook");
  }

  private String row(RecordedHook hook) {
    HookResult result = hook.result();
    return "| "
        + icon(hook)
        + " | "
        + md(Words.label(result.hook()))
        + " | "
        + md(result.hook().phase().name())
        + " | "
        + (hook.isSkipped() ? "" : Words.took(result.duration()))
        + " | "
        + md(remark(hook))
        + " |\n";
  }

  private static String icon(RecordedHook hook) {
    if (hook.isSkipped()) {
      return "➖";
    }
    return hook.isFailed() ? "❌" : hook.isIgnored() ? "⚠" : "✅";
  }

  private String remark(RecordedHook hook) {
    HookResult result = hook.result();
    if (result.outcome() instanceof Skipped skipped) {
      return "skipped: " + skipped.reason();
    }
    String tries = result.attempts() > 1 ? result.attempts() + " attempts" : "";
    String status = result.outcome().isSuccess() ? "" : result.status();
    String ignored = hook.isIgnored() ? "ignored" : "";
    return String.join(
        ", ", List.of(status, ignored, tries).stream().filter(s -> !s.isEmpty()).toList());
  }
}
