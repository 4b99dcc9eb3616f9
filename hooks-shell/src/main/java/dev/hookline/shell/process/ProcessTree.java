package dev.hookline.shell.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and all that it started, as it can be seen now.
 *
 * <p>A process belongs to the tree if its parent does; if it was started with the tree's cookie in
 * its environment; if it writes to the tree's output; or if the leader of its session or of its
 * process group belongs to the tree. Each of these holds for nothing that others started, and each
 * finds what the others miss: a process whose parent has ended, that has left its session, that has
 * wiped its environment. Without {@code /proc} only the descendants of the living are found.
 */
final class ProcessTree {
  private static final int MOST_LOOKS = 3;

  private final Process root;
  private final String cookie;
  private final Set<String> outputs;
  private long rootStart = -1;

  /**
   * Creates the tree.
   *
   * @param outputs the files to which it writes, as {@code /proc} calls them
   */
  ProcessTree(Process root, String cookie, Set<String> outputs) {
    this.root = root;
    this.cookie = cookie;
    this.outputs = outputs;
  }

  Process root() {
    return root;
  }

  boolean isRoot(TreeMember member) {
    return member.pid() == root.pid();
  }

  /**
   * Remembers when the root was started, which must be done while it runs. Nothing older can belong
   * to the tree. A root that has ended before it could be asked is young enough for its id to tell.
   */
  void remember() {
    if (rootStart < 0 && root.isAlive()) {
      rootStart = ProcFs.stat(root.pid()).map(ProcFs.Stat::start).orElse(-1L);
    }
  }

  /** Returns whether no process at all was started on this machine since the root was. */
  boolean isSurelyEmpty() {
    return ProcFs.isAvailable() && !root.isAlive() && ProcFs.lastPid() == root.pid();
  }

  /** Returns the processes of the tree that run, parents before their children. */
  List<TreeMember> members() {
    return ProcFs.isAvailable() ? visible() : descendants();
  }

  /** Returns whether a member writes to the output of the tree. */
  boolean writes(TreeMember member) {
    return !ProcFs.isAvailable() || ProcFs.writesTo(member.pid(), outputs);
  }

  private List<TreeMember> descendants() {
    return Stream.concat(Stream.of(root.toHandle()), root.descendants())
        .filter(ProcessHandle::isAlive)
        .map(handle -> new TreeMember(handle, -1))
        .toList();
  }

  /**
   * A child that a process forks after it was listed, and that outlives it, needs a second look.
   */
  private List<TreeMember> visible() {
    List<TreeMember> members = List.of();
    for (int looks = 0; looks < MOST_LOOKS && members.isEmpty(); looks++) {
      long lastPid = ProcFs.lastPid();
      members = look();
      if (ProcFs.lastPid() == lastPid) {
        return members;
      }
    }
    return members;
  }

  private List<TreeMember> look() {
    Map<Long, ProcFs.Stat> candidates = candidates();
    Map<Long, ProcFs.Stat> found = new LinkedHashMap<>();
    Optional.ofNullable(candidates.get(root.pid()))
        .filter(stat -> root.isAlive())
        .ifPresent(stat -> found.put(stat.pid(), stat));
    addKin(candidates, found);
    candidates.values().stream()
        .filter(stat -> !found.containsKey(stat.pid()) && isMarked(stat.pid()))
        .toList()
        .forEach(stat -> found.put(stat.pid(), stat));
    addKin(candidates, found);
    return parentsFirst(found).stream().flatMap(stat -> TreeMember.of(stat).stream()).toList();
  }

  /** Returns the living processes that are not older than the root. */
  private Map<Long, ProcFs.Stat> candidates() {
    remember();
    long lastPid = ProcFs.lastPid();
    return ProcFs.pids()
        .filter(pid -> rootStart >= 0 || lastPid < root.pid() || pid >= root.pid())
        .mapToObj(ProcFs::stat)
        .flatMap(Optional::stream)
        .filter(stat -> stat.isAlive() && stat.start() >= rootStart)
        .collect(Collectors.toMap(ProcFs.Stat::pid, stat -> stat));
  }

  private boolean isMarked(long pid) {
    return ProcFs.wasStartedWith(pid, cookie) || ProcFs.writesTo(pid, outputs);
  }

  /** Adds what is related to a member, until there is no more. */
  private static void addKin(Map<Long, ProcFs.Stat> candidates, Map<Long, ProcFs.Stat> found) {
    boolean grew = !found.isEmpty();
    while (grew) {
      Set<Long> leaders = leaders(found);
      grew = false;
      for (ProcFs.Stat stat : candidates.values()) {
        if (!found.containsKey(stat.pid()) && isKin(stat, found, leaders)) {
          found.put(stat.pid(), stat);
          grew = true;
        }
      }
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

  private static List<ProcFs.Stat> parentsFirst(Map<Long, ProcFs.Stat> found) {
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
