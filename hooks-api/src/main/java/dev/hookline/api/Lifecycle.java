package dev.hookline.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The ordered phases and steps of one kind of deployment, each with what its failure means.
 * Immutable, and thread-safe if its steps are.
 */
public final class Lifecycle {
  private final String name;
  private final List<Stage> stages;

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
    /** Refuses null. */
    public StepStage {
      Objects.requireNonNull(spec, "step");
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

  /** The tool's own work. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does the work.
     *
     * @throws Exception if it failed; any {@code Throwable} is a failure of the step
     */
    void run() throws Exception;
  }

  private Lifecycle(String name, List<Stage> stages) {
    this.name = name;
    this.stages = stages;
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
    return text.toString();
  }

  /** Builds a lifecycle. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final List<Stage> stages = new ArrayList<>();
    private final Set<Phase> phases = new HashSet<>();

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
     * Adds a step whose failure aborts the lifecycle.
     *
     * @throws IllegalArgumentException if a phase or a step of that name is there already
     */
    public Builder step(String stepName, Action action) {
      return step(stepName, action, UnaryOperator.identity());
    }

    /**
     * Adds a step with settings, such as {@code spec -> spec.undo(…).timeout(…)}.
     *
     * @throws IllegalArgumentException if a phase or a step of that name is there already, or the
     *     settings make it something else than a step
     */
    public Builder step(String stepName, Action action, UnaryOperator<HookSpec> settings) {
      Objects.requireNonNull(action, "action");
      HookSpec plain =
          HookSpec.of(
                  new Phase(Names.check("step name", stepName)), stepName, context -> action.run())
              .asStep();
      HookSpec spec = settings.apply(plain);
      if (!spec.id().equals(plain.id())) {
        throw new IllegalArgumentException(plain + " cannot become " + spec);
      }
      return add(new StepStage(spec));
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

    /** Returns the lifecycle. */
    public Lifecycle build() {
      return new Lifecycle(name, List.copyOf(stages));
    }
  }
}
