package dev.hookline.api;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a hook would do if it ran now: its command, where it works, and the names of the variables
 * that it is given. Immutable and thread-safe. It may hold secrets: Hookline masks them where it
 * shows them.
 */
public final class HookDescription {
  private final String command;
  private final Path directory;
  private final Set<String> variables;

  private HookDescription(String command, Path directory, Set<String> variables) {
    this.command = command;
    this.directory = directory;
    this.variables = variables;
  }

  /**
   * Returns the description of a hook that would see this context.
   *
   * @param command what it would execute, on one line, such as the command with its arguments
   */
  public static HookDescription of(String command, HookContext context) {
    Objects.requireNonNull(command, "command");
    return new HookDescription(command, context.directory(), given(context.environment()));
  }

  /** Variables that are as they are for this JVM say nothing about the hook. */
  private static Set<String> given(Map<String, String> environment) {
    Map<String, String> inherited = System.getenv();
    Set<String> names = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (!value.equals(inherited.get(name))) {
            names.add(name);
          }
        });
    return Collections.unmodifiableSet(names);
  }

  /** Returns what it would execute. */
  public String command() {
    return command;
  }

  /** Returns the directory that it would work in; absolute. */
  public Path directory() {
    return directory;
  }

  /**
   * Returns the names of the variables that it would find and that this JVM does not have, or has
   * with another value; sorted.
   */
  public Set<String> variables() {
    return variables;
  }

  /** Returns for example {@code ./migrate.sh --fast in /srv/shop with DB_URL, TOKEN}. */
  @Override
  public String toString() {
    String with = variables.isEmpty() ? "" : " with " + String.join(", ", variables);
    return command + " in " + directory + with;
  }
}
