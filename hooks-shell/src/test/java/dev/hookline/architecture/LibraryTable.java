package dev.hookline.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A table of third parties: each row has a library and exactly who refers to it. One that is named
 * and does not refer to the library is a problem too, for a rule that fits no class guards nothing.
 */
final class LibraryTable {
  private static final String EVERYWHERE = "everywhere";
  private static final String UNKNOWN = "";

  private final String prefix;
  private final SortedMap<String, SortedSet<String>> rows = new TreeMap<>();

  /**
   * Reads a table.
   *
   * @param prefix the name that all own packages are below; the table leaves it out
   * @param table lines of a library, named by the package that all its classes are in or below, and
   *     of those who refer to it: own classes, own packages without those below them, or {@code
   *     everywhere}
   */
  LibraryTable(String prefix, String table) {
    this.prefix = prefix + ".";
    for (String line : table.lines().toList()) {
      List<String> cells = List.of(line.split(" +"));
      rows.put(cells.get(0), new TreeSet<>(cells.subList(1, cells.size())));
    }
  }

  /** Returns what is wrong; the {@code java} packages of the JDK are no library. */
  List<String> problems(ClassFiles classes) {
    Map<String, List<Reference>> uses =
        classes.outside().stream()
            .filter(use -> !use.to().startsWith("java."))
            .collect(groupingBy(this::library));
    List<String> problems = new ArrayList<>();
    if (uses.containsKey(UNKNOWN)) {
      problems.add(
          """
          No row has the library of %s
            Do without it, or give it a row; a new library needs a reason."""
              .formatted(qualified(uses.get(UNKNOWN))));
    }
    for (String library : rows.keySet()) {
      problems.addAll(problems(library, uses.getOrDefault(library, List.of())));
    }
    return problems;
  }

  private List<String> problems(String library, List<Reference> uses) {
    SortedSet<String> users = rows.get(library);
    List<Reference> wrong =
        uses.stream().filter(use -> users.stream().noneMatch(user -> is(user, use))).toList();
    List<String> problems = new ArrayList<>();
    if (!wrong.isEmpty()) {
      problems.add(
          """
          Only %s may refer to %s, not %s
            Use the class that hides the library, or add yours to the row."""
              .formatted(String.join(", ", users), library, qualified(wrong)));
    }
    users.stream()
        .filter(user -> uses.stream().noneMatch(use -> is(user, use)))
        .map(user -> "%s does not refer to %s; correct its row.".formatted(user, library))
        .forEach(problems::add);
    return problems;
  }

  private boolean is(String user, Reference use) {
    return user.equals(EVERYWHERE)
        || use.user().equals(prefix + user)
        || use.userPackage().equals(prefix + user);
  }

  private String library(Reference use) {
    return rows.keySet().stream()
        .filter(name -> use.to().startsWith(name + "."))
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static String qualified(List<Reference> uses) {
    return uses.stream().map(use -> use.from() + " -> " + use.to()).sorted().collect(joining(", "));
  }
}
