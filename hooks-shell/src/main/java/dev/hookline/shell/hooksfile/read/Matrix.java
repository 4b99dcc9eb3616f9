package dev.hookline.shell.hooksfile.read;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.MapShape;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.table.Text;
import dev.hookline.shell.hooksfile.text.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the rows of values by which the instances of one hook differ. */
final class Matrix {
  private static final int MOST_ROWS = 1_000;

  private static final Text KEY =
      Text.matching("a key of letters, digits, '-' and '_'", "^[A-Za-z_][A-Za-z0-9_-]*$");

  private static final Text VALUE = Text.any("a text");

  private static final MapShape<String> SOME =
      new MapShape<>("a map from keys of the matrix to values", KEY, VALUE);

  static final Key<Map<String, List<String>>> MATRIX =
      new Key<>(
          "matrix",
          new MapShape<>("a map from keys to lists of values", KEY, ByKind.oneOrMore(VALUE)),
          "Makes one hook of each combination of the values. `${{ matrix.KEY }}` is the value in"
              + " any text of the hook; if its name has none, the values are added to it in"
              + " brackets.");

  static final Key<List<Map<String, String>>> ONLY =
      new Key<>(
          "matrix-only",
          ByKind.oneOrMore(SOME),
          "The combinations that are kept: those with all values of this map, or of one of a list"
              + " of maps.");

  static final Key<List<Map<String, String>>> EXCLUDE =
      new Key<>(
          "matrix-exclude",
          ByKind.oneOrMore(SOME),
          "The combinations that are left out: those with all values of this map, or of one of a"
              + " list of maps.");

  private Matrix() {}

  /** Returns the rows of a hook, the last key changing fastest; one without values by default. */
  static List<Row> rows(Fields hook, Problems problems) {
    Map<String, List<String>> keys = hook.get(MATRIX).orElse(Map.of());
    if (keys.isEmpty()) {
      return List.of(Row.NONE);
    }
    if (!areKnown(hook, ONLY, keys.keySet(), problems)
        || !areKnown(hook, EXCLUDE, keys.keySet(), problems)) {
      return List.of();
    }
    YamlNode place = hook.nodeOf(MATRIX);
    if (keys.values().stream().mapToDouble(List::size).reduce(1, (a, b) -> a * b) > MOST_ROWS) {
      problems.at(
          place, "found more than " + MOST_ROWS + " combinations of values; expected fewer");
      return List.of();
    }
    List<Row> rows = new ArrayList<>(combinations(keys));
    hook.get(ONLY).ifPresent(some -> rows.removeIf(row -> some.stream().noneMatch(row::matches)));
    rows.removeIf(row -> hook.all(EXCLUDE).stream().anyMatch(row::matches));
    if (rows.isEmpty()) {
      problems.at(place, "found a matrix of which no combination is left; expected at least one");
    }
    return rows;
  }

  private static List<Row> combinations(Map<String, List<String>> keys) {
    List<Row> rows = List.of(Row.NONE);
    for (Map.Entry<String, List<String>> key : keys.entrySet()) {
      List<Row> longer = new ArrayList<>();
      for (Row row : rows) {
        for (String value : key.getValue()) {
          Map<String, String> values = new LinkedHashMap<>(row.values());
          values.put(key.getKey(), value);
          longer.add(new Row(values));
        }
      }
      rows = longer;
    }
    return rows;
  }

  private static boolean areKnown(
      Fields hook, Key<List<Map<String, String>>> filter, Set<String> known, Problems problems) {
    for (Map<String, String> some : hook.all(filter)) {
      for (String key : some.keySet()) {
        if (!known.contains(key)) {
          problems.at(hook.nodeOf(filter), Row.unknown(key, known));
          return false;
        }
      }
    }
    return true;
  }
}
