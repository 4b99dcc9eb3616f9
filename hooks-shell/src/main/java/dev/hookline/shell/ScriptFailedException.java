package dev.hookline.shell;

import dev.hookline.api.Durations;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookId;
import dev.hookline.shell.script.ShellWords;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Thrown by a script hook whose script failed. The message has fixed parts: the hook and its phase
 * with what went wrong, the command, the directory, how long the script ran, and the last lines of
 * its output. No value of an environment variable is in it, unless the script printed it.
 *
 * <p>The exit code is the script's. A script that was not found has 127 and one that could not be
 * executed 126, as in a shell; a script that exited with 0 and failed for another reason (see
 * {@link BackgroundPolicy#FAIL}) has 1.
 */
public final class ScriptFailedException extends HookExitException {
  private static final long serialVersionUID = 1;
  private static final int LINES = 20;

  private final transient ScriptEnding ending;
  private final String summary;
  private final String details;

  ScriptFailedException(
      HookId hook, int exitCode, String summary, String details, ScriptEnding ending) {
    super(exitCode, hook + " " + summary + "\n" + details);
    this.summary = summary;
    this.details = details;
    this.ending = Objects.requireNonNull(ending, "ending");
  }

  /**
   * Returns the failure of a script that a hook has run in a way of its own, such as on another
   * host.
   *
   * @param context that of the hook; its output has the last lines
   * @param exitCode the exit code of the script; not 0
   * @param summary what went wrong, as {@link #summary} says
   * @param command the command on one line
   * @param took how long it ran
   * @param ending how it ended
   * @throws IllegalArgumentException if the exit code is 0
   */
  public static ScriptFailedException of(
      HookContext context,
      int exitCode,
      String summary,
      String command,
      Duration took,
      ScriptEnding ending) {
    String details = details(context, command, Optional.of(took));
    return new ScriptFailedException(context.hook(), exitCode, summary, details, ending);
  }

  /** Returns how the process ended; not kept when the exception is serialized. */
  public ScriptEnding ending() {
    return ending;
  }

  /**
   * Returns what went wrong, on one line, as it is said of a script: for example {@code failed with
   * exit code 3}. With {@link #details} it is for hooks that report the failure of a script in
   * words of their own.
   */
  public String summary() {
    return summary;
  }

  /**
   * Returns the lines of the message after the first: the command, the directory and, if the script
   * ran, how long it ran and the last lines of its output.
   */
  public String details() {
    return details;
  }

  /** Returns what the message of every failure has after its first line. */
  static String details(HookContext context, String command, Optional<Duration> took) {
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
