package dev.hookline.shell.process;

import java.io.IOException;

/** Says why a process must not be started, though the system might, and what to do. */
public final class StartRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private StartRefusedException(String why) {
    super(why);
  }

  static StartRefusedException jvmIsEnding() {
    return new StartRefusedException(
        "the JVM is shutting down, and no process may outlive it; cancel the run when the signal"
            + " comes, as runUntilSignal does, instead of running hooks in a shutdown hook");
  }

  static StartRefusedException noCgroup(String refusal) {
    return new StartRefusedException(
        "it must run in a cgroup of its own, but "
            + refusal
            + "; run as root or in a scope of your own (systemd-run --user --scope), or do not"
            + " require a cgroup");
  }

  static StartRefusedException lost(String variable) {
    return new StartRefusedException(
        "it must run in a cgroup of its own, but its variable "
            + variable
            + " has a name that does not get through the shell which moves it there; take the"
            + " variable out of the environment, or do not require a cgroup");
  }
}
