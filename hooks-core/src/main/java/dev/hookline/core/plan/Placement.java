package dev.hookline.core.plan;

import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.HookSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of one hook in the order of its phase, and why it is there. Immutable.
 *
 * @param spec the hook
 * @param registered its place in the order of registration, counted from 1
 * @param heldBy the last hook that it had to wait for; null if it waited for none
 */
public record Placement(HookSpec spec, int registered, @Nullable HookSpec heldBy) {

  /** Returns the reason, such as {@code order 0, registered 3, after "migrate"}. */
  public String reason() {
    String place = "order " + spec.order().number() + ", registered " + registered;
    Optional<Constraint> attachment = spec.order().attachment();
    if (attachment.isPresent()) {
      return place + ", " + words(attachment.get());
    }
    return heldBy == null ? place : place + ", after \"" + heldBy.name() + "\"";
  }

  /** Returns the name of the last hook that it had to wait for, if it waited for one. */
  public Optional<String> after() {
    return Optional.ofNullable(heldBy).map(HookSpec::name);
  }

  private static String words(Constraint attachment) {
    String side = attachment.relation() == Relation.PRE ? "before" : "after";
    return "immediately " + side + " \"" + attachment.other() + "\"";
  }
}
