package dev.hookline.shell.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The environment of this JVM, which does not change while it runs. The JDK encodes a name anew
 * whenever it is asked for a variable, which costs more than all else that is done with it.
 */
public final class InheritedVariables {
  private static final Map<String, String> ALL = new HashMap<>(System.getenv());

  private InheritedVariables() {}

  /** Returns whether this JVM has a variable with this value. */
  public static boolean contain(String name, String value) {
    return value.equals(ALL.get(name));
  }

  /** Returns the value of a variable, or another one if there is none. */
  public static String getOrDefault(String name, String other) {
    return ALL.getOrDefault(name, other);
  }

  /** Returns the names of all. */
  public static Set<String> names() {
    return ALL.keySet();
  }
}
