package dev.hookline.shell.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the processes of a tree are related. */
final class Kinship {
  private Kinship() {}

  /** Adds what is related to a member, until there is no more. */
  static void complete(Map<Long, ProcFs.Stat> candidates, Map<Long, ProcFs.Stat> found) {
    int before = -1;
    while (before < found.size() && !found.isEmpty()) {
      before = found.size();
      Set<Long> leaders = leaders(found);
      ProcessTree.add(candidates, found, stat -> isKin(stat, found, leaders));
    }
  }

  private static boolean isKin(ProcFs.Stat stat, Map<Long, ProcFs.Stat> found, Set<Long> leaders) {
    return found.containsKey(stat.parent())
        || leaders.contains(stat.session())
        || leaders.contains(stat.group());
  }

  /** Returns the members that lead a session or a group: while they live, its id is theirs. */
  private static Set<Long> leaders(Map<Long, ProcFs.Stat> found) {
    Set<Long> leaders = new HashSet<>();
    for (ProcFs.Stat stat : found.values()) {
      if (stat.session() == stat.pid() || stat.group() == stat.pid()) {
        leaders.add(stat.pid());
      }
    }
    return leaders;
  }

  /** Returns the members with none before its parent. */
  static List<ProcFs.Stat> parentsFirst(Map<Long, ProcFs.Stat> found) {
    Map<Long, List<ProcFs.Stat>> children = new HashMap<>();
    List<ProcFs.Stat> ordered = new ArrayList<>();
    for (ProcFs.Stat stat : found.values()) {
      boolean hasParent = found.containsKey(stat.parent());
      (hasParent ? children.computeIfAbsent(stat.parent(), p -> new ArrayList<>()) : ordered)
          .add(stat);
    }
    for (int i = 0; i < ordered.size(); i++) {
      ordered.addAll(children.getOrDefault(ordered.get(i).pid(), List.of()));
    }
    return ordered;
  }
}
