package dev.hookline.core;

import dev.hookline.api.Condition;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A hook at its place in a plan, with the reason for the place. Immutable and thread-safe. */
public final class PlannedHook {
  /** Of the hooks that may run next: the smaller number first, then the one registered first. */
  static final Comparator<PlannedHook> NEXT_FIRST =
      (one, other) -> Long.compare(one.sortKey, other.sortKey);

  private final HookSpec spec;
  private final HookKind kind;
  private final Optional<Constraint> attachment;
  private final int registered;

  /** The number, then the place of registration, which is its lower half. */
  final long sortKey;

  private @Nullable List<PlannedHook> pres;
  private @Nullable List<PlannedHook> posts;

  // What the planner knows of the hook while it sorts; nobody writes it once the plan is made.
  @Nullable PlannedHook target;
  PlannedHook root = this;
  Masker masker = Masker.NONE;
  @Nullable Edge successors;
  @Nullable PlannedHook heldBy;
  int waitsFor;
  boolean opened;

  private @Nullable Work work;

  /** One hook that must run later, and the rest of them. */
  record Edge(PlannedHook to, @Nullable Edge next) {}

  PlannedHook(HookSpec spec, int registered) {
    this.spec = spec;
    this.kind = spec.kind();
    this.attachment = spec.order().attachment();
    this.registered = registered;
    this.sortKey = ((long) spec.order().number() << Integer.SIZE) + registered;
  }

  /**
   * Works out once what the runner has to know. Threads may do so at the same time: all fields of
   * the result are final and all results are alike.
   */
  Work work() {
    Work known = work;
    if (known == null) {
      known = Work.of(spec);
      work = known;
    }
    return known;
  }

  /** Returns the spec. */
  public HookSpec spec() {
    return spec;
  }

  /** Returns the name of the hook. */
  public String name() {
    return spec.name();
  }

  /** Returns the kind of the hook. */
  public HookKind kind() {
    return kind;
  }

  /**
   * Returns why the hook stands where it stands, such as {@code order 0, registered 3, after
   * "migrate"}.
   */
  public String reason() {
    String place = "order " + spec.order().number() + ", registered " + registered;
    Optional<Constraint> attachment = attachment();
    if (attachment.isPresent()) {
      return place + ", " + words(attachment.get());
    }
    return heldBy == null ? place : place + ", after \"" + heldBy.name() + "\"";
  }

  private static String words(Constraint attachment) {
    String side = attachment.relation() == Relation.PRE ? "before" : "after";
    return "immediately " + side + " \"" + attachment.other() + "\"";
  }

  Optional<Constraint> attachment() {
    return attachment;
  }

  List<PlannedHook> pres() {
    List<PlannedHook> list = pres == null ? new ArrayList<>() : pres;
    pres = list;
    return list;
  }

  List<PlannedHook> posts() {
    List<PlannedHook> list = posts == null ? new ArrayList<>() : posts;
    posts = list;
    return list;
  }

  boolean isPre() {
    return attachment().filter(it -> it.relation() == Relation.PRE).isPresent();
  }

  boolean hasAttached() {
    return pres != null || posts != null;
  }

  void addSuccessor(PlannedHook later) {
    successors = new Edge(later, successors);
    later.waitsFor++;
  }

  /**
   * Returns the hook, its command, the reason for its place, its limits and its policies, with
   * secrets masked.
   */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("; ");
    text.add(spec.kind().words() + " \"" + name() + "\": " + spec.hook().description());
    text.add(reason());
    if (!spec.kind().isCleanup()) {
      text.add("on failure " + spec.onFailure());
    }
    addSettings(text);
    return masker.mask(text.toString());
  }

  private void addSettings(StringJoiner text) {
    if (!spec.limits().toString().isEmpty()) {
      text.add(spec.limits().toString());
    }
    if (!spec.retry().equals(RetryPolicy.none())) {
      text.add(spec.retry().toString());
    }
    for (Condition condition : spec.conditions()) {
      text.add("runs only " + condition.words());
    }
    spec.undo().ifPresent(undo -> text.add("undo: " + undo.description()));
    String command = spec.hook().description();
    spec.declaredAt()
        .filter(place -> !command.contains(place))
        .ifPresent(place -> text.add("declared at " + place));
  }
}
