package dev.hookline.shell.process;

import java.io.IOException;

/** Says why a process that was to run in a cgroup of its own cannot. */
public final class ContainmentException extends IOException {
  private static final long serialVersionUID = 1;

  private ContainmentException(String why) {
    super(why);
  }

  static ContainmentException place(String refusal) {
    return new ContainmentException(
        refusal
            + "; run as root or in a scope of your own (systemd-run --user --scope), or do not"
            + " require a cgroup");
  }

  static ContainmentException variable(String name) {
    return new ContainmentException(
        "its variable "
            + name
            + " has a name that does not get through the shell which moves it there; take the"
            + " variable out of the environment, or do not require a cgroup");
  }
}
