package dev.hookline.core.ledger;

import dev.hookline.core.ledger.LedgerEntry.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the entries of one key amount to. Only those of the last run that began count. */
final class LedgerHistory {
  private LedgerHistory() {}

  /** Returns the last entry if it says that all is done. */
  static Optional<LedgerEntry> done(List<LedgerEntry> entries) {
    return last(entries).filter(entry -> entry.event() == Event.DONE);
  }

  /** Returns the last run that began if it came to no end. */
  static Optional<CutOffRun> cutOff(List<LedgerEntry> entries) {
    int begun = lastBegun(entries);
    if (begun < 0 || last(entries).filter(LedgerHistory::isEnd).isPresent()) {
      return Optional.empty();
    }
    LedgerEntry entry = entries.get(begun);
    List<String> succeeded = succeeded(entries.subList(begun + 1, entries.size()));
    return Optional.of(new CutOffRun(entry.runId(), entry.at(), succeeded));
  }

  private static Optional<LedgerEntry> last(List<LedgerEntry> entries) {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  private static int lastBegun(List<LedgerEntry> entries) {
    int i = entries.size() - 1;
    while (i >= 0 && entries.get(i).event() != Event.BEGUN) {
      i--;
    }
    return i;
  }

  private static boolean isEnd(LedgerEntry entry) {
    return entry.event() == Event.DONE || entry.event() == Event.FAILED;
  }

  private static List<String> succeeded(List<LedgerEntry> entries) {
    List<String> hooks = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (entry.event() == Event.SUCCEEDED) {
        hooks.add(entry.hook());
      } else {
        hooks.remove(entry.hook());
      }
    }
    return hooks;
  }
}
