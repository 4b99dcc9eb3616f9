package dev.hookline.shell.tree;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes that are known by the cookie in their environment only, because there was no thread or
 * no memory left when the first of them had been started.
 */
public final class MarkedProcesses {
  private static final int MOST_LOOKS = 200;
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private MarkedProcesses() {}

  /**
   * Ends those with all these variables, but for this process and what it was started by: asks them
   * first, and kills what has not ended after the grace period.
   *
   * @param variables each with its value, as in {@code NAME=value}
   * @return those that were running, each with its command
   */
  public static Map<Long, String> end(List<String> variables, Duration grace) {
    Map<Long, String> found = new TreeMap<>();
    long deadline = System.nanoTime() + grace.toNanos();
    List<TreeMember> running = findAll(variables);
    for (int i = 0; !running.isEmpty() && i < MOST_LOOKS; i++) {
      boolean isOver = System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted();
      for (TreeMember member : running) {
        if (found.putIfAbsent(member.pid(), member.command()) == null) {
          member.terminate();
        } else if (isOver) {
          member.kill();
        }
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      running = findAll(variables);
    }
    return found;
  }

  /**
   * Waits until those with all these variables have ended by themselves, but not for longer than
   * this, and not if the thread is interrupted.
   *
   * @return those that were running, each with its command
   */
  public static Map<Long, String> awaitEnd(List<String> variables, Duration patience) {
    Map<Long, String> found = new TreeMap<>();
    long deadline = System.nanoTime() + patience.toNanos();
    List<TreeMember> running = findAll(variables);
    while (!running.isEmpty()
        && System.nanoTime() - deadline < 0
        && !Thread.currentThread().isInterrupted()) {
      running.forEach(member -> found.putIfAbsent(member.pid(), member.command()));
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      running = findAll(variables);
    }
    return found;
  }

  private static List<TreeMember> findAll(List<String> variables) {
    Set<Long> own = new HashSet<>();
    Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
    while (process.isPresent() && own.add(process.get().pid())) {
      process = process.get().parent();
    }
    String first = variables.get(0) + '\0';
    return find(first).stream()
        .filter(member -> !own.contains(member.pid()))
        .filter(
            member ->
                variables.stream()
                    .allMatch(each -> ProcFs.wasStartedWith(member.pid(), each + '\0')))
        .toList();
  }

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
