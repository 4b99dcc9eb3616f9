package dev.hookline.shell.tree;

import java.util.Set;

/**
 * What shows that a process belongs to a tree although none of its relatives does: the cookie in
 * the environment with which it was started, or the output of the tree, which it has open.
 */
final class Marks {
  private static final long JVM = ProcessHandle.current().pid();

  private final String cookie;
  private final Set<String> outputs;

  Marks(String cookie, Set<String> outputs) {
    this.cookie = cookie;
    this.outputs = Set.copyOf(outputs);
  }

  boolean areOn(ProcFs.Stat stat) {
    return ProcFs.wasStartedWith(stat.pid(), cookie) || hasOutput(stat);
  }

  /** For a moment, what this JVM starts for another hook has all files open that the JVM has. */
  private boolean hasOutput(ProcFs.Stat stat) {
    return stat.parent() == JVM
        ? ProcFs.writesTo(stat.pid(), outputs)
        : ProcFs.hasOpen(stat.pid(), outputs);
  }

  /** Returns whether a process may write to the output. */
  boolean mayBeWrittenBy(long pid) {
    return !ProcFs.mayLookAt(pid) || ProcFs.hasOpen(pid, outputs);
  }
}
