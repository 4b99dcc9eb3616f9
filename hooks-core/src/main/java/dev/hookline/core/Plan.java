package dev.hookline.core;

import dev.hookline.api.HookId;
import dev.hookline.core.explain.PlanForms;
import dev.hookline.core.explain.PlanView;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.result.RunResult;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.select.Selection;
import dev.hookline.core.whatif.Scenario;
import dev.hookline.core.whatif.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What would run, in which order and why; see {@link HookEngine#plan}. A plan that was made with a
 * request also says what that request means: what is left out, what the conditions that only look
 * have said, what the ledger would skip or roll back. Immutable and thread-safe.
 *
 * <p>Every form of a plan shows the same hooks, with secrets masked. Hooks that are left out are
 * shown as skipped, with the reason.
 */
public abstract sealed class Plan permits HookPlan, LifecyclePlan {
  private static final int USUAL_WIDTH = 80;

  Plan() {}

  /** Returns the name of what runs. */
  abstract String name();

  /** Returns the plans of all hooks in it; those of a lifecycle itself are the last. */
  abstract List<HookPlan> all();

  /** Returns the hooks of its phases as a run wants them. */
  abstract List<PhaseTasks> phasesToRun();

  /** Returns the hooks of a lifecycle itself as a run wants them: an empty list, or one element. */
  abstract List<PhaseTasks> ownToRun();

  /** Runs it. */
  abstract RunResult run(RunInput input);

  abstract PlanView view();

  abstract Masker masker();

  /** Returns what knows the secrets of an engine and of its hooks, in a run. */
  abstract Masker masker(Masker ofEngine);

  abstract Scenario scenario();

  /** Returns all hooks as a run wants them. */
  final List<PhaseTasks> allToRun() {
    List<PhaseTasks> all = new ArrayList<>(phasesToRun());
    all.addAll(ownToRun());
    return all;
  }

  /**
   * Returns the plan as a table for people: a line for each phase with its limit and concurrency,
   * and a row for each hook with its command and what is set for it. What is as it is by default is
   * left out: failure policy ABORT, one attempt, no limit.
   *
   * @param width how many characters fit on a line; at least 40 are used
   */
  public String toText(int width) {
    return masker().mask(PlanForms.table(view(), width));
  }

  /**
   * Returns the plan as a JSON document. Its members are described in {@code plan.md} in the
   * documentation; its version changes if a member changes its meaning or goes away.
   */
  public String toJson() {
    return PlanForms.json(view());
  }

  /** Returns the plan as a flowchart in the language of Mermaid, as Markdown pages show it. */
  public String toMermaid() {
    return PlanForms.mermaid(view());
  }

  /** Returns the plan as a graph in the language of Graphviz, for the program {@code dot}. */
  public String toDot() {
    return PlanForms.dot(view());
  }

  /**
   * Returns what the plan says of the hooks of this name: where each stands and why, its limits,
   * policies and conditions, and where it was declared.
   *
   * @param hook the name, such as {@code warm}, or {@code deploy/warm} for that of one phase
   * @throws IllegalArgumentException if the plan has no such hook
   */
  public String why(String hook) {
    return Selection.named(hook, "why", allToRun()).stream()
        .map(view()::why)
        .map(masker()::mask)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /**
   * Returns what would happen if one hook did not end well and all others did: which hooks would
   * then run, be skipped or be undone, and how the run would end. The engine itself finds that out
   * by running the plan with hooks that do nothing, without calling any of the real ones.
   *
   * <p>Conditions count as met, except for those that a plan with a request knows to say no. Hooks
   * that may run at the same time are taken one after another, in the order of the plan: in a run,
   * more of them may have run already. If the request has keys, the ledger is copied to a temporary
   * directory and left as it is.
   *
   * @param hook the name, such as {@code migrate}, or {@code deploy/migrate} if several phases have
   *     a hook of that name
   * @param mishap what happens while it runs
   * @throws IllegalArgumentException if the plan does not have exactly one such hook, or it is to
   *     time out and has no limit
   */
  public WhatIf whatIf(String hook, WhatIf.Mishap mishap) {
    Objects.requireNonNull(mishap, "mishap");
    List<HookId> found = Selection.named(hook, "what if", allToRun());
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "what if \""
              + hook
              + "\": several phases have such a hook; write one of "
              + found.stream()
                  .map(each -> '"' + each.phase().name() + "/" + each.name() + '"')
                  .collect(Collectors.joining(", ")));
    }
    return new WhatIf(Simulation.of(scenario(), found.get(0), mishap.act()), mishap, masker());
  }

  /** Returns the plan as a table of 80 characters; see {@link #toText}. */
  @Override
  public final String toString() {
    return toText(USUAL_WIDTH);
  }
}
