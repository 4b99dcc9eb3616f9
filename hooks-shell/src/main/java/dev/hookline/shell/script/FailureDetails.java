package dev.hookline.shell.script;

import dev.hookline.api.Durations;
import dev.hookline.api.HookContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the message of every failure of a script has after its first line. */
public final class FailureDetails {
  private static final int LINES = 20;

  private FailureDetails() {}

  /**
   * Returns the command, the directory, and how long it ran with the last lines of its output.
   *
   * @param took empty if it was not started
   */
  public static String of(HookContext context, String command, Optional<Duration> took) {
    String where = "  command:   " + command + "\n  directory: " + context.directory();
    return took.map(
            time -> where + "\n  ran for:   " + Durations.measured(time) + "\n" + output(context))
        .orElse(where);
  }

  private static String output(HookContext context) {
    List<String> lines = context.output().lastLines(LINES);
    return lines.isEmpty()
        ? "  output:    (none)"
        : "  output, last lines:\n    "
            + lines.stream().map(ShellWords::printable).collect(Collectors.joining("\n    "));
  }
}
