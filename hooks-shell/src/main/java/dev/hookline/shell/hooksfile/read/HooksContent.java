package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.PhaseSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a hooks file says, with all that it includes.
 *
 * @param hooks the hooks of phases, in order
 * @param phases how phases run
 * @param lastHooks makes the hooks of the lifecycle, given the phase of its name
 */
public record HooksContent(
    List<HookSpec> hooks,
    Map<Phase, PhaseSettings> phases,
    List<Function<Phase, HookSpec>> lastHooks) {}
