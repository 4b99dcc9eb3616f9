package dev.hookline.core.ledger.record;

import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of one key amount to. Only those of the last run that began count; it is open
 * until an entry says that it is done or has failed, and open again while it is rolled back.
 */
public final class LedgerHistory {
  private final Set<String> succeeded = new LinkedHashSet<>();
  private final Set<String> notUndone = new LinkedHashSet<>();
  private @Nullable LedgerEntry begun;
  private @Nullable LedgerEntry end;

  private LedgerHistory() {}

  /** Returns what entries amount to. */
  public static LedgerHistory of(List<LedgerEntry> entries) {
    LedgerHistory history = new LedgerHistory();
    entries.forEach(history::add);
    return history;
  }

  private void add(LedgerEntry entry) {
    switch (entry.event()) {
      case BEGUN -> begin(entry);
      case SUCCEEDED -> succeeded.add(entry.hook());
      case UNDONE -> {
        succeeded.remove(entry.hook());
        notUndone.remove(entry.hook());
      }
      case NOT_UNDONE -> notUndone.add(entry.hook());
      case DONE, FAILED -> end = entry;
      case ROLLING_BACK -> end = null;
      case FORGOTTEN -> forget();
    }
  }

  private void forget() {
    begun = null;
    end = null;
    succeeded.clear();
    notUndone.clear();
  }

  private void begin(LedgerEntry entry) {
    forget();
    begun = entry;
  }

  /** Returns the last entry if it says that all is done. */
  public Optional<LedgerEntry> done() {
    return Optional.ofNullable(end).filter(entry -> entry.event() == Event.DONE);
  }

  /** Returns the last run that began if it is open. */
  public Optional<CutOffRun> cutOff() {
    if (begun == null || end != null) {
      return Optional.empty();
    }
    return Optional.of(
        new CutOffRun(
            begun.runId(),
            begun.at(),
            begun.state(),
            List.copyOf(succeeded),
            List.copyOf(notUndone)));
  }

  /** Returns the entry with which the last run began. */
  public Optional<LedgerEntry> lastBegun() {
    return Optional.ofNullable(begun);
  }

  /** Returns whether the last run that began has ended. */
  public boolean isEnded() {
    return end != null;
  }
}
