package dev.hookline.shell.config;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Environment;
import dev.hookline.api.HookSourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: one variable a line, read as text and never by a shell. Immutable and
 * thread-safe.
 *
 * <p>The dialect, which is the common part of what {@code sh}, Docker Compose and the dotenv
 * libraries understand:
 *
 * <ul>
 *   <li>{@code NAME=value}, {@code export NAME=value}. A name is a letter or {@code _}, then
 *       letters, digits and {@code _}; no space stands around {@code =}. The last assignment of a
 *       name wins.
 *   <li>Blank lines, and lines whose first visible character is {@code #}, are comments. The file
 *       is UTF-8, with or without a byte order mark, its lines end with LF or CRLF, the last one
 *       may have no end.
 *   <li>An unquoted value goes to the end of its line without the white space around it. Spaces,
 *       quotes, {@code $}, {@code \} in it are literal; {@code #} after white space begins a
 *       comment.
 *   <li>{@code 'value'} is literal and may span lines.
 *   <li>{@code "value"} may span lines; in it {@code \n \t \r} mean what they say, {@code \" \\ \$}
 *       and <code>\`</code> the character itself, and any other {@code \x} stays as it is.
 *   <li>A line break inside quotes is kept as it is, CR included. After the closing quote only a
 *       comment may follow.
 *   <li>{@code ${NAME}} in an unquoted or double-quoted value is literal unless {@link #expanding}
 *       is chosen. Nothing else is ever expanded, and nothing executed.
 * </ul>
 *
 * <p>All problems of a file are reported together, each with file, line and column.
 */
@CheckReturnValue
public final class EnvFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");
  private static final Pattern NEEDS_ESCAPE = Pattern.compile("[\\\\\"$`]");

  private final Path path;
  private final Optional<Map<String, String>> known;

  private EnvFile(Path path, Optional<Map<String, String>> known) {
    this.path = Objects.requireNonNull(path, "path");
    this.known = known;
  }

  /** Returns the file at this path, which need not exist yet. */
  public static EnvFile at(Path path) {
    return new EnvFile(path, Optional.empty());
  }

  /**
   * Returns this file with {@code ${NAME}} replaced by the value of an earlier line, or of {@code
   * variables}. An unknown name is a problem.
   */
  public EnvFile expanding(Map<String, String> variables) {
    return new EnvFile(path, Optional.of(Map.copyOf(variables)));
  }

  /**
   * Reads the variables.
   *
   * @throws HookSourceException if there is no such file, or with every problem in it
   */
  public Environment read() {
    return new EnvParser(TextFile.read(path, MAX_BYTES, TextFile.WRITTEN), known).parse();
  }

  /**
   * Reads the variables; none if there is no such file.
   *
   * @throws HookSourceException with every problem in the file
   */
  public Environment readIfPresent() {
    return Files.exists(path) ? read() : Environment.empty();
  }

  /**
   * Replaces the file by these variables, quoted so that {@code sh} and {@link #read} get back
   * exactly the same values. Readers see the old file or the new one. Only the owner may read it.
   *
   * @throws IllegalArgumentException if {@code sh} cannot assign to one of the names
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(Environment variables) {
    String text = format(variables);
    try {
      Path fresh = Files.createTempFile(path.toAbsolutePath().getParent(), ".env", ".tmp");
      try {
        Files.writeString(fresh, text);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  /**
   * Adds these variables at the end of the file, quoted as {@link #write} does.
   *
   * @throws IllegalArgumentException if {@code sh} cannot assign to one of the names
   * @throws UncheckedIOException if the file cannot be written
   */
  public void append(Environment variables) {
    try {
      Files.writeString(
          path, "\n" + format(variables), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  private static String format(Environment variables) {
    StringBuilder text = new StringBuilder();
    variables.variables().forEach((name, value) -> text.append(line(name, value)));
    return text.toString();
  }

  private static String line(String name, String value) {
    if (!EnvParser.NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "variable \"" + name + "\" cannot be handed to a shell; use letters, digits and '_'");
    }
    return name + "=" + quote(value) + "\n";
  }

  /** Returns the value as {@code sh} and this class both read it. */
  static String quote(String value) {
    return PLAIN.matcher(value).matches()
        ? value
        : '"' + NEEDS_ESCAPE.matcher(value).replaceAll("\\\\$0") + '"';
  }

  /** Returns the path. */
  public Path path() {
    return path;
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return path.toString();
  }
}
