package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.shell.script.ShellWords;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a script reads from its standard input. It is never a terminal, and never the standard input
 * of the tool. Immutable and thread-safe.
 */
@CheckReturnValue
public final class Stdin {
  private static final Stdin EMPTY = new Stdin(Optional.empty(), Optional.empty());

  private final Optional<String> text;
  private final Optional<Path> file;

  private Stdin(Optional<String> text, Optional<Path> file) {
    this.text = text;
    this.file = file;
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
    return new Stdin(Optional.of(ShellWords.checkedText("standard input", text)), Optional.empty());
  }

  /** Returns a file as input; relative to the hook's directory, opened when the script starts. */
  public static Stdin file(Path file) {
    return new Stdin(Optional.empty(), Optional.of(Objects.requireNonNull(file, "file")));
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
    return file.map(path -> "file " + path).orElse(text.isPresent() ? "text" : "empty");
  }
}
