package dev.hookline.api;

/**
 * A named moment of a deployment at which hooks run: {@code build}, {@code deploy}, {@code pre_up}.
 *
 * <p>Two phases with the same name are the same phase. Immutable and thread-safe.
 *
 * @param name the name; not blank, at most 200 characters, without slashes, control characters and
 *     surrounding white space
 */
public record Phase(String name) {

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

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
