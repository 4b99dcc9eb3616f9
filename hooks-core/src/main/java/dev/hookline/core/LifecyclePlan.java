package dev.hookline.core;

import dev.hookline.api.Lifecycle;
import java.util.List;
import java.util.Optional;

/**
 * The plans of the phases and steps of a lifecycle, in order. Immutable and thread-safe.
 *
 * @param lifecycle the lifecycle
 * @param phases a plan for each stage; a step is the only hook of its plan
 */
public record LifecyclePlan(Lifecycle lifecycle, List<HookPlan> phases) {

  /** Returns the plan of the phase, or step, of that name. */
  public Optional<HookPlan> phase(String name) {
    return phases.stream().filter(plan -> plan.phase().name().equals(name)).findFirst();
  }

  /** Returns the plan for people, with secrets masked. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("lifecycle ").append(lifecycle.name());
    for (int i = 0; i < phases.size(); i++) {
      text.append(System.lineSeparator())
          .append(phases.get(i))
          .append(System.lineSeparator())
          .append("  if it fails: ")
          .append(lifecycle.stages().get(i).onFailure());
    }
    return text.toString();
  }
}
