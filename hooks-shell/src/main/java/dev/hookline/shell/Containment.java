package dev.hookline.shell;

/**
 * Whether a script runs in a cgroup of its own, in which the kernel keeps together what the script
 * starts: nothing gets out of sight then, even a daemon that has forked twice, wiped its
 * environment and left the session, or a program that runs as another user.
 *
 * <p>That needs a cgroup of version 2 below which the JVM may make others: root may, and so may a
 * user in a scope or a service that systemd has delegated to it, and the root of a container in
 * which cgroups can be written. It takes a script 2 to 15 ms, the time in which the kernel moves a
 * process on a quiet machine, and is therefore not used for every script. Cgroups are named {@code
 * hookline-…}; they are removed when the JVM ends, and those of a JVM that was killed, or of
 * processes that stayed, by a later one in the same place.
 *
 * <p>What a report lists as left behind says in which cgroup it is, if it is in one.
 */
public enum Containment {
  /**
   * In a cgroup where there may be one, if the script must leave nothing behind ({@link
   * BackgroundPolicy#KILL} or {@link BackgroundPolicy#FAIL}); otherwise its processes are found by
   * their traces. The default.
   */
  AUTOMATIC,

  /** In a cgroup; where there may be none, the hook fails and says why. */
  REQUIRED,

  /** In the cgroup of the tool; processes are found by their traces. */
  NONE
}
