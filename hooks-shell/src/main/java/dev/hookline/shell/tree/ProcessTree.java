package dev.hookline.shell.tree;

import dev.hookline.shell.cgroup.Cgroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process and all that it started, as it can be seen now.
 *
 * <p>A process belongs to the tree if it was seen to belong before; if its parent does; if it was
 * started with the tree's cookie in its environment; if it has the tree's output open; if it is in
 * the session that the root leads; or if the leader of its session or of its process group belongs
 * to the tree. Each of these holds for nothing that others started, and each finds what the others
 * miss: a process whose parent has ended, that has left its session, that has wiped its
 * environment. In a cgroup of its own no member is missed. Without {@code /proc} only the
 * descendants of the living are found.
 */
public final class ProcessTree implements LongPredicate {
  /** How often at most what was started during a look is looked at as well. */
  private static final int MOST_GLANCES = 20;

  /** More new processes than these are not glanced at one by one. */
  private static final long MOST_NEW = 1000;

  /** How long the kernel may take to empty a cgroup. */
  private static final int MOST_WAITS = 5;

  private static final long WAIT_NANOS = 200_000;

  private static final long JVM = ProcessHandle.current().pid();

  private final Process root;
  private final Marks marks;
  private final Optional<Cgroup> cgroup;

  /** The members that the last look has found, by their ids, with the times of their starts. */
  private final Map<Long, Long> known = new ConcurrentHashMap<>();

  private volatile long rootStart = -1;

  /** Set once the root and all else in its session have ended: its id may then be given anew. */
  private volatile boolean isSessionOver;

  private volatile boolean isInDoubt;

  private final IdWatch ids;

  /**
   * Creates the tree.
   *
   * @param outputs the files to which it writes, as {@code /proc} calls them
   * @param cgroup in which the root moves itself before it starts anything, if there is one
   */
  public ProcessTree(Process root, String cookie, Set<String> outputs, Optional<Cgroup> cgroup) {
    this.root = root;
    this.ids = new IdWatch(root.pid());
    this.marks = new Marks(cookie, outputs);
    this.cgroup = cgroup;
    LiveRoots.add(root);
  }

  /** Returns the first process. */
  public Process root() {
    return root;
  }

  /** Says that nothing will be asked any more. */
  public void forget() {
    LiveRoots.remove(root);
  }

  boolean isRoot(TreeMember member) {
    return member.pid() == root.pid();
  }

  /** Returns its cgroup, if it has one. */
  public Optional<Cgroup> cgroup() {
    return cgroup;
  }

  /** Returns the ids of what runs in its cgroup: of no process if it has none. */
  public Set<Long> contained() {
    return cgroup.isEmpty() ? Set.of() : cgroup.get().pids();
  }

  /**
   * Returns whether a member runs in its cgroup, even one that was not found. Newer kernels take a
   * process out of its cgroup a moment after they have reported its end.
   */
  public boolean isPopulated() {
    boolean populated = cgroup.isPresent() && cgroup.get().isPopulated();
    for (int i = 0; populated && !root.isAlive() && i < MOST_WAITS; i++) {
      LockSupport.parkNanos(WAIT_NANOS);
      populated = cgroup.isPresent() && cgroup.get().isPopulated();
    }
    return populated;
  }

  /**
   * Remembers when the root was started, which must be done while it runs. Nothing older can belong
   * to the tree. A root that has ended before it could be asked is young enough for its id to tell.
   * If this is done every few moments, what was started since can be told by its id as well.
   */
  public void remember() {
    ids.look();
    if (rootStart < 0 && root.isAlive()) {
      rootStart = ProcFs.stat(root.pid()).map(ProcFs.Stat::start).orElse(-1L);
    }
  }

  /**
   * Returns whether the kernel says that the root has ended. The JDK may not have noticed yet: the
   * thread that waits for it has to get its turn on the processor first.
   */
  public boolean hasRootEnded() {
    return ProcFs.isAvailable()
        && ProcFs.stat(root.pid())
            .filter(now -> now.isAlive() && (rootStart < 0 || now.start() == rootStart))
            .isEmpty();
  }

