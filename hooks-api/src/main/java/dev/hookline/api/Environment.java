package dev.hookline.api;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One layer of environment variables, some of which may be secret. Immutable and thread-safe; every
 * change returns a new layer. The text form shows no value that is secret.
 *
 * <p>The name of a variable must not be empty and must not contain {@code =}, white space or
 * control characters; a value must not contain NUL. The JDK would cut such a value silently.
 */
@CheckReturnValue
public final class Environment {
  private static final Environment EMPTY = new Environment(null, Map.of(), Set.of());

  private volatile Content content;

  /**
   * Variables, and the layer over which they lie. Both are put together when the variables are
   * asked for: a layer that grows one by one to ten thousand is not copied ten thousand times.
   *
   * @param below null once they are put together
   */
  private record Content(
      @Nullable Environment below, Map<String, String> variables, Set<String> secretNames) {}

  private Environment(
      @Nullable Environment below, Map<String, String> variables, Set<String> secretNames) {
    this.content = new Content(below, variables, secretNames);
  }

  /** Returns what is in this layer; two threads that ask at once find the same. */
  private Content whole() {
    Content known = content;
    return known.below() == null ? known : putTogether();
  }

  private Content putTogether() {
    Deque<Content> lowestFirst = new ArrayDeque<>();
    for (Environment at = this; at != null; at = lowestFirst.getFirst().below()) {
      lowestFirst.addFirst(at.content);
    }
    Map<String, String> merged = new LinkedHashMap<>();
    Set<String> secrets = new LinkedHashSet<>();
    for (Content later : lowestFirst) {
      merged.putAll(later.variables());
      secrets.removeAll(later.variables().keySet());
      secrets.addAll(later.secretNames());
    }
    Content whole =
        new Content(
            null, Collections.unmodifiableMap(merged), Collections.unmodifiableSet(secrets));
    content = whole;
    return whole;
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
    return new Environment(null, System.getenv(), Set.of());
  }

  /**
   * Returns this layer with one more variable; a variable of that name is replaced.
   *
   * @throws IllegalArgumentException if the name or the value breaks the rule above
   */
  public Environment with(String name, String value) {
    return new Environment(this, Map.of(checkName(name), checkValue(name, value)), Set.of());
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
    return new Environment(this, Map.of(checkName(name), checkValue(name, value)), Set.of(name));
  }

  /**
   * Returns this layer with more variables; those of the same name are replaced.
   *
   * @throws IllegalArgumentException if a name or a value breaks the rule above
   */
  public Environment with(Map<String, String> more) {
    Map<String, String> copy = new LinkedHashMap<>(more);
    copy.forEach(Environment::check);
    return overlaidBy(new Environment(null, Collections.unmodifiableMap(copy), Set.of()));
  }

  /** Returns this layer with the variables of a later layer, which win, secrets included. */
  public Environment overlaidBy(Environment later) {
    Content over = later.whole();
    if (over.variables().isEmpty()) {
      return this;
    }
    return isEmpty() ? later : new Environment(this, over.variables(), over.secretNames());
  }

  /** Returns whether nothing was ever added. */
  private boolean isEmpty() {
    Content known = content;
    return known.below() == null && known.variables().isEmpty();
  }

  /**
   * Returns this layer with the values of these variables marked as secret.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  public Environment markSecret(String... names) {
    Set<String> secrets = new LinkedHashSet<>(secretNames());
    for (String name : names) {
      if (!variables().containsKey(name)) {
        throw new IllegalArgumentException(
            "variable " + Names.quote(name) + " cannot be marked secret: it is not in this layer");
      }
      secrets.add(name);
    }
    return new Environment(null, variables(), Collections.unmodifiableSet(secrets));
  }

  /** Returns the variables, in the order in which they were added; cannot be changed. */
  public Map<String, String> variables() {
    return whole().variables();
  }

  /** Returns the names of the variables whose values are secret; cannot be changed. */
  public Set<String> secretNames() {
    return whole().secretNames();
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
        && variables().equals(that.variables())
        && secretNames().equals(that.secretNames());
  }

  @Override
  public int hashCode() {
    return Objects.hash(variables(), secretNames());
  }

  /** Returns the names and the values that are not secret, such as {@code {A=1, TOKEN=***}}. */
  @Override
  public String toString() {
    Map<String, String> shown = new LinkedHashMap<>(variables());
    secretNames().forEach(name -> shown.put(name, "***"));
    return shown.toString();
  }
}
