package dev.hookline.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A run that began a key and neither finished nor failed, because its process died. Immutable and
 * thread-safe.
 *
 * @param runId the id of that run
 * @param began when it began
 * @param succeeded the names of the hooks that had succeeded in it and were not undone since, in
 *     the order in which they succeeded
 */
public record CutOffRun(String runId, Instant began, List<String> succeeded) {

  /** Copies the list. */
  public CutOffRun {
    Objects.requireNonNull(runId, "run id");
    Objects.requireNonNull(began, "began");
    succeeded = List.copyOf(succeeded);
  }
}
