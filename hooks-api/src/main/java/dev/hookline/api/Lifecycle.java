package dev.hookline.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The ordered phases and steps of one kind of deployment, each with what its failure means.
 * Immutable, and thread-safe if its steps and hooks are.
 *
 * <p>A lifecycle may have on-failure and always hooks of its own. They run at its end, after the
 * cleanup of all phases, and deal with every phase, step or limit that failed. Their phase has the
 * name of the lifecycle.
 *
 * <pre>{@code
 * Lifecycle deployment =
 *     Lifecycle.named("deployment")
 *         .phase(Phase.of("build"))
 *         .step("switch", context -> link(next), step -> step.undo(context -> link(previous)))
 *         .phase(Phase.of("post_deploy"), FailurePolicy.IGNORE)
 *         .always("unlock", context -> unlock())
 *         .build();
 * RunReport report = engine.run(deployment, HookRequest.in(project));
 * }</pre>
 */
@CheckReturnValue
public final class Lifecycle {
  private final String name;
  private final List<Stage> stages;
  private final List<HookSpec> hooks;

  /** A phase of a lifecycle, or a step of the tool's own between two phases. */
  public sealed interface Stage {
    /** Returns the phase; a step stands in a phase of its own name. */
    Phase phase();

    /** Returns what its failure means for the stages after it. */
    FailurePolicy onFailure();
  }

  /**
   * A phase.
   *
   * @param phase the phase
   * @param onFailure what its failure means for the stages after it
   */
  public record PhaseStage(Phase phase, FailurePolicy onFailure) implements Stage {
    /** Refuses null. */
    public PhaseStage {
      Objects.requireNonNull(phase, "phase");
      Objects.requireNonNull(onFailure, "failure policy");
    }
  }

  /**
   * A step of the tool's own.
   *
   * @param spec the step; its failure policy decides about the stages after it
   */
  public record StepStage(HookSpec spec) implements Stage {
    /**
     * Checks the step.
     *
     * @throws IllegalArgumentException if the spec is not one of a step
     */
    public StepStage {
      if (spec.kind() != HookKind.STEP) {
        throw new IllegalArgumentException(spec + " is not a step; add it with step(…)");
      }
    }

    @Override
    public Phase phase() {
      return spec.phase();
    }

    @Override
    public FailurePolicy onFailure() {
      return spec.onFailure();
    }
  }

  private Lifecycle(String name, List<Stage> stages, List<HookSpec> hooks) {
    this.name = name;
    this.stages = stages;
    this.hooks = hooks;
  }

  /**
   * Returns the lifecycle of a command that has hooks around it: the phase {@code pre_NAME}, the
   * command as a step, and the phase {@code post_NAME}. What follows a failure is skipped, as
   * kompose does around each of its commands.
   *
   * @param name the name of the command, by the rule of {@link Phase}
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public static Lifecycle around(String name, Hook command) {
    return named(name)
        .phase(Phase.of("pre_" + name))
        .step(name, command)
        .phase(Phase.of("post_" + name))
        .build();
  }

  /**
   * Returns a builder of a lifecycle.
   *
   * @param name the name, by the rule of {@link Phase}
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public static Builder named(String name) {
    return new Builder(Names.check("lifecycle name", name));
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the phases and steps in order. */
  public List<Stage> stages() {
    return stages;
  }

  /** Returns the on-failure and always hooks of the lifecycle itself, in order of registration. */
  public List<HookSpec> hooks() {
    return hooks;
  }

  /** Returns the name and the stages in order. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("lifecycle ").append(name);
    for (Stage stage : stages) {
      text.append(System.lineSeparator())
          .append(stage instanceof StepStage ? "  step " : "  phase ")
          .append(stage.phase())
          .append(" (on failure: ")
          .append(stage.onFailure())
          .append(')');
    }
    for (HookSpec hook : hooks) {
      text.append(System.lineSeparator())
          .append("  ")
          .append(hook.kind().words())
          .append(' ')
          .append(Names.quote(hook.name()));
    }
    return text.toString();
  }

  /** Builds a lifecycle. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final List<Stage> stages = new ArrayList<>();
    private final Set<Phase> phases = new HashSet<>();
    private final Set<String> hookNames = new HashSet<>();
    private final List<HookSpec> hooks = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Adds a phase whose failure aborts the lifecycle.
     *
     * @throws IllegalArgumentException if a phase or a step of that name is there already
     */
    public Builder phase(Phase phase) {
      return phase(phase, FailurePolicy.ABORT);
    }