  /**
   * Returns whether it is known, without a look at all processes, that none is left. A tree without
   * a member that shows a sign of it has none that only descends from one, so that each process may
   * be examined by itself.
   */
  public boolean isSurelyEmpty() {
    return ProcFs.isAvailable()
        && !root.isAlive()
        && Candidates.areNone(root.pid(), ids.since(), this);
  }

  /**
   * Returns whether a process is surely none of the tree. In a cgroup of its own a member need not
   * show any sign.
   */
  @Override
  public boolean test(long pid) {
    if (cgroup.isPresent()) {
      return false;
    }
    Optional<ProcFs.Stat> found = ProcFs.stat(pid);
    if (found.isEmpty() || !mayBelong(found.get())) {
      return true;
    }
    ProcFs.Stat stat = found.get();
    boolean isMember = isKnown(stat) || isInSession(stat) || known.containsKey(stat.parent());
    if (isMember || isOfAnotherTree(stat) || !ProcFs.isProcess(pid)) {
      return !isMember; // a thread may have hundreds of files open, those of its process
    }
    return ProcFs.mayLookAt(pid) && !marks.areOn(stat);
  }

  /**
   * Returns whether a member may have been missed by the last look, because processes began and
   * ended faster than they could be looked at, or belong to others and may not be looked at.
   */
  public boolean isInDoubt() {
    return isInDoubt;
  }

  /** Returns the processes of the tree that run, parents before their children. */
  public List<TreeMember> members() {
    return ProcFs.isAvailable() ? visible() : descendants();
  }

  /** Returns whether a member may write to the output of the tree. */
  public boolean writes(TreeMember member) {
    return !ProcFs.isAvailable() || marks.mayBeWrittenBy(member.pid());
  }

  private List<TreeMember> descendants() {
    return Stream.concat(Stream.of(root.toHandle()), root.descendants())
        .filter(ProcessHandle::isAlive)
        .map(handle -> new TreeMember(handle, -1))
        .toList();
  }

  /**
   * A child that a process forks after it was listed, and that outlives it, is found by a glance at
   * what was started during the look; its own child by the next glance.
   */
  private List<TreeMember> visible() {
    long before = ProcFs.lastPid();
    isInDoubt = !ProcFs.showsAllProcesses();
    List<TreeMember> members = look(before);
    long after = ProcFs.lastPid();
    for (int i = 0; members.isEmpty() && before != after && i < MOST_GLANCES; i++) {
      members = glance(before, after);
      before = after;
      after = ProcFs.lastPid();
    }
    isInDoubt |= cgroup.isEmpty() && members.isEmpty() && before != after;
    return members.isEmpty() && isPopulated() ? frozen(cgroup.orElseThrow()) : members;
  }

  /** Looks at members that begin and end faster than they can be looked at. */
  private List<TreeMember> frozen(Cgroup group) {
    boolean wasFrozen = group.isFrozen();
    group.freeze();
    try {
      return look(ProcFs.lastPid());
    } finally {
      if (!wasFrozen) {
        group.thaw();
      }
    }
  }

  private List<TreeMember> look(long lastPid) {
    remember();
    Candidates all = Candidates.of(root.pid(), ids.since(), lastPid);
    Map<Long, ProcFs.Stat> candidates = all.stats(rootStart);
    candidates.values().removeIf(stat -> !mayBelong(stat));
    Map<Long, ProcFs.Stat> found = new LinkedHashMap<>();
    Set<Long> contained = contained();
    add(candidates, found, stat -> contained.contains(stat.pid()));
    add(candidates, found, stat -> isRoot(stat) || isKnown(stat));
    add(candidates, found, this::isInSession);
    isSessionOver |= !root.isAlive() && !isAnyInSession(found);
    Kinship.complete(candidates, found);
    removeOtherTrees(candidates, found);
    add(candidates, found, stat -> all.isProcess(stat) && isMarked(stat, all));
    Kinship.complete(candidates, found);
    found.values().removeIf(stat -> !all.isProcess(stat));
    known.clear();
    for (ProcFs.Stat stat : found.values()) {
      known.put(stat.pid(), stat.start());
    }
    return living(Kinship.parentsFirst(found));
  }

