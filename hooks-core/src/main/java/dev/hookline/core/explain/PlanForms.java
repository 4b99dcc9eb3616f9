package dev.hookline.core.explain;

/** The forms in which a plan is shown. */
public final class PlanForms {
  private PlanForms() {}

  /** Returns the plan as a table that is not wider than so many characters, if that can be. */
  public static String table(PlanView plan, int width) {
    return new PlanTable(plan, width).toString();
  }

  /** Returns the plan as a JSON document. */
  public static String json(PlanView plan) {
    return new PlanJson(plan).toString();
  }

  /** Returns the plan as a flowchart in the language of Mermaid. */
  public static String mermaid(PlanView plan) {
    return new PlanGraph(plan).draw(new MermaidPen());
  }

  /** Returns the plan as a graph in the language of Graphviz. */
  public static String dot(PlanView plan) {
    return new PlanGraph(plan).draw(new DotPen());
  }
}
