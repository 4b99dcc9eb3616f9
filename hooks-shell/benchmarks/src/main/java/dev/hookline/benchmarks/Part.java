package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What one part of the benchmarks found: its goals first, then the figures behind them. */
final class Part {
  final Goals goals;
  final List<Table> figures = new ArrayList<>();

  Part(String title) {
    this.goals = new Goals(title);
  }

  List<Table> tables(History history) {
    List<Table> all = new ArrayList<>();
    all.add(goals.table(history));
    all.addAll(figures);
    return all;
  }
}
