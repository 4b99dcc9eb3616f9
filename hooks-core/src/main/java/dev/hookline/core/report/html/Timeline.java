package dev.hookline.core.report.html;

import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;
import dev.hookline.core.report.model.RecordedRun;
import dev.hookline.core.report.text.Words;
import java.time.Instant;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** Writes the timeline: phase by phase a row for each hook, that opens to what is known of it. */
final class Timeline {
  /**
   * A browser lays out what can be seen of a long phase, and decides that for so many rows at once.
   */
  private static final int CHUNK = 100;

  private final RecordedRun run;
  private final HtmlOut out;
  private final Bars bars;
  private final HookDetail detail;
  private final IdentityHashMap<RecordedHook, Integer> described = new IdentityHashMap<>();

  /**
   * Creates it.
   *
   * @param described the failures that are described already, in their order
   * @param outputBudget how many characters of output there is room for
   */
  Timeline(RecordedRun run, HtmlOut out, List<RecordedHook> described, int outputBudget) {
    this.run = run;
    this.out = out;
    this.bars = new Bars(new TimeScale(run.startedAt(), run.duration()));
    this.detail = new HookDetail(out, outputBudget);
    described.forEach(hook -> this.described.put(hook, this.described.size() + 1));
  }

  void write() {
    out.markup("<section id=\"timeline\">\n<h2>Timeline</h2>\n");
    legend();
    out.markup("<div class=\"row axis\">", bars.axis(), "</div>\n");
    run.phases().forEach(this::phase);
    out.markup("</section>\n");
  }

  private void legend() {
    out.markup("<p class=\"legend\">");
    for (Colour colour : Colour.values()) {
      if (isUsed(colour)) {
        out.markup("<span>", colour.sample(), " ", colour.words, "</span> ");
      }
    }
    out.markup("</p>\n");
  }

  private boolean isUsed(Colour colour) {
    return switch (colour) {
      case BUSY -> true;
      case WAIT -> run.hooks().anyMatch(hook -> !hook.waits().isEmpty());
      case LIMIT -> run.hooks().anyMatch(this::isLimitVisible);
      case SKIPPED -> false;
      default -> run.hooks().anyMatch(hook -> Colour.of(hook) == colour);
    };
  }

  private boolean isLimitVisible(RecordedHook hook) {
    Instant end = run.startedAt().plus(run.duration());
    return hook.limits().stream().anyMatch(limit -> !limit.at().isAfter(end));
  }

  private void phase(RecordedPhase phase) {
    out.markup("<section class=\"phase\"><div class=\"row\"><h3>");
    out.markup(Colour.of(phase).sign, " ").text(phase.name()).markup("</h3>");
    out.markup(bars.of(phase), " <i>");
    out.markup(phase.startedAt().isEmpty() ? "" : Words.took(phase.duration()), "</i></div>\n");
    for (RecordedPhase.KeyWait wait : phase.keys()) {
      out.markup("<p class=\"k\">waited for key ").text(wait.key());
      out.markup(", held by ").text(wait.holder()).markup("</p>\n");
    }
    rows(
        phase.hooks().stream()
            .filter(hook -> !hook.isSkipped())
            .sorted(Comparator.comparing(hook -> hook.result().startedAt()))
            .toList());
    skipped(phase.hooks().stream().filter(RecordedHook::isSkipped).toList());
    out.markup("</section>\n");
  }

  /** Writes whole chunks, whose height the styles know, and then the rest. */
  private void rows(List<RecordedHook> hooks) {
    int chunked = hooks.size() - hooks.size() % CHUNK;
    for (int from = 0; from < chunked; from += CHUNK) {
      out.markup("<div class=\"c\">");
      hooks.subList(from, from + CHUNK).forEach(this::row);
      out.markup("</div>\n");
    }
    hooks.subList(chunked, hooks.size()).forEach(this::row);
  }

  private void row(RecordedHook hook) {
    HookResult result = hook.result();
    out.markup(
        hook.isFailed() || hook.isIgnored() ? "<details class=\"h\">" : "<details class=\"h s\">");
    out.markup("<summary>", bars.of(hook), "<b>", Colour.of(hook).sign, " ");
    out.text(Words.label(result.hook())).markup("</b> <i>", Words.took(result.duration()));
    out.markup("</i></summary><div>");
    if (!hook.isFailed()) {
      detail.facts(result);
      result.outcome().failure().ifPresent(f -> out.block("Ignored", out.plain().of(f)));
      detail.rest(hook);
    } else if (described.containsKey(hook)) {
      String place = "#f" + described.get(hook);
      out.markup("<p><a href=\"", place, "\">", result.status(), ": see above</a></p>");
    } else {
      detail.failure(hook);
    }
    out.markup("</div></details>\n");
  }

  private void skipped(List<RecordedHook> hooks) {
    if (hooks.isEmpty()) {
      return;
    }
    out.markup("<details class=\"k\"><summary>");
    out.markup(Words.count(hooks.size(), "hook"), " skipped</summary><ul>");
    for (RecordedHook hook : hooks) {
      out.markup("<li>").text(Words.label(hook.result().hook()));
      if (hook.result().outcome() instanceof Skipped skipped) {
        out.markup(": ").text(skipped.reason().words());
      }
      out.markup("</li>\n");
    }
    out.markup("</ul></details>\n");
  }
}
