package dev.hookline.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Finds cycles of packages and of classes, and shows each as one path through all its members. */
final class Cycles {
  private Cycles() {}

  /** Returns one problem for each group of packages that refer to one another. */
  static List<String> ofPackages(ClassFiles classes) {
    Graph graph = Graph.of(classes.inside(), Reference::userPackage, Reference::usedPackage);
    return graph.cycles().stream()
        .map(members -> problem(graph.pathThrough(members), classes))
        .toList();
  }

  private static String problem(List<String> path, ClassFiles classes) {
    String arrows =
        IntStream.range(1, path.size())
            .mapToObj(step -> arrow(path.get(step - 1), path.get(step), classes))
            .distinct()
            .collect(joining("\n"));
    return """
    Packages form a cycle: %s
    %s
      Break the arrow that leads up: move the class, or give the lower package a value or an \
    interface of its own."""
        .formatted(String.join(" -> ", path), arrows);
  }

  private static String arrow(String from, String to, ClassFiles classes) {
    return "  %s -> %s: %s".formatted(from, to, Reference.shown(classes.references(from, to)));
  }

  /**
   * Returns one problem for each group of classes of one package that refer to one another.
   *
   * @param most how many classes such a group may have
   */
  static List<String> ofClasses(ClassFiles classes, int most) {
    List<String> problems = new ArrayList<>();
    for (String name : classes.packages().keySet()) {
      List<Reference> references = classes.references(name, name);
      Graph graph = Graph.of(references, Reference::user, Reference::used);
      graph.cycles().stream()
          .filter(members -> members.size() > most)
          .map(members -> problem(name, most, graph.pathThrough(members), references))
          .forEach(problems::add);
    }
    return problems;
  }

  private static String problem(
      String packageName, int most, List<String> path, List<Reference> references) {
    SortedSet<String> members = new TreeSet<>(path);
    return """
    %d classes of %s form a cycle, %d are the limit: %s
    %s
      Cut it: give the class that is used a value or a small interface instead of its user."""
        .formatted(
            members.size(),
            packageName,
            most,
            path.stream().map(Reference::simple).collect(joining(" -> ")),
            referencesAmong(members, references));
  }

  /** Returns one line for each class, a nested one too, with the others that it refers to. */
  private static String referencesAmong(
      Collection<String> members, Collection<Reference> references) {
    SortedMap<String, SortedSet<String>> used =
        references.stream()
            .filter(found -> members.contains(found.user()) && members.contains(found.used()))
            .collect(
                groupingBy(
                    found -> Reference.simple(found.from()),
                    TreeMap::new,
                    mapping(found -> Reference.simple(found.used()), toCollection(TreeSet::new))));
    return used.entrySet().stream()
        .map(entry -> "  %s -> %s".formatted(entry.getKey(), String.join(", ", entry.getValue())))
        .collect(joining("\n"));
  }
}
