package dev.hookline.shell.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * The processes that may belong to a tree because they are not older than its root.
 *
 * <p>Linux gives ids in turn, so that in the first moments of a root, and as long as {@link
 * IdWatch} sees to it, all that was started since has the ids between that of the root and the one
 * that was given last. Then no other id is looked at, and a tool does not pay for all that runs on
 * its machine. That would be wrong if the ids had come round since, which takes more than 300,000
 * starts in a second; where there are fewer ids than usual, all processes are looked at.
 */
final class Candidates {
  /** So long the ids surely do not come round. */
  static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** To list all processes costs less than to look for so many. */
  private static final long MOST_NEW = 256;

  private static final long USUAL_IDS = 32_768;

  private static final long JVM = ProcessHandle.current().pid();

  /** Who may adopt a process whose parent has ended, or have a parent that cannot be seen. */
  private static final class Adopters {
    static final Set<Long> IDS = ids();

    private static Set<Long> ids() {
      Set<Long> ids = new HashSet<>(Set.of(0L, 1L));
      long id = JVM;
      while (ids.add(id)) {
        id = ProcFs.stat(id).map(ProcFs.Stat::parent).orElse(0L);
      }
      return ids;
    }
  }

  private final long root;
  private final long last;
  private final boolean areNew;

  private Candidates(long root, long last, boolean areNew) {
    this.root = root;
    this.last = last;
    this.areNew = areNew;
  }

  /**
   * Returns those that have an id up to the one that was given last.
   *
   * @param idsSince when it was last known which ids were given, by {@link System#nanoTime}
   */
  static Candidates of(long root, long idsSince, long last) {
    return of(root, idsSince, last, ProcFs.mostPids());
  }

  /** Returns the same on a machine that has so many ids. */
  static Candidates of(long root, long idsSince, long last, long ids) {
    boolean isYoung = System.nanoTime() - idsSince < MOMENT_NANOS;
    boolean areFew = last >= root && last - root <= MOST_NEW;
    return new Candidates(root, last, isYoung && areFew && ids >= USUAL_IDS);
  }

  /**
   * Returns whether there are surely none: what has an id that was given since is a thread of this
   * JVM, or the root of another of its trees, or shows no sign of this one. What such a process
   * starts is no descendant of this root.
   *
   * @param isOfOthers says so of a process; false if it cannot be known
   */
  static boolean areNone(long root, long idsSince, LongPredicate isOfOthers) {
    long seen = root;
    for (long last = ProcFs.lastPid(); last != seen; last = ProcFs.lastPid()) {
      if (last < seen || !of(root, idsSince, last).areNew) {
        return false;
      }
      for (long id = seen + 1; id <= last; id++) {
        if (!LiveRoots.contain(id, root) // first, since it costs no look
            && ProcFs.exists(id)
            && !ProcFs.isOwnThread(id)
            && !isOfOthers.test(id)) {
          return false;
        }
      }
      seen = last; // and now what was started meanwhile, by one that may be gone
    }
    return true;
  }

  /**
   * Returns what is known of them; of threads, too, if {@link #isProcess} must be asked.
   *
   * @param rootStart when the root was started, or -1 if that is not known
   */
  Map<Long, ProcFs.Stat> stats(long rootStart) {
    Map<Long, ProcFs.Stat> stats = new HashMap<>();
    for (long pid : ids(rootStart)) {
      if (!LiveRoots.contain(pid, root)) {
        ProcFs.stat(pid).ifPresent(stat -> stats.put(pid, stat));
      }
    }
    return stats;
  }

  private List<Long> ids(long rootStart) {
    if (!areNew) {
      List<Long> all = ProcFs.pids();
      all.removeIf(pid -> rootStart < 0 && last >= root && pid < root);
      return all;
    }
    List<Long> ids = new ArrayList<>();
    for (long id = root; id <= last; id++) {
      if (ProcFs.exists(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Returns whether this is no thread, which has an id as well. */
  boolean isProcess(ProcFs.Stat stat) {
    return !areNew || ProcFs.isProcess(stat.pid());
  }

  /**
   * Returns whether a process is surely none of the tree, no matter what it is: its parent is older
   * than the root, and not one that would adopt a process of the tree.
   */
  boolean isOfOthers(ProcFs.Stat stat) {
    boolean isParentOlder = areNew && (stat.parent() < root || stat.parent() > last);
    return isParentOlder && !Adopters.IDS.contains(stat.parent());
  }
}
