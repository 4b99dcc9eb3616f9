package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.core.explain.PhaseView;
import dev.hookline.core.explain.PhaseView.Role;
import dev.hookline.core.explain.PlanView;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.result.RunResult;
import dev.hookline.core.run.LifecycleRunner;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.whatif.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plans of the phases and steps of a lifecycle, in order, and of its own hooks. Immutable and
 * thread-safe.
 */
public final class LifecyclePlan extends Plan {
  private final Lifecycle lifecycle;
  private final List<HookPlan> phases;
  private final Optional<HookPlan> own;
  private final PlanBasis basis;

  LifecyclePlan(
      Lifecycle lifecycle, List<HookPlan> phases, Optional<HookPlan> own, PlanBasis basis) {
    this.lifecycle = lifecycle;
    this.phases = List.copyOf(phases);
    this.own = own;
    this.basis = basis;
  }

  /** Returns this plan for a request. */
  LifecyclePlan with(PlanBasis other) {
    List<HookPlan> asked = phases.stream().map(plan -> plan.with(other)).toList();
    return new LifecyclePlan(lifecycle, asked, own.map(plan -> plan.with(other)), other);
  }

  /** Returns the lifecycle. */
  public Lifecycle lifecycle() {
    return lifecycle;
  }

  /**
   * Returns a plan for each stage; that of a step holds the step and the hooks of the phase of its
   * name.
   */
  public List<HookPlan> phases() {
    return phases;
  }

  /** Returns the plan of the phase, or step, of that name. */
  public Optional<HookPlan> phase(String name) {
    return phases.stream().filter(plan -> plan.phase().name().equals(name)).findFirst();
  }

  /** Returns the plan of the on-failure and always hooks of the lifecycle itself, if it has any. */
  public Optional<HookPlan> own() {
    return own;
  }

  @Override
  String name() {
    return lifecycle.name();
  }

  @Override
  List<HookPlan> all() {
    List<HookPlan> all = new ArrayList<>(phases);
    own.ifPresent(all::add);
    return all;
  }

  @Override
  List<PhaseTasks> phasesToRun() {
    return phases.stream().map(HookPlan::tasks).toList();
  }

  @Override
  List<PhaseTasks> ownToRun() {
    return own.map(HookPlan::phasesToRun).orElse(List.of());
  }

  private @Nullable PhaseTasks ownTasks() {
    return own.map(HookPlan::tasks).orElse(null);
  }

  @Override
  RunResult run(RunInput input) {
    return LifecycleRunner.run(input, lifecycle, phasesToRun(), ownTasks());
  }

  @Override
  Masker masker() {
    return masker(Masker.NONE);
  }

  @Override
  Masker masker(Masker ofEngine) {
    return ofEngine.withAllOf(all().stream().map(HookPlan::masker).toList());
  }

  @Override
  PlanView view() {
    Masker masker = masker();
    List<PhaseView> views = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      Stage stage = lifecycle.stages().get(i);
      Role role = stage instanceof StepStage ? Role.STEP : Role.PHASE;
      views.add(phases.get(i).view(role, stage.onFailure(), masker, basis));
    }
    own.ifPresent(plan -> views.add(plan.view(Role.END, FailurePolicy.ABORT, masker, basis)));
    return new PlanView(lifecycle.name(), true, views, basis.warnings());
  }

  @Override
  Scenario scenario() {
    return basis.scenario(name(), lifecycle, phasesToRun(), ownTasks());
  }
}
