package dev.hookline.core;

import dev.hookline.api.HookKind;
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
  private final Phase phase;
  private final List<PlannedHook> hooks;
  private final Masker masker;

  // The same hooks as the runner wants them: by kind, as arrays, because a run walks them every
  // time.
  final PlannedHook[] ordinary;
  final PlannedHook[] onFailure;
  final PlannedHook[] always;
  final boolean hasSecrets;

  HookPlan(Phase phase, List<PlannedHook> hooks, Masker masker) {
    this.phase = phase;
    this.hooks = Collections.unmodifiableList(hooks);
    this.masker = masker;
    this.ordinary = only(hooks, HookKind.ORDINARY);
    this.onFailure = only(hooks, HookKind.ON_FAILURE);
    this.always = only(hooks, HookKind.ALWAYS);
    this.hasSecrets =
        hooks.stream().anyMatch(hook -> !hook.spec().environment().secretNames().isEmpty());
  }

  /** Returns the plan of a step, which is the only hook of its phase. */
  static HookPlan ofStep(HookSpec step, Masker masker) {
    return new HookPlan(
        step.phase(), List.of(new PlannedHook(step, 1)), masker.with(step.environment()));
  }

  private static PlannedHook[] only(List<PlannedHook> hooks, HookKind kind) {
    List<PlannedHook> chosen = new ArrayList<>(hooks.size());
    for (PlannedHook hook : hooks) {
      if (hook.kind() == kind || (kind == HookKind.ORDINARY && hook.kind() == HookKind.STEP)) {
        chosen.add(hook);
      }
    }
    return chosen.toArray(new PlannedHook[0]);
  }

  /** Returns a masker that knows the secrets of these hooks too; those of steps are new to it. */
  Masker withSecrets(Masker known) {
    Masker masker = known;
    for (PlannedHook hook : hasSecrets ? hooks : List.<PlannedHook>of()) {
      masker = masker.with(hook.spec().environment());
    }
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
