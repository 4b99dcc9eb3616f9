package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of a phase that began and left something to undo: its process died, or undos of it failed.
 * Immutable and thread-safe.
 *
 * @param runId the id of that run
 * @param began when it began
 * @param state what it was to bring about, if the key is that of a place whose state changes
 * @param succeeded the names of the hooks that had succeeded in it and were not undone since, in
 *     the order in which they succeeded
 * @param notUndone the names of those among them whose undo was tried in vain
 */
public record CutOffRun(
    String runId,
    Instant began,
    Optional<OnceKey> state,
    List<String> succeeded,
    List<String> notUndone) {

  /** Copies the lists. */
  public CutOffRun {
    Objects.requireNonNull(runId, "run id");
    Objects.requireNonNull(began, "began");
    Objects.requireNonNull(state, "state");
    succeeded = List.copyOf(succeeded);
    notUndone = List.copyOf(notUndone);
  }
}
