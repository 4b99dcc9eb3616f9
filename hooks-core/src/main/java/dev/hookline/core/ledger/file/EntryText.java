package dev.hookline.core.ledger.file;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.text.KeyText;
import dev.hookline.core.ledger.text.LedgerText;
import java.time.Instant;
import java.util.Optional;

/** How an entry stands in a file, without its checksum. */
final class EntryText {
  private EntryText() {}

  static String encode(LedgerEntry entry) {
    String text = entry.at() + " " + entry.event().word() + " " + LedgerText.encode(entry.runId());
    if (entry.state().isPresent()) {
      return text + " " + KeyText.encode(entry.state().get());
    }
    return entry.hook().isEmpty() ? text : text + " " + LedgerText.encode(entry.hook());
  }

  /**
   * Reads an entry.
   *
   * @throws RuntimeException if it is not an entry
   */
  static LedgerEntry decode(Phase phase, OnceKey key, String encoded) {
    String[] fields = encoded.split(" ", 4);
    Event event = Event.of(fields[1]);
    boolean isLonger = fields.length > 3;
    return new LedgerEntry(
        phase,
        key,
        event,
        LedgerText.decode(fields[2]),
        Instant.parse(fields[0]),
        isLonger && !isOfAState(event) ? LedgerText.decode(fields[3]) : "",
        isLonger && isOfAState(event) ? Optional.of(KeyText.decode(fields[3])) : Optional.empty());
  }

  private static boolean isOfAState(Event event) {
    return event == Event.BEGUN || event == Event.DONE;
  }
}
