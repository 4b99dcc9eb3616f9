package dev.hookline.api;

import java.util.Objects;

/**
 * One line that a hook wrote, without its line end, with secrets masked. Immutable and thread-safe.
 *
 * @param hook the hook that wrote it
 * @param channel where it wrote it
 * @param text the text; bytes that are not UTF-8 come as U+FFFD
 * @param continued whether the line is longer than 8,192 bytes and continues in the next event
 */
public record OutputLine(HookId hook, Channel channel, String text, boolean continued) {

  /** The two ways out of a hook. */
  public enum Channel {
    /** Standard output, and all output of a script whose two ways out are merged. */
    OUT,
    /** Standard error. */
    ERR
  }

  /** Refuses null. */
  public OutputLine {
    Objects.requireNonNull(hook, "hook");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(text, "text");
  }
}
