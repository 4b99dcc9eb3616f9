package dev.hookline.core.explain;

import dev.hookline.api.HookId;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plan as it is shown, with secrets masked: every form of it is made from this one. Immutable.
 *
 * @param name the name of the phase, or of the lifecycle
 * @param isLifecycle whether it is the plan of a lifecycle
 * @param phases the phases and steps in order, then the lifecycle's own hooks, if it has any
 * @param warnings what a run would warn of, if the request is known
 */
public record PlanView(
    String name, boolean isLifecycle, List<PhaseView> phases, List<String> warnings) {

  /** Copies the lists. */
  public PlanView {
    phases = List.copyOf(phases);
    warnings = List.copyOf(warnings);
  }

  Stream<ShownHook> hooks() {
    return phases.stream().flatMap(phase -> phase.hooks().stream());
  }

  /** Returns what the plan says of one hook. */
  public String why(HookId hook) {
    for (PhaseView phase : phases) {
      for (ShownHook each : phase.hooks()) {
        if (each.id().equals(hook)) {
          return new WhyText(phase, each).toString();
        }
      }
    }
    throw new IllegalArgumentException(hook + " is not in the plan");
  }
}
