package dev.hookline.shell.tree;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The first processes of all trees of this JVM. What another one of them leads belongs to another
 * tree, which is known without any look at it: else the looks at the ends of scripts that run at
 * once would grow with the square of their number. Thread-safe.
 */
final class LiveRoots {
  private static final Map<Long, Process> ROOTS = new ConcurrentHashMap<>();

  private LiveRoots() {}

  static void add(Process root) {
    ROOTS.put(root.pid(), root);
  }

  static void remove(Process root) {
    ROOTS.remove(root.pid(), root);
  }

  /** Returns whether this is the id of a root that runs, and has it for itself; not of our own. */
  static boolean contain(long pid, long own) {
    Process root = pid == own ? null : ROOTS.get(pid);
    return root != null && root.isAlive();
  }

  /** Returns whether a process is another root, or its child, or in its session or group. */
  static boolean lead(ProcFs.Stat stat, long own) {
    return contain(stat.pid(), own)
        || contain(stat.parent(), own)
        || contain(stat.session(), own)
        || contain(stat.group(), own);
  }
}
