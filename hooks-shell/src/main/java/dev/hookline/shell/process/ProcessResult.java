package dev.hookline.shell.process;

import dev.hookline.shell.cgroup.Cgroup;
import dev.hookline.shell.tree.TreeMember;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a process ended.
 *
 * @param exitCode its exit code, as the JDK reports it; empty if the process could not be ended
 * @param pid the id of the process
 * @param cause why it ended
 * @param wasKilled whether SIGKILL was sent to it
 * @param caughtTerm whether it had a handler for SIGTERM when that was sent, so that exit code 143
 *     may be its own choice; false if none was sent
 * @param took how long it ran, until it and what had to end with it was gone
 * @param outlived what was still running after the process had exited by itself
 * @param left what is still running now
 */
public record ProcessResult(
    OptionalInt exitCode,
    long pid,
    Cause cause,
    boolean wasKilled,
    boolean caughtTerm,
    Duration took,
    List<LeftProcess> outlived,
    List<LeftProcess> left) {

  /** Copies the lists. */
  public ProcessResult {
    outlived = List.copyOf(outlived);
    left = List.copyOf(left);
  }

  /** Returns whether it has ended by itself, with 0. */
  public boolean isSuccess() {
    return cause == Cause.ITSELF && exitCode.isPresent() && exitCode.getAsInt() == 0;
  }

  /** Why a process ended. */
  public enum Cause {
    /** It ended by itself. */
    ITSELF,
    /** The thread that waited for it was interrupted. */
    INTERRUPT,
    /** It wrote too much. */
    OUTPUT_LIMIT
  }

  /**
   * A process that is still running.
   *
   * @param pid its id, or 0 if it cannot be seen
   * @param command its command, as far as it can be seen, and its cgroup, if it has one of ours
   */
  public record LeftProcess(long pid, String command) {
    /** What is known only by the output that it has open. */
    static final LeftProcess UNSEEN =
        new LeftProcess(0, "a process that cannot be seen and has the output open");

    /** Returns what is known only by its cgroup. */
    static LeftProcess unseenIn(Cgroup cgroup) {
      return new LeftProcess(0, "a process that cannot be seen" + in(cgroup));
    }

    /** Returns what was started to read the output of what is left. */
    static LeftProcess drain(long pid) {
      return new LeftProcess(
          pid, "cat, which reads what the others still write, and ends with them");
    }

    static LeftProcess of(TreeMember member, Optional<Cgroup> cgroup) {
      return new LeftProcess(
          member.pid(), member.command() + cgroup.map(LeftProcess::in).orElse(""));
    }

    private static String in(Cgroup cgroup) {
      return " in cgroup " + cgroup;
    }

    /** Returns whether it is known that it runs, and nothing else. */
    public boolean isUnseen() {
      return pid == 0;
    }

    /** Returns for example {@code 4711 (sleep 300)}. */
    @Override
    public String toString() {
      return isUnseen() ? command : pid + " (" + command + ")";
    }
  }
}
