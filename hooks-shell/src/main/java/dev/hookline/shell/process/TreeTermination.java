package dev.hookline.shell.process;

import java.time.Duration;
import java.util.List;

/**
 * Ends a process tree: SIGTERM once, to parents before their children, so that a script does not
 * run its next line when a child dies; then the grace period, in which nothing more is signalled,
 * since what starts now is the cleanup of a trap; then SIGKILL, again and again until nothing is
 * left or the time is up.
 */
final class TreeTermination {
  /** How long after the grace period the kernel may take to end what got SIGKILL. */
  private static final long KILL_NANOS = Duration.ofMillis(150).toNanos();

  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 10;

  private final ProcessTree tree;
  private final long graceEnd;
  private List<TreeMember> members;
  private long pause = FIRST_PAUSE_MILLIS;
  private final boolean rootCaughtTerm;
  private boolean killed;
  private boolean rootWasKilled;

  /** Sends SIGTERM. */
  TreeTermination(ProcessTree tree, Duration grace) {
    this.tree = tree;
    this.graceEnd = System.nanoTime() + grace.toNanos();
    this.members = tree.members();
    this.rootCaughtTerm = ProcFs.mayCatch(tree.root().pid(), Signals.TERM);
    members.forEach(TreeMember::terminate);
  }

  /** Applies what is due, and returns whether it is over: nothing is left, or the time is up. */
  boolean isOver() {
    long now = System.nanoTime();
    if (now - graceEnd < 0) {
      return isQuiet();
    }
    killed = true;
    members = tree.members();
    rootWasKilled |= members.stream().anyMatch(tree::isRoot);
    members.forEach(TreeMember::kill);
    return members.isEmpty() || now - graceEnd > KILL_NANOS;
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
  long pauseMillis() {
    long now = killed ? FIRST_PAUSE_MILLIS : pause;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    return now;
  }

  /** Returns what could not be ended. */
  List<TreeMember> survivors() {
    return members.stream().filter(TreeMember::isAlive).toList();
  }

  /** Returns whether SIGKILL was sent to the first process. */
  boolean killedRoot() {
    return rootWasKilled;
  }

  /** Returns whether the first process had a handler for SIGTERM, or may have had one. */
  boolean rootCaughtTerm() {
    return rootCaughtTerm;
  }
}
