package dev.hookline.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a ledger remembers a phase by: an ordered list of parts, such as the environment, the
 * revision and anything else that the result of the phase depends on. A key belongs to its phase:
 * the same key of two phases means two records.
 *
 * <pre>{@code
 * OnceKey.of("shop", "production").with("revision", commit).with("forced", buildVariable)
 * }</pre>
 *
 * <p>A part is any text, empty and with line breaks if need be, and plain or named. Two keys are
 * equal if their parts are, in the same order; a part named {@code a} with the value {@code b} is
 * not the plain part {@code a=b}. Immutable and thread-safe.
 */
@CheckReturnValue
public final class OnceKey implements Serializable {
  private static final long serialVersionUID = 1;

  private final Part[] parts;

  /**
   * One part of a key.
   *
   * @param name the name; empty for a plain part
   * @param value any text
   */
  public record Part(String name, String value) implements Serializable {
    /** Refuses null. */
    public Part {
      Objects.requireNonNull(name, "name of a key part");
      Objects.requireNonNull(value, "value of a key part");
    }

    /** Returns the value of a plain part, and {@code name=value} of another one. */
    @Override
    public String toString() {
      return name.isEmpty() ? value : name + "=" + value;
    }
  }

  private OnceKey(List<Part> parts) {
    this.parts = parts.toArray(Part[]::new);
  }

  /** Returns the key of these plain parts. */
  public static OnceKey of(String first, String... more) {
    List<Part> parts = new ArrayList<>();
    parts.add(plain(first));
    for (String part : more) {
      parts.add(plain(part));
    }
    return new OnceKey(parts);
  }

  /**
   * Returns the key of these parts.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static OnceKey of(List<Part> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one part");
    }
    return new OnceKey(parts);
  }

  /** Returns this key with one more plain part. */
  public OnceKey with(String part) {
    return with(plain(part));
  }

  /**
   * Returns this key with one more part that has a name.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public OnceKey with(String name, String value) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "the name of a key part is empty; name it or use with(part)");
    }
    return with(new Part(name, value));
  }

  private OnceKey with(Part part) {
    List<Part> more = new ArrayList<>(parts());
    more.add(part);
    return new OnceKey(more);
  }

  private static Part plain(String part) {
    return new Part("", part);
  }

  /** Returns the parts in order; at least one. */
  public List<Part> parts() {
    return List.of(parts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OnceKey that && Arrays.equals(parts, that.parts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }

  /**
   * Returns the parts on one line, such as {@code build / production / revision=4f2a}; characters
   * that cannot be seen stand as {@code \}{@code u000a}.
   */
  @Override
  public String toString() {
    return Names.visible(
        Arrays.stream(parts).map(Part::toString).collect(Collectors.joining(" / ")));
  }
}