  /** A loop, since this is done at the first look, and streams take milliseconds to load. */
  private static List<TreeMember> living(List<ProcFs.Stat> stats) {
    List<TreeMember> members = new ArrayList<>();
    for (ProcFs.Stat stat : stats) {
      TreeMember.of(stat).ifPresent(members::add);
    }
    return members;
  }

  private void removeOtherTrees(Map<Long, ProcFs.Stat> candidates, Map<Long, ProcFs.Stat> found) {
    Map<Long, ProcFs.Stat> rest = new HashMap<>(candidates);
    rest.keySet().removeAll(found.keySet());
    Map<Long, ProcFs.Stat> ofOthers = new HashMap<>();
    add(rest, ofOthers, this::isOfAnotherTree);
    Kinship.complete(rest, ofOthers);
    candidates.keySet().removeAll(ofOthers.keySet());
  }

  private boolean isRoot(ProcFs.Stat stat) {
    return stat.pid() == root.pid() && root.isAlive();
  }

  private boolean isKnown(ProcFs.Stat stat) {
    return Long.valueOf(stat.start()).equals(known.get(stat.pid()));
  }

  private boolean isAnyInSession(Map<Long, ProcFs.Stat> found) {
    for (ProcFs.Stat stat : found.values()) {
      if (isInSession(stat)) {
        return true;
      }
    }
    return false;
  }

  /** The id of a session is given to no other process as long as the session has one. */
  private boolean isInSession(ProcFs.Stat stat) {
    return stat.session() == root.pid() && !isSessionOver;
  }

  /**
   * Returns those processes of the tree, newest first, whose ids were given after one and up to
   * another.
   */
  List<TreeMember> glance(long before, long last) {
    if (last <= before || last - before > MOST_NEW) {
      return look(last);
    }
    Candidates all = Candidates.of(root.pid(), ids.since(), last);
    List<ProcFs.Stat> found = new ArrayList<>();
    for (long id = last; id > before; id--) {
      if (!LiveRoots.contain(id, root.pid()) && ProcFs.exists(id)) {
        ProcFs.stat(id).filter(stat -> belongs(stat, all)).ifPresent(found::add);
      }
    }
    return living(found);
  }

  private boolean belongs(ProcFs.Stat stat, Candidates all) {
    return mayBelong(stat)
        && (known.containsKey(stat.parent())
            || isInSession(stat)
            || (!isOfAnotherTree(stat) && isMarked(stat, all)))
        && ProcFs.isProcess(stat.pid()); // last, since there are few threads to rule out
  }

  /** This JVM has the outputs open as well; nothing that is older than the root belongs to it. */
  private boolean mayBelong(ProcFs.Stat stat) {
    return stat.isAlive() && stat.start() >= rootStart && stat.pid() != JVM;
  }

  private boolean isOfAnotherTree(ProcFs.Stat stat) {
    return LiveRoots.lead(stat, root.pid());
  }

  private boolean isMarked(ProcFs.Stat stat, Candidates all) {
    if (!ProcFs.mayLookAt(stat.pid())) {
      isInDoubt |= !all.isOfOthers(stat);
      return false;
    }
    return marks.areOn(stat);
  }

  static void add(
      Map<Long, ProcFs.Stat> candidates,
      Map<Long, ProcFs.Stat> found,
      Predicate<ProcFs.Stat> belongs) {
    List<ProcFs.Stat> news = new ArrayList<>(); // which must not be seen while it is looked for
    candidates.forEach(
        (pid, stat) -> {
          if (!found.containsKey(pid) && belongs.test(stat)) {
            news.add(stat);
          }
        });
    news.forEach(stat -> found.put(stat.pid(), stat));
  }
}
