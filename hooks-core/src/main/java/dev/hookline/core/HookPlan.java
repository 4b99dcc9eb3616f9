package dev.hookline.core;

import dev.hookline.api.Phase;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.plan.PhaseOrder;
import dev.hookline.core.plan.Placement;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The hooks of a phase in the order in which they run, each with the reason for its place: first
 * the ordinary ones, then those on failure, then those that always run. What {@link
 * HookEngine#plan} shows is what {@link HookEngine#run} executes. Immutable and thread-safe.
 */
public final class HookPlan {
  private final Phase phase;
  private final List<PlannedHook> hooks;
  private final Masker masker;
  private final PhaseTasks tasks;

  HookPlan(PhaseOrder order, PhaseTasks tasks, Masker masker) {
    this.phase = tasks.phase;
    this.tasks = tasks;
    this.masker = masker;
    this.hooks = tasks.size() == 0 ? List.of() : hooks(order, tasks.size());
  }

  private List<PlannedHook> hooks(PhaseOrder order, int size) {
    List<PlannedHook> all = new ArrayList<>(size);
    add(order.ordinary(), all);
    add(order.onFailure(), all);
    add(order.always(), all);
    return Collections.unmodifiableList(all);
  }

  private void add(List<Placement> placements, List<PlannedHook> all) {
    for (Placement placement : placements) {
      all.add(new PlannedHook(placement, masker));
    }
  }

  /** Returns the hooks as a run wants them. */
  PhaseTasks tasks() {
    return tasks;
  }

  /** Returns a masker that knows the secrets of these hooks. */
  Masker masker() {
    return masker;
  }

  /** Returns the phase. */
  public Phase phase() {
    return phase;
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
    return masker.mask(text());
  }

  /** Returns the text before secrets are masked. */
  String text() {
    StringBuilder text = new StringBuilder("phase ").append(phase).append(": ");
    text.append(hooks.size()).append(hooks.size() == 1 ? " hook" : " hooks");
    int place = 0;
    for (PlannedHook hook : hooks) {
      text.append(System.lineSeparator())
          .append("  ")
          .append(++place)
          .append(". ")
          .append(hook.text());
    }
    return text.toString();
  }
}
