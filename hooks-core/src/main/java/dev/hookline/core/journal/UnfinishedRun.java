package dev.hookline.core.journal;

import dev.hookline.api.HookId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A run whose process died, or that ended because its journal could not be written. Immutable and
 * thread-safe.
 *
 * @param runId the id of the run
 * @param name the name of its lifecycle
 * @param began when it began
 * @param ended the hooks and undos that had ended, in that order
 * @param inFlight the hooks and undos that were running
 * @param file its journal
 */
public record UnfinishedRun(
    String runId,
    String name,
    Instant began,
    List<HookId> ended,
    List<HookId> inFlight,
    Path file) {

  /** Copies the lists. */
  public UnfinishedRun {
    Objects.requireNonNull(runId, "run id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(began, "began");
    ended = List.copyOf(ended);
    inFlight = List.copyOf(inFlight);
    Objects.requireNonNull(file, "file");
  }

  /** Returns for example {@code run 4f2a… of shop, begun at 2026-11-21T20:00:00Z}. */
  @Override
  public String toString() {
    return "run " + runId + " of " + name + ", begun at " + began;
  }
}
