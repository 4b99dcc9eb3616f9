package dev.hookline.api;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A named moment of a deployment at which hooks run: {@code build}, {@code deploy}, {@code pre_up}.
 *
 * <p>Two phases with the same name are the same phase. Immutable and thread-safe.
 *
 * @param name the name; not blank, at most 200 characters, without slashes, control characters and
 *     surrounding white space
 */
public record Phase(String name) implements Serializable {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name breaks the rule above
   */
  public Phase {
    Names.check("phase name", name);
  }

  /**
   * Returns the phase of that name.
   *
   * @throws IllegalArgumentException if the name breaks the rule above
   */
  public static Phase of(String name) {
    return new Phase(name);
  }

  // Those that a record gets by itself cost some 25 ms at the start of a JVM.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Phase that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
