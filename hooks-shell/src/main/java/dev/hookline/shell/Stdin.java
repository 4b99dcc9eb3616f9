package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.shell.process.Lifeline;
import dev.hookline.shell.script.ShellWords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a script reads from its standard input. It is never a terminal, and never the standard input
 * of the tool. Immutable and thread-safe.
 */
@CheckReturnValue
public final class Stdin {
  private static final Stdin EMPTY =
      new Stdin(Optional.empty(), Optional.empty(), Optional.empty());

  private final Optional<String> text;
  private final Optional<Path> file;
  private final Optional<Feed> feed;

  /** Writes an input that stays open; see {@link #keptOpen}. */
  @FunctionalInterface
  public interface Feed {
    /**
     * Writes what the script is to read, and returns; the input stays open. Called once for each
     * try of the hook, in a thread of its own.
     *
     * @param input what the script reads; need not be flushed or closed
     * @throws IOException if the script no longer reads
     * @throws InterruptedException if the script has ended, or is to end
     */
    void write(OutputStream input) throws IOException, InterruptedException;
  }

  private Stdin(Optional<String> text, Optional<Path> file, Optional<Feed> feed) {
    this.text = text;
    this.file = file;
    this.feed = feed;
  }

  /** Returns an empty input: the first read finds its end. The default. */
  public static Stdin empty() {
    return EMPTY;
  }

  /**
   * Returns a text as input, in UTF-8; what the script does not read is dropped.
   *
   * @throws IllegalArgumentException if it has half a character (a lone surrogate)
   */
  public static Stdin text(String text) {
    String whole = ShellWords.checkedText("standard input", text);
    return new Stdin(Optional.of(whole), Optional.empty(), Optional.empty());
  }

  /** Returns a file as input; relative to the hook's directory, opened when the script starts. */
  public static Stdin file(Path file) {
    Optional<Path> here = Optional.of(Objects.requireNonNull(file, "file"));
    return new Stdin(Optional.empty(), here, Optional.empty());
  }

  /**
   * Returns an input that stays open until the script ends: a program that reads it to its end
   * learns that the hook was stopped, or that the JVM is gone, even after {@code kill -9}. For
   * clients such as {@code ssh} that pass that on to the other side.
   *
   * <p>Stopping the hook closes the input first, and the script has the whole grace period to end;
   * only then do it and what it started get SIGTERM and SIGKILL.
   *
   * @param feed writes the beginning
   */
  public static Stdin keptOpen(Feed feed) {
    Optional<Feed> open = Optional.of(Objects.requireNonNull(feed, "feed"));
    return new Stdin(Optional.empty(), Optional.empty(), open);
  }

  /** Returns a new lifeline for one process. */
  Optional<Lifeline> lifeline() {
    return feed.isEmpty() ? Optional.empty() : Optional.of(new Lifeline(feed.get()::write));
  }

  Optional<String> text() {
    return text;
  }

  Optional<Path> file() {
    return file;
  }

  /** Returns where the input comes from; the text itself is not shown, it may be a secret. */
  @Override
  public String toString() {
    String other = feed.isPresent() ? "kept open" : "empty";
    return file.map(path -> "file " + path).orElse(text.isPresent() ? "text" : other);
  }
}
