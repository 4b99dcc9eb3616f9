package dev.hookline.core;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.Phase;
import dev.hookline.core.input.EngineSettings;
import dev.hookline.core.plan.HookPlanner;
import dev.hookline.core.plan.KnownNames;
import dev.hookline.core.plan.PhaseOrder;
import dev.hookline.core.secret.Masker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the plans of phases, steps and lifecycles: the order, and what belongs to the phase. */
final class PhasePlanner {
  private final Map<Phase, List<HookSpec>> registered;
  private final Map<Phase, HookSpec> steps;
  private final Map<Phase, Duration> limits;
  private final Map<Phase, Integer> concurrencies;
  private final Masker masker;
  private final PlanBasis basis;
  private final KnownNames known;

  PhasePlanner(
      Map<Phase, List<HookSpec>> registered,
      Map<Phase, HookSpec> steps,
      Map<Phase, Duration> limits,
      Map<Phase, Integer> concurrencies,
      EngineSettings settings) {
    this.registered = registered;
    this.steps = steps;
    this.limits = limits;
    this.concurrencies = concurrencies;
    this.masker = settings.masker();
    this.basis = PlanBasis.of(settings);
    this.known = new KnownNames(registered, steps.keySet());
  }

  /** Returns the plans of all phases that have hooks or are declared. */
  Map<Phase, HookPlan> plans(List<String> problems) {
    Map<Phase, HookPlan> plans = new LinkedHashMap<>();
    for (Map.Entry<Phase, List<HookSpec>> phase : registered.entrySet()) {
      plans.put(phase.getKey(), plan(phase.getKey(), phase.getValue(), problems));
    }
    return plans;
  }

  private HookPlan plan(Phase phase, List<HookSpec> specs, List<String> problems) {
    HookSpec step = steps.get(phase);
    return step == null
        ? plan(phase, specs, masker, problems)
        : plan(phase, with(step), masker.with(step.environment()), problems);
  }

  /** Returns what the plans of the engine know beside their hooks. */
  PlanBasis basis() {
    return basis;
  }

  /** Returns the plan of a phase without hooks. */
  HookPlan empty(Phase phase) {
    return new HookPlan(phase, PhaseOrder.EMPTY, 1, null, masker, basis);
  }

  /**
   * Returns a warning for each phase of a run that has no hook, while one that is not in the run
   * and has hooks is a slip away, and for each key of a phase that the run does not have.
   */
  List<String> doubts(List<HookPlan> plans, Set<Phase> withKeys) {
    if (withKeys.isEmpty() && areAllKnown(plans)) {
      return List.of();
    }
    List<String> doubts = new ArrayList<>();
    for (HookPlan plan : plans) {
      if (plan.isEmpty()) {
        doubt(plan.phase(), plans).ifPresent(doubts::add);
      }
    }
    for (Phase phase : withKeys) {
      if (!contains(plans, phase)) { // a key for a misspelt phase would let that one run every time
        doubts.add("the request has a key for phase " + phase + ", which this run does not have");
      }
    }
    return doubts;
  }

  /** Returns whether each phase has hooks, or was declared. */
  private boolean areAllKnown(List<HookPlan> plans) {
    for (HookPlan plan : plans) {
      if (plan.isEmpty() && !registered.containsKey(plan.phase())) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(List<HookPlan> plans, Phase phase) {
    return plans.stream().anyMatch(plan -> plan.phase().equals(phase));
  }

  private Optional<String> doubt(Phase unknown, List<HookPlan> plans) {
    return known
        .meantBy(unknown)
        .filter(meant -> !contains(plans, meant))
        .map(
            meant ->
                "no hook is registered for phase " + unknown + "; did you mean \"" + meant + "\"?");
  }

  /**
   * Returns the plan of a step, together with the hooks that are registered for its phase.
   *
   * @throws HookConfigurationException if they do not fit together
   */
  private HookPlan step(HookSpec step) {
    return checked(step.phase(), with(step), masker.with(step.environment()));
  }

  private List<HookSpec> with(HookSpec step) {
    List<HookSpec> specs = new ArrayList<>();
    specs.add(step);
    specs.addAll(registered.getOrDefault(step.phase(), List.of()));
    return specs;
  }

  /**
   * Returns the plan of the on-failure and always hooks of a lifecycle itself, if it has any.
   *
   * @throws HookConfigurationException if they do not fit together
   */
  Optional<HookPlan> own(Lifecycle lifecycle) {
    return lifecycle.hooks().isEmpty()
        ? Optional.empty()
        : Optional.of(own(Phase.of(lifecycle.name()), lifecycle.hooks()));
  }

  /** Returns the plan of a stage that is a step; those of phases are made once, when building. */
  Optional<HookPlan> step(Stage stage) {
    return stage instanceof StepStage step ? Optional.of(step(step.spec())) : Optional.empty();
  }

  private HookPlan own(Phase phase, List<HookSpec> specs) {
    List<Environment> layers = specs.stream().map(HookSpec::environment).toList();
    return checked(phase, specs, masker.withAll(layers));
  }

  private HookPlan checked(Phase phase, List<HookSpec> specs, Masker ofPhase) {
    List<String> problems = new ArrayList<>();
    HookPlan plan = plan(phase, specs, ofPhase, problems);
    if (!problems.isEmpty()) {
      problems.replaceAll(ofPhase::mask);
      throw new HookConfigurationException(problems);
    }
    return plan;
  }

  private HookPlan plan(Phase phase, List<HookSpec> specs, Masker ofPhase, List<String> problems) {
    int concurrency = concurrencies.isEmpty() ? 1 : concurrencies.getOrDefault(phase, 1);
    PhaseOrder order = HookPlanner.plan(phase, specs, concurrency > 1, known, problems);
    Duration limit = limits.isEmpty() ? null : limits.get(phase);
    return new HookPlan(phase, order, concurrency, limit, ofPhase, basis);
  }
}
