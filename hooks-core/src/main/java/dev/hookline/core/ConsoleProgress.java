package dev.hookline.core;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunInfo;
import dev.hookline.core.console.Console;
import dev.hookline.core.console.story.ConsoleOptions;
import dev.hookline.core.console.story.ConsoleOptions.Detail;
import dev.hookline.core.console.terminal.Surroundings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Shows a run to a person while it runs.
 *
 * <p>On a terminal the hooks that run are drawn, each with its time, what is left of its limit and
 * its last line; hooks that have ended become a line above. A terminal is what {@code System.out}
 * or {@code System.err} of this JVM writes to, unless {@code NO_COLOR} or {@code CI} is set or
 * {@code TERM} is {@code dumb}. Everywhere else there are plain lines, each line of a hook with its
 * name in front, and a sign of life from a hook that is silent for long. GitHub Actions and GitLab
 * get a section for each phase.
 *
 * <p>What hooks write can change nothing but its own line: control characters are shown as escapes,
 * save colours. Of a line that writes over itself by carriage returns the last state is shown.
 *
 * <p>Immutable and thread-safe; one console may show many runs, also at the same time.
 */
public final class ConsoleProgress implements HookListener {
  private final PrintStream stream;
  private final ConsoleOptions options;
  private final Surroundings surroundings;
  private final Console console;

  private ConsoleProgress(PrintStream stream, ConsoleOptions options, Surroundings surroundings) {
    this.stream = stream;
    this.options = options;
    this.surroundings = surroundings;
    this.console = new Console(stream, options, surroundings, Console.Parts.REAL);
  }

  /** Returns a listener that writes to the stream. */
  public static ConsoleProgress to(PrintStream stream) {
    Objects.requireNonNull(stream, "stream");
    return new ConsoleProgress(
        stream, ConsoleOptions.USUAL, Surroundings.of(stream, System.getenv()));
  }

  private ConsoleProgress with(ConsoleOptions changed) {
    return new ConsoleProgress(stream, changed, surroundings);
  }

  /** Returns this console showing everything: each line of each hook, and each hook skipped. */
  public ConsoleProgress verbose() {
    return with(options.with(Detail.VERBOSE));
  }

  /** Returns this console showing only what failed, at the end of each run. */
  public ConsoleProgress quiet() {
    return with(options.with(Detail.QUIET));
  }

  /** Returns this console with plain lines, even on a terminal. */
  public ConsoleProgress plain() {
    return with(options.plain());
  }

  /** Returns this console with the time of day in front of each line. */
  public ConsoleProgress withTimes() {
    return with(options.withTimes());
  }

  /**
   * Returns this console with a file that gets everything besides, with times: all lines of all
   * hooks, however much the console shows. The first run begins the file anew, later runs of this
   * console continue it. Its directory must exist. If it cannot be written the console says so.
   */
  public ConsoleProgress logTo(Path file) {
    return with(options.withLog(Objects.requireNonNull(file, "log file")));
  }

  /** Shows what happened. */
  @Override
  public void event(HookEvent event) {
    console.event(event);
  }

  /** Shows no more of the run. */
  @Override
  public void dropped(RunInfo run) {
    console.drop(run);
  }
}
