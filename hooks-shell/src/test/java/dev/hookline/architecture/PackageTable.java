package dev.hookline.architecture;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A table of packages: each row has a package, how many types it makes public, and every package
 * that it refers to. A permission that is not used is a problem, just as one that is missing.
 */
final class PackageTable {
  private static final String HIDDEN = "hidden";

  private final String prefix;
  private final SortedMap<String, Row> rows = new TreeMap<>();

  /**
   * A row without its package.
   *
   * @param types {@code hidden} if the module does not export the package; otherwise the number of
   *     its public top-level types, followed by {@code +} and that of the nested ones, if any
   * @param sees the packages that it refers to
   */
  private record Row(String types, SortedSet<String> sees) {
    List<String> lacks(Row other) {
      return other.sees.stream().filter(name -> !sees.contains(name)).toList();
    }
  }

  /**
   * Reads a table.
   *
   * @param prefix the name that all packages are below; the table leaves it out
   * @param table lines of a package, its types, and the packages that it refers to, in columns of
   *     any width
   */
  PackageTable(String prefix, String table) {
    this.prefix = prefix + ".";
    for (String line : table.lines().toList()) {
      List<String> cells = List.of(line.split(" +"));
      SortedSet<String> sees = new TreeSet<>(cells.subList(2, cells.size()));
      rows.put(cells.get(0), new Row(cells.get(1), sees));
    }
  }

  /**
   * Returns one problem for each package that its row does not describe, with the row that would.
   *
   * @param exported the full names of the packages that other modules may use
   */
  List<String> problems(ClassFiles classes, Set<String> exported) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, Row> actual = actualRows(classes, exported);
    actual.forEach(
        (name, fitting) -> {
          List<String> differences = differences(name, fitting, classes);
          if (!differences.isEmpty()) {
            problems.add(
                "%s\n  The row that fits the classes: %s"
                    .formatted(String.join("\n", differences), shown(name, fitting)));
          }
        });
    rows.keySet().stream()
        .filter(name -> !actual.containsKey(name))
        .map(name -> "There is no package %s%s; delete its row.".formatted(prefix, name))
        .forEach(problems::add);
    return problems;
  }

  private List<String> differences(String name, Row fitting, ClassFiles classes) {
    Row row = rows.get(name);
    if (row == null) {
      return List.of("The package %s%s has no row.".formatted(prefix, name));
    }
    List<String> found = new ArrayList<>();
    if (!row.types.equals(fitting.types)) {
      found.add(wrongTypes(name, row, fitting, classes));
    }
    row.lacks(fitting).forEach(seen -> found.add(missing(name, seen, classes)));
    fitting.lacks(row).forEach(seen -> found.add(unused(name, seen)));
    return found;
  }

  private String wrongTypes(String name, Row row, Row fitting, ClassFiles classes) {
    String types =
        classes.publicTypes(prefix + name).stream().map(Reference::simple).collect(joining(", "));
    return """
    The public types of %s%s: %s in its row, %s in the module: %s
      A public type is a promise: make it package-private, or change the row."""
        .formatted(prefix, name, row.types, fitting.types, types);
  }

  private String missing(String name, String seen, ClassFiles classes) {
    String references = Reference.shown(classes.references(prefix + name, prefix + seen));
    return """
    %s%s may not see %s%s: %s
      Move the class, or give it a value or an interface of a package that it may see."""
        .formatted(prefix, name, prefix, seen, references);
  }

  private String unused(String name, String seen) {
    return "%s%s may see %s%s, but none of its classes does; take %s out of its row."
        .formatted(prefix, name, prefix, seen, seen);
  }

  private SortedMap<String, Row> actualRows(ClassFiles classes, Set<String> exported) {
    SortedMap<String, Row> actual = new TreeMap<>();
    for (String name : classes.packages().keySet()) {
      SortedSet<String> sees = new TreeSet<>();
      classes.packagesSeenBy(name).forEach(seen -> sees.add(shortened(seen)));
      String types = exported.contains(name) ? counted(classes.publicTypes(name)) : HIDDEN;
      actual.put(shortened(name), new Row(types, sees));
    }
    return actual;
  }

  private static String counted(Set<String> types) {
    long nested = types.stream().filter(name -> name.contains("$")).count();
    return types.size() - nested + (nested == 0 ? "" : "+" + nested);
  }

  private String shortened(String packageName) {
    return packageName.startsWith(prefix) ? packageName.substring(prefix.length()) : packageName;
  }

  private static String shown(String name, Row row) {
    return "%s  %s  %s".formatted(name, row.types, String.join(" ", row.sees)).strip();
  }
}
