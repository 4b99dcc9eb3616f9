package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.shell.script.ShellWords;
import java.util.List;
import java.util.Objects;

/**
 * The program that reads a script: the one that the script's first line names, or a fixed one.
 * Immutable and thread-safe.
 */
@CheckReturnValue
public final class Interpreter {
  private static final Interpreter AS_THE_FILE_SAYS = new Interpreter(List.of());

  private final List<String> words;

  private Interpreter(List<String> words) {
    this.words = words;
  }

  /**
   * Returns the choice of the file itself, as the kernel would make it: the file must be
   * executable; the program in its {@code #!} line reads it; a text without such a line is read by
   * {@code /bin/sh}; anything else is executed.
   *
   * <p>The first line is read before the launch, so that a missing interpreter, Windows line
   * endings and a byte order mark are reported as such, and a script that has just been written is
   * never a "busy text file".
   */
  public static Interpreter asTheFileSays() {
    return AS_THE_FILE_SAYS;
  }

  /**
   * Returns a fixed interpreter, such as {@code of("sh")} or {@code of("bash", "-eu")}. The script
   * need not be executable, and its first line is ignored.
   *
   * @param words the program, looked up on the {@code PATH} of the hook unless it has a slash, and
   *     its arguments; the script and the script's arguments come after them
   * @throws IllegalArgumentException if there is no word, if the first one is empty, or if one has
   *     NUL in it
   */
  public static Interpreter of(String... words) {
    return new Interpreter(ShellWords.withProgram("interpreter", List.of(words), "of(\"sh\")"));
  }

  /** Returns the program and its arguments; empty if the file decides. */
  List<String> words() {
    return words;
  }

  boolean isTheFilesChoice() {
    return words.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Interpreter that && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return Objects.hash(words);
  }

  /** Returns the words as one would type them, or {@code as the file says}. */
  @Override
  public String toString() {
    return isTheFilesChoice() ? "as the file says" : ShellWords.quoted(words);
  }
}
