package dev.hookline.architecture;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;

/**
 * One class that mentions another; a nested class belongs to its top-level class.
 *
 * @param from the binary name of the class that mentions
 * @param to the binary name of the class that is mentioned
 */
record Reference(String from, String to) {
  private static final int SHOWN = 5;

  String user() {
    return topLevel(from);
  }

  String used() {
    return topLevel(to);
  }

  String userPackage() {
    return packageOf(from);
  }

  String usedPackage() {
    return packageOf(to);
  }

  /** Returns arrows between simple names, the first few if they are many. */
  static String shown(Collection<Reference> references) {
    List<String> arrows =
        references.stream()
            .map(found -> simple(found.from) + " -> " + simple(found.used()))
            .distinct()
            .sorted()
            .toList();
    String first = arrows.stream().limit(SHOWN).collect(joining(", "));
    return arrows.size() <= SHOWN ? first : first + " and " + (arrows.size() - SHOWN) + " more";
  }

  static String topLevel(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
