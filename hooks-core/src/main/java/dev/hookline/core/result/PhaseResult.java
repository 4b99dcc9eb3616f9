package dev.hookline.core.result;

import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.util.List;

/** How one phase of a run ended, and its hooks in the order in which they ended. */
public record PhaseResult(Phase phase, RunStatus status, List<HookResult> results) {}
