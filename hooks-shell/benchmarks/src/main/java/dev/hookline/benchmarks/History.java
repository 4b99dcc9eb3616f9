package dev.hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What earlier runs measured, one figure a line, so that progress and regress can be seen. */
final class History {
  private static final int SHOWN = 4;

  private final Path file;
  private final String today = LocalDate.now().toString();
  private final List<Figure> figures = new ArrayList<>();

  /** One figure of one run. */
  private record Figure(String run, String what, String measured) {}

  History(Path file) throws IOException {
    this.file = file;
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\t", 3);
      figures.add(new Figure(cells[0], cells[1], cells[2]));
    }
  }

  /** Returns the latest earlier runs that measured any of this, oldest first. */
  List<String> runs(Collection<String> whats) {
    Set<String> runs = new LinkedHashSet<>();
    for (Figure figure : figures) {
      if (whats.contains(figure.what()) && !figure.run().equals(today)) {
        runs.add(figure.run());
      }
    }
    return runs.stream().skip(Math.max(0, runs.size() - SHOWN)).toList();
  }

  /** Returns what a run measured, or nothing if it did not. */
  String measured(String what, String run) {
    return figures.stream()
        .filter(figure -> figure.run().equals(run) && figure.what().equals(what))
        .map(Figure::measured)
        .findFirst()
        .orElse("");
  }

  /** Notes a figure of today; the last one of a day counts. */
  void note(String what, String measured) {
    figures.removeIf(figure -> figure.run().equals(today) && figure.what().equals(what));
    figures.add(new Figure(today, what, measured));
  }

  void write() throws IOException {
    Files.write(
        file,
        figures.stream()
            .map(figure -> figure.run() + "\t" + figure.what() + "\t" + figure.measured())
            .toList());
  }
}
