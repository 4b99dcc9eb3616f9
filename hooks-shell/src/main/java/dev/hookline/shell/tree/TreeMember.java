package dev.hookline.shell.tree;

import java.util.Optional;

/**
 * One process of a tree, pinned to the time at which it was started: a later process with the same
 * id is never mistaken for it.
 *
 * @param handle the JDK's handle, which checks that time before it signals
 * @param start the time by {@code /proc}, or -1 where there is none
 */
public record TreeMember(ProcessHandle handle, long start) {

  /** Returns the process that this describes, unless it has ended in the meantime. */
  static Optional<TreeMember> of(ProcFs.Stat stat) {
    return ProcessHandle.of(stat.pid())
        .map(handle -> new TreeMember(handle, stat.start()))
        .filter(TreeMember::isAlive);
  }

  /** Returns its id. */
  public long pid() {
    return handle.pid();
  }

  /** Returns whether it runs; a zombie does not. */
  boolean isAlive() {
    if (start < 0) {
      return handle.isAlive();
    }
    return ProcFs.stat(pid()).filter(now -> now.start() == start && now.isAlive()).isPresent();
  }

  void terminate() {
    handle.destroy();
  }

  void kill() {
    handle.destroyForcibly();
  }

  /** Returns its command, as far as it can be seen. */
  public String command() {
    Optional<String> command = start < 0 ? handle.info().commandLine() : ProcFs.command(pid());
    return command.orElse("(command not known)");
  }
}
