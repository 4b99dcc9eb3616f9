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

  Stream<HookView> hooks() {
    return phases.stream().flatMap(phase -> phase.hooks().stream());
  }

  /** Returns what the plan says of one hook. */
  public String why(HookId hook) {
    for (PhaseView phase : phases) {
      for (HookView each : phase.hooks()) {
        if (each.id().equals(hook)) {
          return new WhyText(phase, each).toString();
        }
      }
    }
    throw new IllegalArgumentException(hook + " is not in the plan");
  }

  /** Returns the plan as a table that is not wider than so many characters, if that can be. */
  public String table(int width) {
    return new PlanTable(this, width).toString();
  }

  /** Returns the plan as a JSON document. */
  public String json() {
    return new PlanJson(this).toString();
  }

  /** Returns the plan as a flowchart in the language of Mermaid. */
  public String mermaid() {
    return new PlanGraph(this).draw(new MermaidPen());
  }

  /** Returns the plan as a graph in the language of Graphviz. */
  public String dot() {
    return new PlanGraph(this).draw(new DotPen());
  }
}
