package dev.hookline.core.input;

import dev.hookline.api.Environment;
import dev.hookline.api.HookOutcome;
import java.time.Duration;
import java.time.Instant;

/**
 * How a hook ended in an earlier process of a run that is resumed.
 *
 * @param outcome how it ended
 * @param startedAt when it began
 * @param took how long it took
 * @param attempts how many attempts began
 * @param exported the variables that it handed over, without secrets
 */
public record RecordedEnd(
    HookOutcome outcome, Instant startedAt, Duration took, int attempts, Environment exported) {}
