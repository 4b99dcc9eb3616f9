package dev.hookline.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One layer of environment variables, some of which may be secret. Immutable and thread-safe; every
 * change returns a new layer. The text form shows no value that is secret.
 *
 * <p>The name of a variable must not be empty and must not contain {@code =}, white space or
 * control characters; a value must not contain NUL. The JDK would cut such a value silently.
 */
@CheckReturnValue
public final class Environment {
  private static final Environment EMPTY = new Environment(Map.of(), Set.of());

  private final Map<String, String> variables;
  private final Set<String> secretNames;

  private Environment(Map<String, String> variables, Set<String> secretNames) {
    this.variables = variables;
    this.secretNames = secretNames;
  }

  /** Returns the layer without variables. */
  public static Environment empty() {
    return EMPTY;
  }

  /**
   * Returns a layer of these variables, in the order of the map.
   *
   * @throws IllegalArgumentException if a name or a value breaks the rule above
   */
  public static Environment of(Map<String, String> variables) {
    return EMPTY.with(variables);
  }

  /**
   * Returns a layer of one variable.
   *
   * @throws IllegalArgumentException if the name or the value breaks the rule above
   */
  public static Environment of(String name, String value) {
    return EMPTY.with(name, value);
  }

  /** Returns the environment that this JVM was started with. */
  public static Environment inherited() {
    return new Environment(System.getenv(), Set.of());
  }

  /**
   * Returns this layer with one more variable; a variable of that name is replaced.
   *
   * @throws IllegalArgumentException if the name or the value breaks the rule above
   */
  public Environment with(String name, String value) {
    return with(Map.of(checkName(name), checkValue(name, value)));
  }

  /**
   * Returns this layer with one more variable whose value is masked wherever it would be shown:
   * {@code ***} stands for it in output, plans, reports and messages.
   *
   * <p>It is masked as it is, as shells, JSON, XML and URLs quote and escape it, and in base64
   * (unless that is broken into lines); of a value of several lines each line of four or more
   * characters is masked, too. Other encodings, such as hex or a hash, are not known. A blank value
   * is not masked. A value of one or two characters is, which spoils the output and gives the value
   * away: each run warns of it once, by the name of the variable.
   *
   * @throws IllegalArgumentException if the name or the value breaks the rule above
   */
  public Environment withSecret(String name, String value) {
    return with(name, value).markSecret(name);
  }

  /**
   * Returns this layer with more variables; those of the same name are replaced.
   *
   * @throws IllegalArgumentException if a name or a value breaks the rule above
   */
  public Environment with(Map<String, String> more) {
    more.forEach(Environment::check);
    return overlaidBy(new Environment(more, Set.of()));
  }

  /** Returns this layer with the variables of a later layer, which win, secrets included. */
  public Environment overlaidBy(Environment later) {
    if (later.variables.isEmpty()) {
      return this;
    }
    Map<String, String> merged = new LinkedHashMap<>(variables);
    merged.putAll(later.variables);
    Set<String> secrets = new LinkedHashSet<>(secretNames);
    secrets.removeAll(later.variables.keySet());
    secrets.addAll(later.secretNames);
    return new Environment(
        Collections.unmodifiableMap(merged), Collections.unmodifiableSet(secrets));
  }

  /**
   * Returns this layer with the values of these variables marked as secret.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  public Environment markSecret(String... names) {
    Set<String> secrets = new LinkedHashSet<>(secretNames);
    for (String name : names) {
      if (!variables.containsKey(name)) {
        throw new IllegalArgumentException(
            "variable " + Names.quote(name) + " cannot be marked secret: it is not in this layer");
      }
      secrets.add(name);
    }
    return new Environment(variables, Collections.unmodifiableSet(secrets));
  }

  /** Returns the variables, in the order in which they were added; cannot be changed. */
  public Map<String, String> variables() {
    return variables;
  }

  /** Returns the names of the variables whose values are secret; cannot be changed. */
  public Set<String> secretNames() {
    return secretNames;
  }

  private static void check(String name, String value) {
    String unused = checkValue(checkName(name), value);
  }

  private static String checkName(String name) {
    Objects.requireNonNull(name, "variable name");
    if (name.isEmpty() || name.codePoints().anyMatch(Environment::isRefused)) {
      throw new IllegalArgumentException(
          "variable name "
              + Names.quote(name)
              + " cannot be used; it must not be empty and must not contain '=', white space or"
              + " control characters");
    }
    return name;
  }

  private static boolean isRefused(int c) {
    return c == '='
        || Character.isSpaceChar(c)
        || Character.isWhitespace(c)
        || Character.isISOControl(c);
  }

  private static String checkValue(String name, String value) {
    Objects.requireNonNull(value, () -> "value of variable " + name);
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the value of variable "
              + Names.quote(name)
              + " contains NUL, which cannot be passed to a process");
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Environment that
        && variables.equals(that.variables)
        && secretNames.equals(that.secretNames);
  }

  @Override
  public int hashCode() {
    return Objects.hash(variables, secretNames);
  }

  /** Returns the names and the values that are not secret, such as {@code {A=1, TOKEN=***}}. */
  @Override
  public String toString() {
    Map<String, String> shown = new LinkedHashMap<>(variables);
    secretNames.forEach(name -> shown.put(name, "***"));
    return shown.toString();
  }
}
