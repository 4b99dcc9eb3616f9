package dev.hookline.core;

import dev.hookline.api.Condition;
import dev.hookline.api.Durations;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.plan.Placement;
import dev.hookline.core.secret.Masker;
import java.util.StringJoiner;

/** A hook at its place in a plan, with the reason for the place. Immutable and thread-safe. */
public final class PlannedHook {
  private final Placement placement;
  private final Masker masker;

  PlannedHook(Placement placement, Masker masker) {
    this.placement = placement;
    this.masker = masker;
  }

  /** Returns the spec. */
  public HookSpec spec() {
    return placement.spec();
  }

  /** Returns the name of the hook. */
  public String name() {
    return spec().name();
  }

  /** Returns the kind of the hook. */
  public HookKind kind() {
    return spec().kind();
  }

  /**
   * Returns why the hook stands where it stands, such as {@code order 0, registered 3, after
   * "migrate"}.
   */
  public String reason() {
    return placement.reason();
  }

  /**
   * Returns the hook, its command, the reason for its place, its limits and its policies, with
   * secrets masked.
   */
  @Override
  public String toString() {
    return masker.mask(text());
  }

  /** Returns the text before secrets are masked: a plan masks that of all its hooks together. */
  String text() {
    StringJoiner text = new StringJoiner("; ");
    text.add(kind().words() + " \"" + name() + "\": " + spec().hook().description());
    text.add(reason());
    if (!kind().isCleanup()) {
      text.add("on failure " + spec().onFailure());
    }
    addSettings(text);
    return text.toString();
  }

  private void addSettings(StringJoiner text) {
    spec().timeout().ifPresent(limit -> text.add("limit " + Durations.words(limit)));
    spec().attemptTimeout().ifPresent(limit -> text.add("attempt limit " + Durations.words(limit)));
    if (!spec().retry().equals(RetryPolicy.none())) {
      text.add(spec().retry().toString());
    }
    for (Condition condition : spec().conditions()) {
      text.add("runs only " + condition.words());
    }
    spec().undo().ifPresent(undo -> text.add("undo: " + undo.description()));
    String command = spec().hook().description();
    spec()
        .declaredAt()
        .filter(place -> !command.contains(place))
        .ifPresent(place -> text.add("declared at " + place));
  }
}
