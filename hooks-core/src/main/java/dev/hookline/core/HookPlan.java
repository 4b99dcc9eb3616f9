package dev.hookline.core;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The hooks of a phase in the order in which they run, each with the reason for its place: first
 * the ordinary ones, then those on failure, then those that always run. What {@link
 * HookEngine#plan} shows is the object that {@link HookEngine#run} executes. Immutable and
 * thread-safe.
 */
public final class HookPlan {
  private static final PlannedHook[] NO_HOOKS = {};

  private final Phase phase;
  private final List<PlannedHook> hooks;
  private final Masker masker;

  // The same hooks as the runner wants them: by kind, as arrays, because a run walks them every
  // time.
  final PlannedHook[] ordinary;
  final PlannedHook[] onFailure;
  final PlannedHook[] always;

  HookPlan(
      Phase phase,
      List<PlannedHook> ordinary,
      List<PlannedHook> onFailure,
      List<PlannedHook> always,
      Masker masker) {
    this.phase = phase;
    this.masker = masker;
    this.ordinary = ordinary.toArray(NO_HOOKS);
    this.onFailure = onFailure.toArray(NO_HOOKS);
    this.always = always.toArray(NO_HOOKS);
    List<PlannedHook> all = new ArrayList<>(ordinary);
    all.addAll(onFailure);
    all.addAll(always);
    all.forEach(hook -> hook.masker = masker);
    this.hooks = Collections.unmodifiableList(all);
  }

  /** Returns the plan of a phase without hooks. */
  static HookPlan empty(Phase phase, Masker masker) {
    return new HookPlan(phase, List.of(), List.of(), List.of(), masker);
  }

  /** Returns the plan of a step, which is the only hook of its phase. */
  static HookPlan ofStep(HookSpec step, Masker masker) {
    return new HookPlan(
        step.phase(),
        List.of(new PlannedHook(step, 1)),
        List.of(),
        List.of(),
        masker.with(step.environment()));
  }

  /** Returns a masker that knows the secrets of these hooks. */
  Masker masker() {
    return masker;
  }

  /** Returns the phase. */
  public Phase phase() {
    return phase;
  }

  int size() {
    return hooks.size();
  }

  /** Returns the hooks in the order in which they run. */
  public List<PlannedHook> hooks() {
    return hooks;
  }

  /**
   * Returns the plan for people, with secrets masked: one line a hook, with its command, the reason
   * for its place, its limits and its policies.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("phase ").append(phase).append(": ");
    text.append(hooks.size()).append(hooks.size() == 1 ? " hook" : " hooks");
    int place = 0;
    for (PlannedHook hook : hooks) {
      text.append(System.lineSeparator()).append("  ").append(++place).append(". ").append(hook);
    }
    return masker.mask(text.toString());
  }
}
