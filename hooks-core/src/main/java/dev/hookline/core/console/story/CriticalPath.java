package dev.hookline.core.console.story;

import dev.hookline.api.Durations;
import dev.hookline.api.HookResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which hooks decided how long a run took: from the last one that ended back to the one whose end
 * it waited for, and so on. Nothing else could have made the run shorter.
 */
final class CriticalPath {
  /** How many hooks are named: the longest ones. */
  private static final int MOST_NAMED = 6;

  private final List<Span> spans = new ArrayList<>();

  private record Span(String label, Instant start, Duration took) {
    Instant end() {
      return start.plus(took);
    }
  }

  void add(String label, HookResult result) {
    spans.add(new Span(label, result.startedAt(), result.duration()));
  }

  /** Returns for example {@code 42.8 s: compile -> warm}; empty if no two hooks ran in a row. */
  String words(String arrow, String ellipsis) {
    List<Span> path = path();
    if (path.size() < 2) {
      return "";
    }
    Set<Span> named = longest(path);
    List<String> labels = new ArrayList<>();
    boolean isGap = false;
    for (Span span : path) {
      if (named.contains(span)) {
        labels.add(span.label());
      } else if (!isGap) {
        labels.add(ellipsis);
      }
      isGap = !named.contains(span);
    }
    Duration all = Duration.between(path.get(0).start(), path.get(path.size() - 1).end());
    return Durations.measured(all) + ": " + String.join(arrow, labels);
  }

  private static Set<Span> longest(List<Span> path) {
    return new HashSet<>(
        path.stream()
            .sorted(Comparator.comparing(Span::took).reversed())
            .limit(MOST_NAMED)
            .toList());
  }

  private List<Span> path() {
    List<Span> byEnd = new ArrayList<>(spans);
    byEnd.sort(Comparator.comparing(Span::end));
    Deque<Span> path = new ArrayDeque<>();
    for (int i = byEnd.size() - 1; i >= 0; i--) {
      Span earlier = byEnd.get(i);
      if (path.isEmpty() || !earlier.end().isAfter(path.getFirst().start())) {
        path.addFirst(earlier);
      }
    }
    return List.copyOf(path);
  }
}
