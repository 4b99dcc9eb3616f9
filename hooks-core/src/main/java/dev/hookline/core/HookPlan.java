package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Phase;
import dev.hookline.core.explain.PhaseView;
import dev.hookline.core.explain.PhaseView.Role;
import dev.hookline.core.explain.PlanView;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.plan.PhaseOrder;
import dev.hookline.core.plan.Placement;
import dev.hookline.core.result.RunResult;
import dev.hookline.core.run.LifecycleRunner;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.whatif.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a phase in the order in which they run, each with the reason for its place: first
 * the ordinary ones, then those on failure, then those that always run. What {@link
 * HookEngine#plan} shows is what {@link HookEngine#run} executes. Immutable and thread-safe.
 */
public final class HookPlan extends Plan {
  private final Phase phase;
  private final PhaseOrder order;
  private final int concurrency;
  private final @Nullable Duration limit;
  private final Masker masker;
  private final PlanBasis basis;
  private final List<HookPlan> alone = List.of(this);

  /** Made when the phase is first to run: most tools run one phase of those that they know. */
  private volatile @Nullable PhaseTasks tasks;

  /** Made when the plan is to be shown; a run does not need them. */
  private volatile @Nullable List<PlannedHook> hooks;

  HookPlan(
      Phase phase,
      PhaseOrder order,
      int concurrency,
      @Nullable Duration limit,
      Masker masker,
      PlanBasis basis) {
    this.phase = phase;
    this.order = order;
    this.concurrency = concurrency;
    this.limit = limit;
    this.masker = masker;
    this.basis = basis;
  }

  private List<PlannedHook> planned() {
    List<PlannedHook> all = new ArrayList<>(order.size());
    for (Placement placement : placements()) {
      all.add(new PlannedHook(placement, masker));
    }
    return Collections.unmodifiableList(all);
  }

  private List<Placement> placements() {
    List<Placement> all = new ArrayList<>(order.size());
    all.addAll(order.ordinary());
    all.addAll(order.onFailure());
    all.addAll(order.always());
    return all;
  }

  /** Returns this plan for a request. */
  HookPlan with(PlanBasis other) {
    return new HookPlan(phase, order, concurrency, limit, masker, other);
  }

  /** Returns the hooks as a run wants them. */
  PhaseTasks tasks() {
    PhaseTasks known = tasks;
    if (known == null) {
      known = new PhaseTasks(phase, order, concurrency, limit);
      tasks = known;
    }
    return known;
  }

  @Override
  String name() {
    return phase.name();
  }

  @Override
  List<HookPlan> all() {
    return alone;
  }

  @Override
  List<PhaseTasks> phasesToRun() {
    return tasks().alone;
  }

  @Override
  List<PhaseTasks> ownToRun() {
    return List.of();
  }

  @Override
  RunResult run(RunInput input) {
    return LifecycleRunner.run(input, tasks());
  }

  /** Returns a masker that knows the secrets of these hooks. */
  @Override
  Masker masker() {
    return masker;
  }

  @Override
  Masker masker(Masker ofEngine) {
    return masker; // made from that of the engine
  }

  @Override
  PlanView view() {
    PhaseView whole = view(Role.PHASE, FailurePolicy.ABORT, masker, basis);
    return new PlanView(phase.name(), false, List.of(whole), basis.warnings());
  }

  /** Returns the plan as a part of another one. */
  PhaseView view(Role role, FailurePolicy onFailure, Masker ofAll, PlanBasis ofWhole) {
    return PhaseView.of(tasks(), placements(), role, onFailure, ofAll, ofWhole.forecast());
  }

  @Override
  Scenario scenario() {
    return basis.scenario(name(), null, phasesToRun(), null);
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
    return order.size() == 0;
  }
}
