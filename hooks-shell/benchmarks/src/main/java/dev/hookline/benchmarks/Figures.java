package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, a figure a round; ratios are taken inside a round, then their median. */
final class Figures {
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

  void add(String what, double figure) {
    rounds.computeIfAbsent(what, key -> new ArrayList<>()).add(figure);
  }

  /** Lets the contestants take turns, and adds how many milliseconds each turn took. */
  void rounds(String what, int rounds, Map<String, ScriptGoals.Contestant> contestants)
      throws Exception {
    System.err.println(what + ", " + rounds + " rounds");
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, ScriptGoals.Contestant> contestant : contestants.entrySet()) {
        long start = System.nanoTime();
        contestant.getValue().run();
        if (round > 0) {
          add(contestant.getKey(), (System.nanoTime() - start) / 1e6);
        }
      }
    }
  }

  void forget() {
    rounds.clear();
  }

  double median(String what) {
    return median(of(what));
  }

  double ratio(String what, String to) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < of(what).size(); i++) {
      ratios.add(of(what).get(i) / of(to).get(i));
    }
    return median(ratios);
  }

  double difference(String what, String to) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < of(what).size(); i++) {
      differences.add(of(what).get(i) - of(to).get(i));
    }
    return median(differences);
  }

  /** The quarter that other work disturbed least; for many short samples. */
  double quiet(String what) {
    List<Double> sorted = of(what).stream().sorted().toList();
    return sorted.get(sorted.size() / 4);
  }

  double quietRatio(String what, String to) {
    return quiet(what) / quiet(to);
  }

  List<Double> of(String what) {
    List<Double> figures = rounds.get(what);
    if (figures == null) {
      throw new IllegalArgumentException("not measured: " + what + "; there is " + rounds.keySet());
    }
    return figures;
  }

  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
