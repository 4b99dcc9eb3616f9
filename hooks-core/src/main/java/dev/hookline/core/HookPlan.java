package dev.hookline.core;

import dev.hookline.api.Phase;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.plan.PhaseOrder;
import dev.hookline.core.plan.Placement;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a phase in the order in which they run, each with the reason for its place: first
 * the ordinary ones, then those on failure, then those that always run. What {@link
 * HookEngine#plan} shows is what {@link HookEngine#run} executes. Immutable and thread-safe.
 */
public final class HookPlan {
  private final Phase phase;
  private final PhaseOrder order;
  private final PhaseTasks tasks;
  private final Masker masker;

  /** Made when the plan is to be shown; a run does not need them. */
  private volatile @Nullable List<PlannedHook> hooks;

  HookPlan(PhaseOrder order, PhaseTasks tasks, Masker masker) {
    this.phase = tasks.phase;
    this.tasks = tasks;
    this.masker = masker;
    this.order = order;
  }

  private List<PlannedHook> planned() {
    List<PlannedHook> all = new ArrayList<>(tasks.size());
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
    List<PlannedHook> known = hooks;
    if (known == null) {
      known = planned();
      hooks = known;
    }
    return known;
  }

  /** Returns whether there is no hook. */
  boolean isEmpty() {
    return tasks.size() == 0;
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
    text.append(tasks.size()).append(tasks.size() == 1 ? " hook" : " hooks");
    int place = 0;
    for (PlannedHook hook : hooks()) {
      text.append(System.lineSeparator())
          .append("  ")
          .append(++place)
          .append(". ")
          .append(hook.text());
    }
    return text.toString();
  }
}
