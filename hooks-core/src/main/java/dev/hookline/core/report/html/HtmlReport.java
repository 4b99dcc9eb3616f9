package dev.hookline.core.report.html;

import dev.hookline.api.HookId;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;
import dev.hookline.core.report.model.RecordedRun;
import dev.hookline.core.report.text.PlainText;
import dev.hookline.core.report.text.Words;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes a run as one page. It is made of elements that can be read, opened and seen without styles
 * and scripts, which CI servers forbid; styles make it pleasant, and the script only searches.
 */
public final class HtmlReport {
  /** How large a page may become, in characters: it is to be there within a second. */
  private static final int MOST = 2_800_000;

  /** What a row takes, and how much output there is room for in any case. */
  private static final int ROW = 260;

  private static final int LEAST_OUTPUT = 100_000;

  /** Of more hooks the plan shows the names only; what is known of each is in the timeline. */
  private static final int MOST_IN_TABLE = 1000;

  private static final int MOST_FAILURES = 300;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final RecordedRun run;
  private final HtmlOut out;

  private HtmlReport(RecordedRun run, Appendable target) {
    this.run = run;
    this.out = new HtmlOut(target, new PlainText(run.info()::masked));
  }

  /** Writes the page. */
  public static void write(RecordedRun run, Appendable out) {
    new HtmlReport(run, out).write();
  }

  private void write() {
    out.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n", PageParts.head(), "<title>");
    out.text(sign(run.status()) + " " + run.info().name() + " " + run.status().words());
    out.markup("</title>\n</head>\n<body>\n");
    header();
    List<RecordedHook> failures = run.failures();
    List<RecordedHook> shown = failures.subList(0, Math.min(failures.size(), MOST_FAILURES));
    boolean isWell = failures.isEmpty() && run.refusals().isEmpty();
    out.markup("<nav>", isWell ? "" : "<a href=\"#failures\">Failures</a> ");
    out.markup("<a href=\"#timeline\">Timeline</a> <a href=\"#plan\">Plan</a></nav>\n<main>\n");
    if (!isWell) {
      failures(shown, failures.size());
    }
    warnings();
    new Timeline(run, out, shown, outputBudget()).write();
    plan();
    out.markup("</main>\n", PageParts.script(), "</body>\n</html>\n");
  }

  private static String sign(RunStatus status) {
    return Colour.of(status).sign;
  }

  private void header() {
    out.markup("<header>\n<h1>", Colour.of(run.status()).dot(20), " ").text(run.info().name());
    out.markup(" ", run.status().words(), " after ", Words.took(run.duration()), "</h1>\n<p>");
    out.markup(TIME.format(run.startedAt()), " · in <code>");
    out.text(run.info().directory().toString()).markup("</code> · run <code>");
    out.text(run.info().id()).markup("</code></p>\n<ul class=\"counts\">");
    out.markup("<li>", Words.count(run.hooks().count(), "hook"), "</li>");
    for (Colour colour :
        List.of(Colour.BAD, Colour.LATE, Colour.STOPPED, Colour.GOOD, Colour.SKIPPED)) {
      count(colour, run.count(colour.words));
    }
    count(Colour.IGNORED, run.ignored());
    out.markup("</ul>\n</header>\n");
  }

  private void count(Colour colour, long count) {
    if (count > 0) {
      out.markup("<li>", colour.dot(10), " ", count + " ", colour.words, "</li>");
    }
  }

  private void failures(List<RecordedHook> shown, int all) {
    out.markup("<section id=\"failures\">\n<h2>Failures</h2>\n");
    run.refusals().forEach(this::refusal);
    HookDetail detail = new HookDetail(out, outputBudget());
    int number = 0;
    for (RecordedHook hook : shown) {
      failure(hook, ++number, detail);
    }
    if (all > shown.size()) {
      out.markup(
          "<p>", Words.count(all - shown.size(), "more failure"), " in the timeline below.</p>\n");
    }
    out.markup("</section>\n");
  }

  private void refusal(RecordedPhase phase) {
    out.markup("<details class=\"fail\" open><summary><b>", Colour.BAD.sign, " phase ");
    out.text(phase.name()).markup("</b> ", phase.status().words(), "</summary><div>");
    out.block("", phase.failure().map(out.plain()::of).orElseThrow());
    out.markup("</div></details>\n");
  }

  private void failure(RecordedHook hook, int number, HookDetail detail) {
    HookResult result = hook.result();
    out.markup("<details class=\"fail\" open id=\"f" + number + "\"><summary>");
    out.markup("<b>", Colour.of(hook).sign, " ").text(Words.label(result.hook()));
    out.markup("</b> <em>in ").text(result.hook().phase().name());
    out.markup("</em> ", result.status(), " after ", Words.took(result.duration()));
    out.markup("</summary><div>");
    detail.failure(hook);
    out.markup("</div></details>\n");
  }

  /** Returns how much output failures may show, and as much the others. */
  private int outputBudget() {
    long rows = ROW * run.hooks().count();
    return (int) Math.max(LEAST_OUTPUT, (MOST - rows) / 2);
  }

  private void warnings() {
    if (run.warnings().isEmpty()) {
      return;
    }
    out.markup("<section>\n<h2>Warnings</h2>\n<ul class=\"warn\">");
    run.warnings().forEach(warning -> out.markup("<li>").text(warning).markup("</li>\n"));
    out.markup("</ul>\n</section>\n");
  }

  private void plan() {
    List<HookId> plan = run.info().plan();
    out.markup("<section id=\"plan\">\n<h2>Plan</h2>\n<details><summary>");
    out.markup(Words.count(plan.size(), "hook"), " in ", Words.count(run.phases().size(), "phase"));
    out.markup("</summary>");
    if (plan.size() > MOST_IN_TABLE) {
      out.markup("<ol>\n");
      plan.forEach(hook -> out.markup("<li>").text(hook.name()).markup("\n"));
      out.markup("</ol>");
    } else {
      table();
    }
    out.markup("</details>\n</section>\n");
  }

  private void table() {
    out.markup("<div class=\"wide\"><table><thead><tr><th>#</th><th>phase</th><th>hook</th>");
    out.markup("<th>kind</th><th>command</th><th>ended</th></tr></thead><tbody>\n");
    run.hooks()
        .filter(hook -> hook.place() > 0)
        .sorted(Comparator.comparingInt(RecordedHook::place))
        .forEach(this::planned);
    out.markup("</tbody></table></div>");
  }

  private void planned(RecordedHook hook) {
    HookResult result = hook.result();
    boolean isWell = result.outcome().isSuccess() || hook.isSkipped();
    out.markup(isWell ? "<tr class=\"ok\"><td>" : "<tr><td>", hook.place() + "<td>");
    out.text(result.hook().phase().name()).markup("<td>").text(result.hook().name());
    out.markup("<td>", result.hook().kind().words(), "<td><code>").text(result.command());
    out.markup("</code><td>", result.status(), "\n");
  }
}
