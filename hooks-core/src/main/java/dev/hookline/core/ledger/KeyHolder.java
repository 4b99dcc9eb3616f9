package dev.hookline.core.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Who holds a key, for messages. Whether it is held depends on the lock or the lease alone.
 * Immutable and thread-safe.
 *
 * @param runId the id of the run; empty if it cannot be said, because the run is just beginning or
 *     ending
 * @param process the id of its process, as that process sees it; in a ledger of many machines the
 *     name of the machine stands before it, with a colon between
 * @param since since when it holds the key
 */
public record KeyHolder(String runId, String process, Instant since) {

  /** Refuses null. */
  public KeyHolder {
    Objects.requireNonNull(runId, "run id");
    Objects.requireNonNull(process, "process");
    Objects.requireNonNull(since, "time");
  }

  /** Returns the words for a message. */
  @Override
  public String toString() {
    return runId.isEmpty()
        ? "another process"
        : "run "
            + runId
            + " (process "
            + process
            + ", since "
            + since.truncatedTo(ChronoUnit.SECONDS)
            + ")";
  }
}
