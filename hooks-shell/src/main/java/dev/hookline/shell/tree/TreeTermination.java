package dev.hookline.shell.tree;

import dev.hookline.shell.cgroup.Cgroup;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends a process tree: SIGTERM once, to parents before their children, so that a script does not
 * run its next line when a child dies; then the grace period, in which nothing more is signalled,
 * since what starts now is the cleanup of a trap; then SIGSTOP for all, so that none sees another
 * die and reacts; then SIGKILL, again and again until nothing is left or the time is up.
 */
public final class TreeTermination {
  /**
   * How long after the grace period the kernel of a busy machine may take to end what got SIGKILL.
   */
  private static final long LONGEST_KILL_NANOS = Duration.ofMillis(500).toNanos();

  private static final long SHORTEST_KILL_NANOS = Duration.ofMillis(150).toNanos();

  /** Who waits through the grace period waits this part of it longer. */
  private static final int PART_OF_GRACE = 5;

  /** How long what is started is watched after something was killed. */
  private static final long HUNT_NANOS = Duration.ofMillis(5).toNanos();

  private static final int MOST_FREEZES = 5;

  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 10;

  private final ProcessTree tree;
  private final long graceEnd;
  private final long killNanos;
  private List<TreeMember> members;
  private long pause = FIRST_PAUSE_MILLIS;
  private final boolean rootCaughtTerm;
  private boolean killed;
  private boolean rootWasKilled;

  /** Sends SIGTERM. */
  public TreeTermination(ProcessTree tree, Duration grace) {
    this.tree = tree;
    this.graceEnd = System.nanoTime() + grace.toNanos();
    this.killNanos =
        Math.max(
            SHORTEST_KILL_NANOS, Math.min(LONGEST_KILL_NANOS, grace.toNanos() / PART_OF_GRACE));
    this.members = tree.members();
    this.rootCaughtTerm = ProcFs.mayCatch(tree.root().pid(), Signals.TERM);
    members.forEach(TreeMember::terminate);
  }

  /** Applies what is due, and returns whether it is over: nothing is left, or the time is up. */
  public boolean isOver() {
    long now = System.nanoTime();
    if (now - graceEnd < 0) {
      return isQuiet();
    }
    if (!killed) {
      killed = true;
      freeze();
    }
    tree.cgroup().ifPresent(this::kill);
    members = tree.members();
    kill(members);
    if (!tree.contained().containsAll(members.stream().map(TreeMember::pid).toList())) {
      hunt();
    }
    return members.isEmpty() || System.nanoTime() - graceEnd > killNanos;
  }

  /** Stops what is found, and what is found to have been started meanwhile. */
  private void freeze() {
    tree.cgroup().ifPresent(Cgroup::freeze);
    Set<Long> frozen = new HashSet<>(tree.contained());
    List<Long> found = List.of();
    for (int i = 0; i == 0 || (!found.isEmpty() && i < MOST_FREEZES); i++) {
      found = tree.members().stream().map(TreeMember::pid).filter(frozen::add).toList();
      SignalSender.stop(found);
    }
  }

  private void kill(Cgroup group) {
    rootWasKilled |= tree.root().isAlive();
    group.kill();
  }

  private void kill(List<TreeMember> found) {
    rootWasKilled |= found.stream().anyMatch(tree::isRoot);
    found.forEach(TreeMember::kill);
  }

  /** Kills at once what is started now, faster than a process that does nothing but fork. */
  private void hunt() {
    long end = System.nanoTime() + HUNT_NANOS;
    for (long last = ProcFs.lastPid(); System.nanoTime() - end < 0; Thread.onSpinWait()) {
      long now = ProcFs.lastPid();
      kill(now == last ? List.of() : tree.glance(last, now));
      last = now;
    }
  }

  /** Scans the whole machine only when all known members are gone. */
  private boolean isQuiet() {
    members = members.stream().filter(TreeMember::isAlive).toList();
    if (members.isEmpty()) {
      members = tree.members();
    }
    return members.isEmpty();
  }

  /** Returns how long to wait before it makes sense to ask again. */
  public long pauseMillis() {
    long now = killed ? FIRST_PAUSE_MILLIS : pause;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    return now;
  }

  /** Returns what could not be ended. */
  public List<TreeMember> survivors() {
    return members.stream().filter(TreeMember::isAlive).toList();
  }

  /** Returns whether SIGKILL was sent to the first process. */
  public boolean killedRoot() {
    return rootWasKilled;
  }

  /** Returns whether the first process had a handler for SIGTERM, or may have had one. */
  public boolean rootCaughtTerm() {
    return rootCaughtTerm;
  }
}
