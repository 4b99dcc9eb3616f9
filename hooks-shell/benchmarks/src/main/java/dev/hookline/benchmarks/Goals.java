package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What is to be reached in one part of the benchmarks, and what was measured of it. */
final class Goals {
  private final String title;
  private final List<Goal> goals = new ArrayList<>();

  Goals(String title) {
    this.title = title;
  }

  /**
   * One goal.
   *
   * @param what by which it is known from run to run, also when its bound changes
   */
  record Goal(String what, String bound, String measured, boolean isReached) {}

  Goals atMost(String what, double most, double measured, String unit) {
    return add(what, "≤ " + bound(most) + unit, Table.figure(measured) + unit, measured <= most);
  }

  Goals atLeast(String what, double least, double measured, String unit) {
    return add(what, "≥ " + bound(least) + unit, Table.figure(measured) + unit, measured >= least);
  }

  private Goals add(String what, String bound, String measured, boolean isReached) {
    goals.add(new Goal(what, bound, measured, isReached));
    return this;
  }

  private static String bound(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  /** Puts what earlier runs measured beside what this one did, and notes this one. */
  Table table(History history) {
    List<String> runs = history.runs(goals.stream().map(Goal::what).toList());
    List<String> columns = new ArrayList<>(List.of("what", "goal"));
    columns.addAll(runs);
    columns.addAll(List.of("measured", "reached"));
    Table table = new Table(title, columns.toArray(String[]::new));
    for (Goal goal : goals) {
      List<String> cells = new ArrayList<>(List.of(goal.what(), goal.bound()));
      runs.forEach(run -> cells.add(history.measured(goal.what(), run)));
      cells.addAll(List.of(goal.measured(), goal.isReached() ? "yes" : "**no**"));
      table.row(cells.toArray(String[]::new));
      history.note(goal.what(), goal.measured());
    }
    return table;
  }
}