    /**
     * Adds a phase.
     *
     * @throws IllegalArgumentException if a phase or a step of that name is there already
     */
    public Builder phase(Phase phase, FailurePolicy onFailure) {
      return add(new PhaseStage(phase, onFailure));
    }

    /**
     * Adds a step whose failure aborts the lifecycle: the tool's own work, which has a context like
     * a hook.
     *
     * @throws IllegalArgumentException if a phase or a step of that name is there already
     */
    public Builder step(String stepName, Hook work) {
      return step(stepName, work, UnaryOperator.identity());
    }

    /**
     * Adds a step with settings, such as {@code step -> step.undo(…).timeout(…)}. Hooks that are
     * registered for the phase of its name run with it.
     *
     * @throws IllegalArgumentException if a phase or a step of that name is there already, or the
     *     settings return another hook
     * @throws IllegalStateException if the settings make it an on-failure or an always hook
     */
    public Builder step(String stepName, Hook work, UnaryOperator<HookSpec> settings) {
      Phase phase = new Phase(Names.check("step name", stepName));
      HookSpec plain = HookSpec.of(phase, stepName, work).asStep();
      return add(new StepStage(changed(plain, settings)));
    }

    /**
     * Adds a hook that runs at the end of the lifecycle if it failed or was cancelled.
     *
     * @throws IllegalArgumentException if the lifecycle has a hook of that name already
     */
    public Builder onFailure(String hookName, Hook hook) {
      return onFailure(hookName, hook, UnaryOperator.identity());
    }

    /**
     * Adds a hook that runs at the end of the lifecycle if it failed or was cancelled, with
     * settings.
     *
     * @throws IllegalArgumentException if the lifecycle has a hook of that name already, or the
     *     settings return another hook
     * @throws IllegalStateException if the settings make it another kind of hook
     */
    public Builder onFailure(String hookName, Hook hook, UnaryOperator<HookSpec> settings) {
      return add(changed(HookSpec.of(ownPhase(), hookName, hook).onlyOnFailure(), settings));
    }

    /**
     * Adds a hook that always runs at the end of the lifecycle.
     *
     * @throws IllegalArgumentException if the lifecycle has a hook of that name already
     */
    public Builder always(String hookName, Hook hook) {
      return always(hookName, hook, UnaryOperator.identity());
    }

    /**
     * Adds a hook that always runs at the end of the lifecycle, with settings.
     *
     * @throws IllegalArgumentException if the lifecycle has a hook of that name already, or the
     *     settings return another hook
     * @throws IllegalStateException if the settings make it another kind of hook
     */
    public Builder always(String hookName, Hook hook, UnaryOperator<HookSpec> settings) {
      return add(changed(HookSpec.of(ownPhase(), hookName, hook).always(), settings));
    }

    private Phase ownPhase() {
      return new Phase(name);
    }

    private static HookSpec changed(HookSpec plain, UnaryOperator<HookSpec> settings) {
      HookSpec spec = settings.apply(plain);
      if (!spec.id().equals(plain.id())) {
        throw new IllegalArgumentException(plain + " cannot become " + spec);
      }
      return spec;
    }

    private Builder add(HookSpec hook) {
      if (!hookNames.add(hook.name())) {
        throw new IllegalArgumentException(
            "lifecycle "
                + Names.quote(name)
                + " has a hook "
                + Names.quote(hook.name())
                + " already; use another name");
      }
      hooks.add(hook);
      return this;
    }

    private Builder add(Stage stage) {
      if (!phases.add(stage.phase())) {
        throw new IllegalArgumentException(
            "lifecycle "
                + Names.quote(name)
                + " has a phase or step "
                + Names.quote(stage.phase().name())
                + " already; use another name");
      }
      stages.add(stage);
      return this;
    }

    /**
     * Returns the lifecycle.
     *
     * @throws IllegalArgumentException if it has hooks of its own, and a phase or a step of its
     *     name
     */
    public Lifecycle build() {
      if (!hooks.isEmpty() && phases.contains(ownPhase())) {
        throw new IllegalArgumentException(
            "lifecycle "
                + Names.quote(name)
                + " has hooks of its own, and a phase or step of its own name; rename one of them");
      }
      return new Lifecycle(name, List.copyOf(stages), List.copyOf(hooks));
    }
  }
}
