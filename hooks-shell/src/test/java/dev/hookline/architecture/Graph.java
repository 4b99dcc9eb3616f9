package dev.hookline.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Names and the arrows between them; small enough for each question to be answered by search.
 *
 * @param arrows where the arrows of a name lead, for each name that has any
 */
record Graph(SortedMap<String, SortedSet<String>> arrows) {
  /** Returns the graph of references, without those that stay within one name. */
  static Graph of(
      Collection<Reference> references,
      Function<Reference, String> from,
      Function<Reference, String> to) {
    return new Graph(
        references.stream()
            .filter(found -> !from.apply(found).equals(to.apply(found)))
            .collect(groupingBy(from, TreeMap::new, mapping(to, toCollection(TreeSet::new)))));
  }

  /** Returns the largest groups in which each name leads to every other, of two names or more. */
  List<SortedSet<String>> cycles() {
    List<SortedSet<String>> found = new ArrayList<>();
    SortedSet<String> open = new TreeSet<>(arrows.keySet());
    while (!open.isEmpty()) {
      String first = open.first();
      SortedSet<String> members = new TreeSet<>(predecessors(first).keySet());
      members.removeIf(name -> !predecessors(name).containsKey(first));
      if (!members.isEmpty()) {
        found.add(members);
      }
      open.remove(first);
      open.removeAll(members);
    }
    return found;
  }

  /** Returns a path through all members of a cycle, which ends where it starts. */
  List<String> pathThrough(SortedSet<String> members) {
    List<String> path = new ArrayList<>(List.of(members.first()));
    SortedSet<String> open = new TreeSet<>(members);
    open.remove(members.first());
    while (!open.isEmpty()) {
      path.addAll(shortestPath(path.get(path.size() - 1), open));
      open.removeAll(path);
    }
    path.addAll(shortestPath(path.get(path.size() - 1), List.of(members.first())));
    return path;
  }

  /** Returns the names that follow the first one on a shortest path to any of the targets. */
  private List<String> shortestPath(String first, Collection<String> targets) {
    Map<String, String> predecessors = predecessors(first);
    String name =
        predecessors.keySet().stream().filter(targets::contains).findFirst().orElseThrow();
    List<String> path = new ArrayList<>(List.of(name));
    while (!predecessors.get(name).equals(first)) {
      name = predecessors.get(name);
      path.add(name);
    }
    Collections.reverse(path);
    return path;
  }

  /** Returns each name that can be reached, nearest first, with the one before it on a path. */
  private Map<String, String> predecessors(String first) {
    Map<String, String> found = new LinkedHashMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(first));
    while (!next.isEmpty()) {
      String name = next.remove();
      for (String target : arrows.getOrDefault(name, Collections.emptySortedSet())) {
        if (found.putIfAbsent(target, name) == null) {
          next.add(target);
        }
      }
    }
    return found;
  }
}
