package dev.hookline.core.journal.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is different between the plan of a run and the plan with which it is to be resumed. */
final class PlanChange {
  private static final int MOST_LINES = 20;

  private PlanChange() {}

  /** Returns the difference, a line for each hook; empty if there is none. */
  static Optional<String> between(List<PlannedHook> before, List<PlannedHook> now) {
    if (before.equals(now)) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    addMissing("- ", before, now, lines);
    addMissing("+ ", now, before, lines);
    if (lines.isEmpty()) {
      int i = 0;
      while (before.get(i).equals(now.get(i))) {
        i++;
      }
      lines.add("place " + (i + 1) + " had " + before.get(i) + ", and has " + now.get(i));
    }
    int left = lines.size() - MOST_LINES;
    if (left > 0) {
      lines.subList(MOST_LINES, lines.size()).clear();
      lines.add("and " + left + " more");
    }
    return Optional.of("\n  " + String.join("\n  ", lines));
  }

  private static void addMissing(
      String sign, List<PlannedHook> of, List<PlannedHook> in, List<String> lines) {
    Set<PlannedHook> there = new HashSet<>(in);
    of.stream().filter(hook -> !there.contains(hook)).forEach(hook -> lines.add(sign + hook));
  }
}
