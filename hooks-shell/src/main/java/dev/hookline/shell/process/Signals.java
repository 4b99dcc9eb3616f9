package dev.hookline.shell.process;

import java.util.List;
import java.util.Optional;

/**
 * The names of the signals, by their numbers on Linux; SIGTERM, SIGKILL and most others are the
 * same everywhere.
 */
public final class Signals {
  /** The signal that asks a process to end. */
  public static final int TERM = 15;

  /** The signal that no process can refuse. */
  public static final int KILL = 9;

  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private Signals() {}

  /** Returns for example {@code SIGTERM} for 15, or empty if no signal has that number. */
  public static Optional<String> nameOf(int signal) {
    boolean known = signal >= 1 && signal <= NAMES.size();
    return known ? Optional.of("SIG" + NAMES.get(signal - 1)) : Optional.empty();
  }
}
