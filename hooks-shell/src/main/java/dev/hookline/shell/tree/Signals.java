package dev.hookline.shell.tree;

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

  /** The first two real-time signals, 32 and 33, belong to the C library and have no name. */
  private static final int REAL_TIME_MIN = 34;

  private static final int REAL_TIME_MAX = 64;
  private static final int NEARER_TO_MAX = 50;

  private Signals() {}

  /**
   * Returns for example {@code SIGTERM} for 15 and {@code SIGRTMIN+3} for 37, as {@code kill -l} of
   * bash does, or empty if no signal that a process may use has that number.
   */
  public static Optional<String> nameOf(int signal) {
    if (signal >= REAL_TIME_MIN && signal <= REAL_TIME_MAX) {
      return Optional.of(realTime(signal));
    }
    boolean known = signal >= 1 && signal <= NAMES.size();
    return known ? Optional.of("SIG" + NAMES.get(signal - 1)) : Optional.empty();
  }

  private static String realTime(int signal) {
    int offset = signal - (signal < NEARER_TO_MAX ? REAL_TIME_MIN : REAL_TIME_MAX);
    String base = signal < NEARER_TO_MAX ? "SIGRTMIN" : "SIGRTMAX";
    return offset == 0 ? base : base + (offset > 0 ? "+" : "") + offset;
  }
}
