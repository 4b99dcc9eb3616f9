package dev.hookline.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link HookSource} wants a phase to run. Immutable and thread-safe.
 *
 * @param phase the phase
 * @param timeout the limit for its ordinary hooks together, longer than zero, if there is one
 * @param concurrency how many hooks of equal order may run at the same time, at least 1, if it is
 *     said
 * @param onFailure what its failure means for the stages of a lifecycle after it, if it is said
 */
public record PhaseSettings(
    Phase phase,
    Optional<Duration> timeout,
    Optional<Integer> concurrency,
    Optional<FailurePolicy> onFailure) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public PhaseSettings {
    Objects.requireNonNull(phase, "phase");
    timeout.ifPresent(
        limit -> Objects.requireNonNull(Durations.positive("the limit of phase " + phase, limit)));
    if (concurrency.filter(most -> most < 1).isPresent()) {
      throw new IllegalArgumentException(
          "the concurrency of phase " + phase + " must be at least 1, but is " + concurrency.get());
    }
    Objects.requireNonNull(onFailure, "failure policy");
  }

  /** Returns these settings, and those of the other ones of which these say nothing. */
  public PhaseSettings orElse(PhaseSettings other) {
    return new PhaseSettings(
        phase,
        timeout.or(other::timeout),
        concurrency.or(other::concurrency),
        onFailure.or(other::onFailure));
  }
}
