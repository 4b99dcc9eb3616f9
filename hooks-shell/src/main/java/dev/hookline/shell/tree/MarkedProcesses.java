package dev.hookline.shell.tree;

import java.util.List;
import java.util.Optional;

/**
 * Processes that are known by the cookie in their environment only, because there was no thread or
 * no memory left when the first of them had been started.
 */
public final class MarkedProcesses {
  private static final int MOST_LOOKS = 200;

  private MarkedProcesses() {}

  /** Kills those with this cookie, until there is none. */
  public static void kill(String cookie) {
    List<TreeMember> found = find(cookie);
    for (int i = 0; i < MOST_LOOKS && !found.isEmpty(); i++) {
      found.forEach(TreeMember::kill);
      found = find(cookie);
    }
  }

  private static List<TreeMember> find(String cookie) {
    return ProcFs.pids().stream()
        .filter(pid -> ProcFs.mayLookAt(pid) && ProcFs.wasStartedWith(pid, cookie))
        .map(ProcFs::stat)
        .flatMap(Optional::stream)
        .flatMap(stat -> TreeMember.of(stat).stream())
        .toList();
  }
}
