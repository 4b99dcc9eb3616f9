package dev.hookline.core.plan;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.Phase;
import java.util.List;

/** Says in words what keeps the hooks of a phase from being put in order. */
final class PlanProblems {
  private final Phase phase;
  private final KnownNames known;
  private final List<String> problems;

  PlanProblems(Phase phase, KnownNames known, List<String> problems) {
    this.phase = phase;
    this.known = known;
    this.problems = problems;
  }

  void sameName(PlanNode node, PlanNode earlier) {
    problems.add(
        node.spec
            + " has the same name as the one registered before it"
            + earlier.spec.declaredAt().map(place -> " at " + place).orElse("")
            + "; names are unique within a phase, rename one of them");
  }

  void attachedToAnotherKind(PlanNode node, Constraint attachment, PlanNode target) {
    problems.add(
        node.spec
            + " is "
            + words(attachment)
            + ", which is "
            + article(target.kind)
            + "; attach it to a hook of its own kind");
  }

  void againstTheKinds(PlanNode node, Constraint constraint, PlanNode other) {
    problems.add(
        node.spec
            + " is ordered "
            + words(constraint)
            + ", which is "
            + article(other.kind)
            + "; ordinary hooks run first, then on-failure hooks, then always hooks: remove the"
            + " constraint");
  }

  void missing(PlanNode node, Constraint constraint, List<PlanNode> nodes) {
    problems.add(
        node.spec
            + " is "
            + (constraint.relation().isAttachment() ? "" : "ordered ")
            + words(constraint)
            + ", but no hook of that name is registered for phase "
            + phase
            + "; "
            + advice(constraint.other(), nodes));
  }

  /** A step stands in a phase of its own name. */
  private String advice(String missing, List<PlanNode> nodes) {
    return missing.equals(phase.name())
        ? "register it, or declare the lifecycle that has the step with phases(…)"
        : known.advice(missing, nodes.stream().map(node -> node.spec.name()));
  }

  void contradiction(PlanNode node, Constraint constraint) {
    problems.add(
        node.spec
            + " is ordered "
            + words(constraint)
            + ", but what they are attached to puts it on the other side; remove the constraint or"
            + " the attachment");
  }

  void cycle(PlanCycle cycle) {
    problems.add(cycle.message(phase));
  }

  private static String words(Constraint constraint) {
    return constraint.relation().words() + " \"" + constraint.other() + "\"";
  }

  private static String article(HookKind kind) {
    return "an " + (kind == HookKind.ORDINARY ? "ordinary hook" : kind.words());
  }
}
