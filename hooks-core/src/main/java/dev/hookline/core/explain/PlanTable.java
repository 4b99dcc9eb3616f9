package dev.hookline.core.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A plan as a table: a line for each phase, and a row for each hook. */
final class PlanTable {
  /** Narrower columns cannot be read. */
  private static final int NARROWEST = 40;

  private static final int GAP = 2;

  private final PlanView plan;
  private final int width;
  private final Columns columns;
  private final List<String> lines = new ArrayList<>();

  PlanTable(PlanView plan, int width) {
    this.plan = plan;
    this.width = Math.max(width, NARROWEST);
    this.columns = columns();
    if (plan.isLifecycle()) {
      add(
          "",
          "lifecycle " + plan.name() + ": " + Settings.count((int) plan.hooks().count(), "hook"));
    }
    plan.phases().forEach(this::add);
    plan.warnings().forEach(warning -> add("", "warning: " + warning));
  }

  /** Names and commands get what they need, as long as a fair part is left for the rest. */
  private Columns columns() {
    int place = widest(hook -> String.valueOf(hook.place()));
    int left = width - GAP - place - 3 * GAP;
    int name = Math.min(widest(ShownHook::name), Math.max(left / 3, 8));
    left -= name;
    int settings = widest(PlanTable::settings);
    int command = Math.min(widest(ShownHook::command), Math.max(left / 2, left - settings));
    return new Columns(place, name, command, left - command);
  }

  private int widest(Function<ShownHook, String> cell) {
    return plan.hooks().map(cell).mapToInt(Columns::width).max().orElse(1);
  }

  private static String settings(ShownHook hook) {
    return String.join("; ", Settings.of(hook));
  }

  private void add(PhaseView phase) {
    add(
        "",
        phase.role().words() + " " + phase.name() + ": " + String.join(", ", Settings.of(phase)));
    if (!phase.ledger().isEmpty()) {
      add("  ", "ledger: " + phase.ledger());
    }
    if (!phase.first().isEmpty()) {
      add("  ", "first: " + String.join(", ", phase.first()));
    }
    for (ShownHook hook : phase.hooks()) {
      String place = String.valueOf(hook.place());
      lines.addAll(columns.row(place, hook.name(), hook.command(), settings(hook)));
    }
  }

  /** Adds a line; what does not fit continues below, indented. */
  private void add(String indent, String text) {
    List<String> wrapped = Columns.wrap(text, width - indent.length() - GAP);
    lines.add(indent + wrapped.get(0));
    wrapped.subList(1, wrapped.size()).forEach(more -> lines.add(indent + "  " + more));
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines);
  }
}
