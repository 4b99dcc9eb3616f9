package dev.hookline.core.whatif;

import dev.hookline.api.HookId;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.SkipReason;
import dev.hookline.core.input.EngineSettings;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be simulated. Immutable.
 *
 * @param engine the settings of the engine
 * @param request what would be asked of the run
 * @param name the name of the phase, or of the lifecycle
 * @param lifecycle the lifecycle; null for a single phase
 * @param phases the phases and steps in order
 * @param own the hooks of the lifecycle itself; null if it has none
 * @param leftOut the hooks of which it is known that they would not run, each with the reason
 */
public record Scenario(
    EngineSettings engine,
    RunRequest request,
    String name,
    @Nullable Lifecycle lifecycle,
    List<PhaseTasks> phases,
    @Nullable PhaseTasks own,
    Map<HookId, SkipReason> leftOut) {

  /** Copies what could be changed. */
  public Scenario {
    phases = List.copyOf(phases);
    leftOut = Map.copyOf(leftOut);
  }
}
