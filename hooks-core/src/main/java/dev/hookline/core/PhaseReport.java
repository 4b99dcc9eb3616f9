package dev.hookline.core;

import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.util.List;
import java.util.Objects;

/**
 * What happened in one phase. A step of a lifecycle is a phase of its own name. Immutable and
 * thread-safe.
 *
 * @param phase the phase
 * @param status how it ended
 * @param results the hooks, and what was undone of them, in the order in which they ended or were
 *     skipped
 */
public record PhaseReport(Phase phase, RunStatus status, List<HookResult> results) {

  /** Refuses null and copies the list. */
  public PhaseReport {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(status, "status");
    results = List.copyOf(results);
  }
}
