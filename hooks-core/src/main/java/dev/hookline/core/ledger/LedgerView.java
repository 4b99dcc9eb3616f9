package dev.hookline.core.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a ledger knew of a phase and its key at one moment. Immutable and thread-safe.
 *
 * @param done the last entry, if it says that the phase is done
 * @param cutOff the last run, if it came to no end and no run is at work
 * @param holder the run that is at work, if one has begun and not ended
 * @param warnings what is odd about the record, such as a last line that a crash cut short
 */
public record LedgerView(
    Optional<LedgerEntry> done,
    Optional<CutOffRun> cutOff,
    Optional<KeyHolder> holder,
    List<String> warnings) {

  /** Copies the list. */
  public LedgerView {
    Objects.requireNonNull(done, "done");
    Objects.requireNonNull(cutOff, "cut-off run");
    Objects.requireNonNull(holder, "holder");
    warnings = List.copyOf(warnings);
  }
}
