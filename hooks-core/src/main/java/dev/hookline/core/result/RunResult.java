package dev.hookline.core.result;

import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.time.RunClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended: what a report is made of. Immutable, and holds nothing of the run itself.
 *
 * @param id the id of the run
 * @param name the name of the phase, or of the lifecycle
 * @param status how it ended
 * @param isDryRun whether nothing was executed
 * @param phases the phases and steps in order
 * @param results all hooks in the order in which they ended
 * @param failures what failed and may not be ignored, the first one first
 * @param warnings what went wrong without changing how the run ended
 * @param clock when it began
 * @param endNanos when it ended, by that clock
 * @param masker knows all secrets of the run
 * @param cancelled the cancellation, if the run was cancelled
 * @param fatal the error that no policy may hold up, if there was one
 */
public record RunResult(
    RunId id,
    String name,
    RunStatus status,
    boolean isDryRun,
    List<PhaseResult> phases,
    List<HookResult> results,
    List<RunFailure> failures,
    List<String> warnings,
    RunClock clock,
    long endNanos,
    Masker masker,
    @Nullable HookCancelledException cancelled,
    @Nullable VirtualMachineError fatal) {}
