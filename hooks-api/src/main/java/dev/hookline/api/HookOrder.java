package dev.hookline.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a hook stands among the hooks of its phase. Immutable and thread-safe.
 *
 * <p>The order is total and the same on every machine:
 *
 * <ol>
 *   <li>{@link Relation#BEFORE} and {@link Relation#AFTER} always hold.
 *   <li>Of the hooks that may run next, the one with the smaller number goes first.
 *   <li>Ties go by registration.
 *   <li>A hook that is {@link Relation#PRE} or {@link Relation#POST} to another runs immediately
 *       before or after it and moves with it; its own number counts only among the hooks attached
 *       to the same side of the same target, as for the {@code .pre} and {@code .post} files of
 *       Ping Identity.
 * </ol>
 */
@CheckReturnValue
public final class HookOrder {
  private static final HookOrder DEFAULT = new HookOrder(0, List.of());

  private final int number;
  private final List<Constraint> constraints;
  private final Optional<Constraint> attachment;

  /** How a hook stands to another one. */
  public enum Relation {
    /** Somewhere before it. */
    BEFORE("before"),
    /** Somewhere after it. */
    AFTER("after"),
    /** Immediately before it. */
    PRE("attached before"),
    /** Immediately after it. */
    POST("attached after");

    private final String words;

    Relation(String words) {
      this.words = words;
    }

    /** Returns how messages call this relation, such as {@code after}. */
    public String words() {
      return words;
    }

    /** Returns whether nothing may come between the two. */
    public boolean isAttachment() {
      return this == PRE || this == POST;
    }
  }

  /**
   * One rule about the place of a hook.
   *
   * @param relation how it stands to the other hook
   * @param other the name of the other hook, in the same phase
   * @param required whether it is a problem if there is no hook of that name
   */
  public record Constraint(Relation relation, String other, boolean required) {
    /** Refuses null. */
    public Constraint {
      Objects.requireNonNull(relation, "relation");
      Objects.requireNonNull(other, "other hook");
    }
  }

  private HookOrder(int number, List<Constraint> constraints) {
    this.number = number;
    this.constraints = constraints;
    this.attachment = attachment(constraints);
  }

  private static Optional<Constraint> attachment(List<Constraint> constraints) {
    for (Constraint constraint : constraints) {
      if (constraint.relation().isAttachment()) {
        return Optional.of(constraint);
      }
    }
    return Optional.empty();
  }

  /** Returns the order of a hook that says nothing: number 0, by registration. */
  public static HookOrder byRegistration() {
    return DEFAULT;
  }

  /** Returns this order with another number; smaller goes first, negative is allowed. */
  public HookOrder number(int newNumber) {
    return new HookOrder(newNumber, constraints);
  }

  /**
   * Returns this order with one more constraint.
   *
   * @throws IllegalArgumentException if the hook would be attached to two places
   */
  public HookOrder with(Constraint constraint) {
    if (constraint.relation().isAttachment() && attachment().isPresent()) {
      throw new IllegalArgumentException(
          "a hook can be attached to one hook only; it is "
              + attachment().get().relation().words()
              + " "
              + Names.quote(attachment().get().other())
              + " already");
    }
    return withAll(List.of(constraint));
  }

  /** Returns this order with more constraints that attach the hook to nothing. */
  HookOrder withAll(List<Constraint> added) {
    List<Constraint> more = new ArrayList<>(constraints);
    more.addAll(added);
    return new HookOrder(number, List.copyOf(more));
  }

  /** Returns the number; 0 by default. */
  public int number() {
    return number;
  }

  /** Returns the constraints, in the order in which they were added. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /** Returns the hook to which this one is attached, if it is. */
  public Optional<Constraint> attachment() {
    return attachment;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HookOrder that
        && number == that.number
        && constraints.equals(that.constraints);
  }

  @Override
  public int hashCode() {
    return 31 * number + constraints.hashCode();
  }

  /** Returns for example {@code order 5, after "migrate"}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("order ").append(number);
    for (Constraint c : constraints) {
      text.append(", ").append(c.relation().words()).append(' ').append(Names.quote(c.other()));
    }
    return text.toString();
  }
}
