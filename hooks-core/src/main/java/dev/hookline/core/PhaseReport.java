package dev.hookline.core;

import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.util.List;

/**
 * What happened in one phase. A step of a lifecycle is a phase of its own name with one hook.
 * Immutable and thread-safe.
 *
 * @param phase the phase
 * @param status how it ended
 * @param results the hooks in the order in which they ended or were skipped
 */
public record PhaseReport(Phase phase, RunStatus status, List<HookResult> results) {}
