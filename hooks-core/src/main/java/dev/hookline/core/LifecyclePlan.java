package dev.hookline.core;

import dev.hookline.api.Lifecycle;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The plans of the phases and steps of a lifecycle, in order, and of its own hooks. Immutable and
 * thread-safe.
 *
 * @param lifecycle the lifecycle
 * @param phases a plan for each stage; that of a step holds the step and the hooks of its phase
 * @param own the plan of the on-failure and always hooks of the lifecycle itself, if it has any
 */
public record LifecyclePlan(Lifecycle lifecycle, List<HookPlan> phases, Optional<HookPlan> own) {

  /** Refuses null and copies the list. */
  public LifecyclePlan {
    Objects.requireNonNull(lifecycle, "lifecycle");
    Objects.requireNonNull(own, "plan of the lifecycle's own hooks");
    phases = List.copyOf(phases);
  }

  /** Returns the plan of the phase, or step, of that name. */
  public Optional<HookPlan> phase(String name) {
    return phases.stream().filter(plan -> plan.phase().name().equals(name)).findFirst();
  }

  private Masker masker() {
    List<Masker> all = new ArrayList<>();
    phases.forEach(plan -> all.add(plan.masker()));
    own.ifPresent(plan -> all.add(plan.masker()));
    return Masker.NONE.withAllOf(all);
  }

  /** Returns the plan for people, with secrets masked. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("lifecycle ").append(lifecycle.name());
    for (int i = 0; i < phases.size(); i++) {
      text.append(System.lineSeparator())
          .append(phases.get(i).text())
          .append(System.lineSeparator())
          .append("  if it fails: ")
          .append(lifecycle.stages().get(i).onFailure());
    }
    own.ifPresent(
        plan ->
            text.append(System.lineSeparator()).append("at the end of ").append(ofLifecycle(plan)));
    return masker().mask(text.toString());
  }

  /** The hooks of a lifecycle stand in a phase of its name. */
  private static String ofLifecycle(HookPlan plan) {
    return plan.text().replaceFirst("^phase", "lifecycle");
  }
}
