package dev.hookline.core.console.story;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a console.
 *
 * @param detail how much it shows
 * @param isPlain whether it draws nothing, even on a terminal
 * @param hasTimes whether each line begins with the time of day
 * @param log the file for all that happens, if there is to be one
 */
public record ConsoleOptions(Detail detail, boolean isPlain, boolean hasTimes, @Nullable Path log) {

  /** How much is shown. */
  public enum Detail {
    /** What failed, and nothing of a run in which nothing did. */
    QUIET,
    /** What a person wants to see. */
    NORMAL,
    /** Everything. */
    VERBOSE
  }

  /** What holds if nothing is asked. */
  public static final ConsoleOptions USUAL = new ConsoleOptions(Detail.NORMAL, false, false, null);

  /** Returns these options with another detail. */
  public ConsoleOptions with(Detail other) {
    return new ConsoleOptions(other, isPlain, hasTimes, log);
  }

  /** Returns these options without drawing. */
  public ConsoleOptions plain() {
    return new ConsoleOptions(detail, true, hasTimes, log);
  }

  /** Returns these options with times. */
  public ConsoleOptions withTimes() {
    return new ConsoleOptions(detail, isPlain, true, log);
  }

  /** Returns these options with a log file. */
  public ConsoleOptions withLog(Path file) {
    return new ConsoleOptions(detail, isPlain, hasTimes, file);
  }

  /** Returns whether everything is shown. */
  public boolean isVerbose() {
    return detail == Detail.VERBOSE;
  }

  /** Returns whether only failures are shown. */
  public boolean isQuiet() {
    return detail == Detail.QUIET;
  }
}
