package dev.hookline.api;

import java.util.Objects;

/**
 * Names a typed value that one hook hands over to later hooks of the same run, or that the tool
 * gives to a run. Two keys with the same name and type are the same key. Immutable and thread-safe.
 *
 * @param <T> the type of the value
 * @param name the name, by the rule of {@link Phase#of}
 * @param type the class of the value
 */
public record HookKey<T>(String name, Class<T> type) {

  /**
   * Checks the name and the type.
   *
   * @throws IllegalArgumentException if the name breaks the rule or the type is primitive
   */
  public HookKey {
    Names.check("key name", name);
    Objects.requireNonNull(type, "key type");
    if (type.isPrimitive()) {
      throw new IllegalArgumentException(
          "key "
              + Names.quote(name)
              + " has the primitive type "
              + type
              + ", of which there are no objects; use the class that boxes it");
    }
  }

  /**
   * Returns the key of that name and type.
   *
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public static <T> HookKey<T> of(String name, Class<T> type) {
    return new HookKey<>(name, type);
  }
}
