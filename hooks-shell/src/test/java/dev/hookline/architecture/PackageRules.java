package dev.hookline.architecture;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What must hold for each package by itself. */
final class PackageRules {
  private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

  private PackageRules() {}

  /** Returns a problem for each package whose references may be null without saying so. */
  static List<String> notNullMarked(ClassFiles classes) {
    return classes.packages().keySet().stream()
        .filter(name -> !classes.isAnnotated(name, NULL_MARKED))
        .map(name -> "%s is not @NullMarked; say so in its package-info.java.".formatted(name))
        .toList();
  }

  /**
   * Returns a problem for each package that is too large, or listed as large without need.
   *
   * @param most how many top-level classes a package may have
   * @param large the packages that may have more, with the reason
   */
  static List<String> tooLarge(ClassFiles classes, int most, Map<String, String> large) {
    SortedMap<String, SortedSet<String>> packages = new TreeMap<>(classes.packages());
    packages.values().removeIf(members -> members.size() <= most);
    List<String> problems = new ArrayList<>();
    packages.forEach(
        (name, members) -> {
          if (!large.containsKey(name)) {
            problems.add(tooLarge(name, most, members));
          }
        });
    large.keySet().stream()
        .filter(name -> !packages.containsKey(name))
        .sorted()
        .map(name -> "%s is listed as large, but is not; take it off the list.".formatted(name))
        .forEach(problems::add);
    return problems;
  }

  private static String tooLarge(String name, int most, SortedSet<String> members) {
    return """
    %s has %d classes, %d are the limit: %s
      Split it by what the classes are for, or list it with the reason."""
        .formatted(
            name,
            members.size(),
            most,
            members.stream().map(Reference::simple).collect(joining(", ")));
  }
}
