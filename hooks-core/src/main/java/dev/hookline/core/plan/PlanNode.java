package dev.hookline.core.plan;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.HookSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hook while it is being placed: what the planner notes of it until the order is found. */
final class PlanNode {
  final HookSpec spec;

  /** The kind; a step counts as an ordinary hook of its phase. */
  final HookKind kind;

  final @Nullable Constraint attachment;

  /** The order number, then the place of registration, which is its lower half. */
  final long sortKey;

  private @Nullable List<PlanNode> pres;
  private @Nullable List<PlanNode> posts;

  /** What it is attached to. */
  @Nullable PlanNode target;

  /** The hook with which it moves; itself if it is attached to nothing. */
  PlanNode root = this;

  /** How many attachments lead to the root. */
  int depth;

  boolean opened;

  PlanNode(HookSpec spec, int registered) {
    this.spec = spec;
    this.kind = spec.kind() == HookKind.STEP ? HookKind.ORDINARY : spec.kind();
    this.attachment = spec.order().attachment().orElse(null);
    this.sortKey = ((long) spec.order().number() << Integer.SIZE) + registered;
  }

  String name() {
    return spec.name();
  }

  List<PlanNode> pres() {
    List<PlanNode> list = pres == null ? new ArrayList<>() : pres;
    pres = list;
    return list;
  }

  List<PlanNode> posts() {
    List<PlanNode> list = posts == null ? new ArrayList<>() : posts;
    posts = list;
    return list;
  }

  boolean isPre() {
    return attachment != null && attachment.relation() == Relation.PRE;
  }

  boolean hasAttached() {
    return pres != null || posts != null;
  }

  /** Returns the place at which it registered, counted from 0. */
  int place() {
    return place(sortKey);
  }

  /** Returns the place at which the hook with this key registered, counted from 0. */
  static int place(long sortKey) {
    return (int) sortKey - 1;
  }

  /** Returns its place in the plan, after the last hook for which it had to wait. */
  Placement placement(@Nullable PlanNode heldBy) {
    return new Placement(spec, (int) sortKey, heldBy == null ? null : heldBy.spec);
  }
}
