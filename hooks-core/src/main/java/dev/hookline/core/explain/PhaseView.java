package dev.hookline.core.explain;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookResult;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.plan.Placement;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One phase of a plan as it is shown. Immutable.
 *
 * @param tasks its hooks, limit and concurrency
 * @param role what it is in the plan
 * @param onFailure what its failure means for the lifecycle
 * @param hooks its hooks in running order
 * @param ledger what the ledger means for it; empty if that is not known, or it has no key
 * @param first what would be done before its own hooks, because an earlier run was cut off
 */
public record PhaseView(
    PhaseTasks tasks,
    Role role,
    FailurePolicy onFailure,
    List<ShownHook> hooks,
    String ledger,
    List<String> first) {

  /** What a phase can be in a plan. */
  public enum Role {
    /** A phase. */
    PHASE,
    /** A step, with the hooks of the phase of its name. */
    STEP,
    /** The hooks of a lifecycle itself, which run at its end. */
    END;

    String words() {
      return this == END ? "at the end of lifecycle" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns a phase as it is shown. */
  public static PhaseView of(
      PhaseTasks tasks,
      List<Placement> placements,
      Role role,
      FailurePolicy onFailure,
      Masker masker,
      @Nullable Forecast forecast) {
    List<ShownHook> hooks = new ArrayList<>(placements.size());
    for (Placement placement : placements) {
      HookResult expected =
          forecast == null ? null : forecast.expected().get(placement.spec().id());
      hooks.add(new ShownHook(placement, hooks.size() + 1, masker, expected));
    }
    return forecast == null
        ? new PhaseView(tasks, role, onFailure, hooks, "", List.of())
        : new PhaseView(
            tasks,
            role,
            onFailure,
            hooks,
            forecast.ledger().getOrDefault(tasks.phase, ""),
            forecast.first().getOrDefault(tasks.phase, List.of()));
  }

  /** Copies the lists. */
  public PhaseView {
    hooks = List.copyOf(hooks);
    first = List.copyOf(first);
  }

  String name() {
    return tasks.phase.name();
  }
}
