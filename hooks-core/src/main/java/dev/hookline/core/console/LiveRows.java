package dev.hookline.core.console;

import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.OutputPolicy;
import dev.hookline.core.console.story.Ending;
import dev.hookline.core.console.story.RunFacts;
import dev.hookline.core.console.story.RunFacts.Failure;
import dev.hookline.core.console.story.RunningHook;
import dev.hookline.core.console.story.Style;
import dev.hookline.core.console.story.Wording;
import dev.hookline.core.console.terminal.SafeText;
import dev.hookline.core.console.terminal.Symbols;
import dev.hookline.core.console.terminal.TerminalSize;
import dev.hookline.core.console.terminal.TextWidth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that are drawn while a run is at work: what has failed, what runs, and how far the run
 * is.
 */
final class LiveRows {
  private static final int CYAN = 36;
  private static final int DIM = 2;
  private static final int WIDEST_NAME = 24;
  private static final long FRAME_MILLIS = 100;

  private final RunFacts facts;
  private final Style style;
  private final Ending ending;

  LiveRows(RunFacts facts, Style style) {
    this.facts = facts;
    this.style = style;
    this.ending = new Ending(facts, style);
  }

  /** Returns the rows of a moment, fewer than the terminal has, each narrower than it is. */
  List<String> at(Instant now, TerminalSize size) {
    int room = size.rows() - 2; // one for the last row, one for what is above
    List<String> rows = new ArrayList<>(failed(Math.max(1, room / 3)));
    rows.addAll(running(now, Math.max(1, room - rows.size()), size.columns()));
    rows.add(progress(now));
    return rows.stream()
        .map(row -> TextWidth.cut(facts.run.masked(row), size.columns() - 1))
        .toList();
  }

  private List<String> failed(int room) {
    List<String> rows = new ArrayList<>();
    int all = facts.failures.size();
    int shown = all <= room ? all : room - 1;
    for (Failure failure : facts.failures.subList(0, shown)) {
      List<String> reason = Wording.reason(failure.result(), false);
      rows.add(ending.headline(failure, reason.isEmpty() ? "" : reason.get(0)));
    }
    if (shown < all) {
      rows.add("  +" + (all - shown) + " more failed");
    }
    return rows;
  }

  private List<String> running(Instant now, int room, int columns) {
    List<RunningHook> all = List.copyOf(facts.running());
    KeyAwaited awaited = facts.awaited();
    int shown = all.size() <= room ? all.size() : room - 1;
    List<String> rows = new ArrayList<>(rows(all.subList(0, shown), now, columns));
    if (shown < all.size()) {
      rows.add("  +" + (all.size() - shown) + " more running");
    }
    if (awaited != null) {
      rows.add(spinner(now) + Wording.waiting(awaited));
    }
    return rows;
  }

  /** Returns a table: name, times, last line. */
  private List<String> rows(List<RunningHook> hooks, Instant now, int columns) {
    int widest = Math.min(WIDEST_NAME, columns / 3);
    List<String> names = hooks.stream().map(hook -> TextWidth.cut(hook.label, widest)).toList();
    List<String> times = hooks.stream().map(hook -> hook.elapsedAndLeft(now)).toList();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < hooks.size(); i++) {
      String last = style.coloured(DIM, lastWords(hooks.get(i), columns));
      rows.add(spinner(now) + padded(names, i) + "  " + padded(times, i) + "  " + last);
    }
    return rows;
  }

  private static String padded(List<String> column, int row) {
    int width = column.stream().mapToInt(TextWidth::of).max().orElse(0);
    return column.get(row) + " ".repeat(width - TextWidth.of(column.get(row)));
  }

  private static String lastWords(RunningHook hook, int columns) {
    boolean isShown = hook.output != OutputPolicy.HIDDEN && hook.output != OutputPolicy.ON_FAILURE;
    String last = isShown ? hook.lastWords() : "";
    return last.isBlank()
        ? ""
        : TextWidth.withoutTabs(SafeText.of(beginning(last, columns), false));
  }

  /** What does not fit anyway need not be made safe; carriage returns count from the end. */
  private static String beginning(String line, int columns) {
    boolean isLong = line.length() > columns * 16 && line.indexOf('\r') < 0;
    return isLong ? line.substring(0, columns * 16) : line;
  }

  private String spinner(Instant now) {
    char picture = Symbols.spinner(now.toEpochMilli() / FRAME_MILLIS);
    return style.coloured(CYAN, String.valueOf(picture)) + " ";
  }

  /** Returns for example {@code 3/12 deploy, 42 s, 1 failed}. */
  private String progress(Instant now) {
    int all = facts.run.plan().size();
    int ended = Math.min(all, facts.counts.ended());
    int failed = facts.counts.failed();
    return ended
        + ("/" + all + " " + facts.phase() + ", ")
        + RunningHook.seconds(Duration.between(facts.startedAt(), now))
        + (failed > 0 ? ", " + failed + " failed" : "");
  }
}
