package dev.hookline.core.explain;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.input.Once;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the ledger means for a phase that has a key: whether it runs, and why it runs again. */
final class LedgerForecast {
  private final Ledger ledger;

  LedgerForecast(Ledger ledger) {
    this.ledger = ledger;
  }

  String words(Phase phase, Once once) {
    try {
      LedgerView known = ledger.look(phase, once.key());
      return known
          .holder()
          .map(holder -> "would wait for the key, which is held by " + holder)
          .or(() -> known.cutOff().map(LedgerForecast::rolledBack))
          .orElseGet(() -> run(phase, once, known.done()));
    } catch (LedgerException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  private static String rolledBack(CutOffRun cutOff) {
    return "would first be rolled back: run "
        + cutOff.runId()
        + ", begun at "
        + cutOff.began()
        + ", left something to undo";
  }

  private String run(Phase phase, Once once, Optional<LedgerEntry> done) {
    if (done.isEmpty()) {
      return neverDone(phase, once.key());
    }
    LedgerEntry entry = done.get();
    if (entry.state().equals(once.state())) {
      return "would be skipped: done in " + words(entry);
    }
    return once.state()
        .flatMap(now -> entry.state().map(before -> again(KeyChanges.between(before, now), entry)))
        .orElse("runs again: it was done in " + words(entry) + " as a key of another kind");
  }

  private static String again(List<String> changes, LedgerEntry done) {
    return "runs again: " + String.join(", ", changes) + " since " + words(done);
  }

  private static String words(LedgerEntry entry) {
    return "run " + entry.runId() + " at " + entry.at();
  }

  /** The run of the phase for another key that is most like this one says what has changed. */
  private String neverDone(Phase phase, OnceKey key) {
    List<LedgerEntry> entries =
        ledger.entries().stream().filter(entry -> entry.phase().equals(phase)).toList();
    Optional<LedgerEntry> last = newest(entries, key);
    if (last.isPresent()) {
      return "runs again: " + words(last.get()) + " did not finish it";
    }
    return entries.stream()
        .filter(entry -> entry.event() == Event.DONE)
        .min(
            Comparator.comparing((LedgerEntry e) -> KeyChanges.between(e.key(), key).size())
                .thenComparing(LedgerEntry::at, Comparator.reverseOrder()))
        .map(entry -> again(KeyChanges.between(entry.key(), key), entry))
        .orElse("runs: the ledger has no record of it");
  }

  private static Optional<LedgerEntry> newest(List<LedgerEntry> entries, OnceKey key) {
    return entries.stream()
        .filter(entry -> entry.key().equals(key))
        .reduce((before, after) -> after);
  }
}
