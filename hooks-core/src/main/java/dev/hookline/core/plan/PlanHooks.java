package dev.hookline.core.plan;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.HookSpec;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a phase while they are being placed. They are known by the place at which they
 * registered, counted from 0; what planning asks of them stands in arrays, because a large plan is
 * bound by memory, and an object for each hook would have to be fetched for each constraint.
 */
final class PlanHooks {
  /** Stands for no hook. */
  static final int NONE = -1;

  private final HookSpec[] specs;
  private final String[] names;
  private final HookOrder[] orders;
  private final HookKind[] kinds;
  private final Ranks ranks;
  private int constraints;
  private boolean areAnyAttached;

  PlanHooks(Collection<HookSpec> registered) {
    this.specs = registered.toArray(new HookSpec[0]);
    this.names = new String[specs.length];
    this.orders = new HookOrder[specs.length];
    this.kinds = new HookKind[specs.length];
    int[] numbers = new int[specs.length];
    for (int i = 0; i < specs.length; i++) {
      names[i] = specs[i].name();
      HookKind kind = specs[i].kind();
      kinds[i] = kind == HookKind.STEP ? HookKind.ORDINARY : kind;
      orders[i] = specs[i].order();
      constraints += orders[i].constraints().size();
      areAnyAttached |= orders[i].attachment().isPresent();
      numbers[i] = orders[i].number();
    }
    this.ranks = new Ranks(numbers);
  }

  int size() {
    return specs.length;
  }

  /** Returns how many constraints they have together. */
  int constraints() {
    return constraints;
  }

  HookSpec spec(int hook) {
    return specs[hook];
  }

  String name(int hook) {
    return names[hook];
  }

  Stream<String> names() {
    return Stream.of(names);
  }

  /** Returns the kind; a step counts as an ordinary hook of its phase. */
  HookKind kind(int hook) {
    return kinds[hook];
  }

  int number(int hook) {
    return orders[hook].number();
  }

  List<Constraint> constraints(int hook) {
    return orders[hook].constraints();
  }

  @Nullable Constraint attachment(int hook) {
    return orders[hook].attachment().orElse(null);
  }

  /** Returns whether any hook is attached to another one. */
  boolean areAnyAttached() {
    return areAnyAttached;
  }

  boolean isPre(int hook) {
    Constraint attachment = attachment(hook);
    return attachment != null && attachment.relation() == Relation.PRE;
  }

  /** Returns the order of those hooks that may run next. */
  Ranks ranks() {
    return ranks;
  }

  /** Returns the places of hooks in an order that was found. */
  Placements placements(int[] order, Waits waits) {
    return new Placements(specs, order, waits.heldBy());
  }
}
