package dev.hookline.core.report.html;

import dev.hookline.api.HookAttempt;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;
import dev.hookline.core.report.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws rows of the timeline, by attributes alone: styles may be forbidden where it is read. */
final class Bars {
  private static final String BEGIN = "<svg width=\"40%\" height=\"16\">";
  private static final int HEIGHT = 16;
  private static final int MOST_STEPS = 400;

  private final TimeScale scale;

  Bars(TimeScale scale) {
    this.scale = scale;
  }

  /** Returns the ticks of the time. */
  String axis() {
    StringBuilder svg = new StringBuilder(BEGIN);
    for (Instant tick : scale.ticks()) {
      svg.append("<text x=").append(scale.at(tick)).append(" y=12 font-size=11");
      svg.append(" fill=currentColor>").append(scale.label(tick)).append("</text>");
    }
    return svg.append("</svg>").toString();
  }

  /** Returns a bar for each attempt of a hook, its waits and its limits. */
  String of(RecordedHook hook) {
    StringBuilder svg = new StringBuilder(BEGIN);
    for (RecordedHook.Wait wait : hook.waits()) {
      Instant end = wait.from().plus(wait.delay());
      bar(svg, wait.from(), end, "7 height=2", Colour.WAIT, "waits " + Words.took(wait.delay()));
    }
    List<HookAttempt> attempts = hook.result().attemptHistory();
    for (HookAttempt attempt : attempts) {
      boolean isLast = attempt.number() == attempts.size();
      Colour colour = isLast ? Colour.of(hook) : Colour.of(attempt.outcome());
      Instant end = attempt.startedAt().plus(attempt.duration());
      String title = attempts.size() == 1 ? "" : words(attempt);
      bar(svg, attempt.startedAt(), end, "3 height=10", colour, title);
    }
    for (RecordedHook.LimitMark limit : hook.limits()) {
      if (scale.has(limit.at())) {
        svg.append("<rect x=").append(scale.at(limit.at()));
        svg.append(" width=2 height=16 fill=").append(Colour.LIMIT.code);
        svg.append("><title>limit</title></rect>");
      }
    }
    return svg.append("</svg>").toString();
  }

  private static String words(HookAttempt attempt) {
    return "attempt "
        + attempt.number()
        + " "
        + attempt.outcome()
        + " after "
        + Words.took(attempt.duration());
  }

  private void bar(
      StringBuilder svg, Instant from, Instant to, String place, Colour colour, String title) {
    svg.append("<rect ").append(scale.span(from, to)).append(" y=").append(place);
    svg.append(" fill=").append(colour.code);
    svg.append(title.isEmpty() ? " />" : "><title>" + title + "</title></rect>");
  }

  /** Returns how many hooks of a phase ran at each time, and when it waited for a key. */
  String of(RecordedPhase phase) {
    StringBuilder svg = new StringBuilder(BEGIN);
    Instant firstHook = firstStart(phase);
    for (RecordedPhase.KeyWait wait : phase.keys()) {
      bar(svg, wait.from(), firstHook, "7 height=2", Colour.WAIT, "waits for a key");
    }
    NavigableMap<Instant, Integer> atOnce = atOnce(phase.hooks());
    int most = atOnce.values().stream().mapToInt(count -> count).max().orElse(0);
    if (atOnce.size() > MOST_STEPS || most < 2) {
      phase.startedAt().ifPresent(start -> whole(svg, start, start.plus(phase.duration())));
    } else {
      atOnce.forEach((time, count) -> step(svg, time, atOnce.higherKey(time), count, most));
    }
    return svg.append("</svg>").toString();
  }

  private void whole(StringBuilder svg, Instant from, Instant to) {
    bar(svg, from, to, "5 height=6", Colour.BUSY, "");
  }

  private static Instant firstStart(RecordedPhase phase) {
    Instant end = phase.startedAt().orElse(Instant.EPOCH).plus(phase.duration());
    return phase.hooks().stream()
        .filter(hook -> !hook.isSkipped())
        .map(hook -> hook.result().startedAt())
        .min(Instant::compareTo)
        .orElse(end);
  }

  private void step(StringBuilder svg, Instant from, @Nullable Instant to, int count, int most) {
    if (count > 0 && to != null) {
      int height = Math.max(2, HEIGHT * count / most);
      String title = count + " at once";
      bar(svg, from, to, HEIGHT - height + " height=" + height, Colour.BUSY, title);
    }
  }

  /** Returns how many hooks run from each moment on. */
  static NavigableMap<Instant, Integer> atOnce(List<RecordedHook> hooks) {
    NavigableMap<Instant, Integer> changes = new TreeMap<>();
    for (RecordedHook hook : hooks) {
      if (!hook.isSkipped() && !hook.result().duration().equals(Duration.ZERO)) {
        changes.merge(hook.result().startedAt(), 1, Integer::sum);
        changes.merge(hook.end(), -1, Integer::sum);
      }
    }
    int running = 0;
    for (Map.Entry<Instant, Integer> change : changes.entrySet()) {
      running += change.getValue();
      change.setValue(running);
    }
    return changes;
  }
}
