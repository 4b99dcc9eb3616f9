package dev.hookline.core;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.core.explain.ShownHook;
import dev.hookline.core.plan.Placement;
import dev.hookline.core.secret.Masker;

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
   * Returns the hook, its command, its place, its limits and its policies on one line, with secrets
   * masked; what is as it is by default is left out.
   */
  @Override
  public String toString() {
    return new ShownHook(placement, 1, masker, null).line();
  }
}
