package dev.hookline.core.plan;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.Phase;
import java.util.List;

/** Says in words what keeps the hooks of a phase from being put in order. */
final class PlanProblems {
  private final Phase phase;
  private final PlanHooks hooks;
  private final KnownNames known;
  private final List<String> problems;

  PlanProblems(Phase phase, PlanHooks hooks, KnownNames known, List<String> problems) {
    this.phase = phase;
    this.hooks = hooks;
    this.known = known;
    this.problems = problems;
  }

  void sameName(int hook, int earlier) {
    problems.add(
        hooks.spec(hook)
            + " has the same name as the one registered before it"
            + hooks.spec(earlier).declaredAt().map(place -> " at " + place).orElse("")
            + "; names are unique within a phase, rename one of them");
  }

  void attachedToAnotherKind(int hook, Constraint attachment, int target) {
    problems.add(
        hooks.spec(hook)
            + " is "
            + words(attachment)
            + ", which is "
            + article(hooks.kind(target))
            + "; attach it to a hook of its own kind");
  }

  void againstTheKinds(int hook, Constraint constraint, int other) {
    problems.add(
        hooks.spec(hook)
            + " is ordered "
            + words(constraint)
            + ", which is "
            + article(hooks.kind(other))
            + "; ordinary hooks run first, then on-failure hooks, then always hooks: remove the"
            + " constraint");
  }

  void missing(int hook, Constraint constraint) {
    problems.add(
        hooks.spec(hook)
            + " is "
            + (constraint.relation().isAttachment() ? "" : "ordered ")
            + words(constraint)
            + ", but no hook of that name is registered for phase "
            + phase
            + "; "
            + advice(constraint.other()));
  }

  /** A step stands in a phase of its own name. */
  private String advice(String missing) {
    return missing.equals(phase.name())
        ? "register it, or declare the lifecycle that has the step with phases(…)"
        : known.advice(missing, hooks.names());
  }

  void contradiction(int hook, Constraint constraint) {
    problems.add(
        hooks.spec(hook)
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
