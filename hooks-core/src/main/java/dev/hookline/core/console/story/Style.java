package dev.hookline.core.console.story;

import dev.hookline.core.console.story.ConsoleOptions.Detail;
import dev.hookline.core.console.terminal.Surroundings;
import dev.hookline.core.console.terminal.Surroundings.Service;

/**
 * How the lines of a run look.
 *
 * @param options what was asked
 * @param isDrawn whether running hooks are drawn below the lines
 * @param hasColours whether colours are shown
 * @param service whose log it is
 * @param isLog whether it is the log file, which gets everything
 */
public record Style(
    ConsoleOptions options, boolean isDrawn, boolean hasColours, Service service, boolean isLog) {

  /** Returns the style for what the console writes to. */
  public static Style of(ConsoleOptions options, Surroundings surroundings) {
    return new Style(
        options,
        surroundings.isLive() && !options.isPlain() && !options.isQuiet(),
        surroundings.hasColours(),
        surroundings.service(),
        false);
  }

  /** Returns the style of lines that stand above what another run draws. */
  public Style undrawn() {
    return new Style(options, false, hasColours, service, false);
  }

  /** Returns the style of a log file: complete, with times. */
  public static Style ofLog() {
    ConsoleOptions all = ConsoleOptions.USUAL.with(Detail.VERBOSE).withTimes();
    return new Style(all, false, false, Service.NONE, true);
  }

  /** Returns the text in a colour of a terminal, such as 32 for green, if there are colours. */
  public String coloured(int colour, String text) {
    return isDrawn ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
