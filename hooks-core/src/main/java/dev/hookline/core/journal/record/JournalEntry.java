package dev.hookline.core.journal.record;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.text.LedgerText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One line of a journal, without its checksum: when, what, and the particulars. */
record JournalEntry(Instant at, String word, List<String> fields) {
  static final String PLANNED = "planned";
  static final String BEGUN = "begun";
  static final String RESUMED = "resumed";
  static final String STARTED = "started";
  static final String ATTEMPT = "attempt";
  static final String EXPORTED = "exported";
  static final String WITHHELD = "withheld";
  static final String CANCELLED = "cancelled";
  static final String ENDED = "ended";
  static final String DONE = "done";

  JournalEntry {
    fields = List.copyOf(fields);
  }

  static JournalEntry of(Instant at, String word, String... fields) {
    return new JournalEntry(at, word, Arrays.asList(fields));
  }

  static JournalEntry of(Instant at, String word, HookId hook, String... fields) {
    List<String> all = new ArrayList<>();
    all.add(hook.phase().name());
    all.add(hook.kind().name());
    all.add(hook.name());
    all.addAll(Arrays.asList(fields));
    return new JournalEntry(at, word, all);
  }

  /** Returns the hook that the entry is about. */
  HookId hook() {
    return new HookId(Phase.of(fields.get(0)), fields.get(2), HookKind.valueOf(fields.get(1)));
  }

  /** Returns a field behind the hook. */
  String detail(int index) {
    return fields.get(3 + index);
  }

  boolean is(String other) {
    return word.equals(other);
  }

  String encoded() {
    StringBuilder text = new StringBuilder(at + " " + word);
    fields.forEach(field -> text.append(' ').append(LedgerText.encode(field)));
    return text.toString();
  }

  static JournalEntry decode(String encoded) {
    String[] parts = encoded.split(" ", -1);
    List<String> fields = new ArrayList<>();
    for (int i = 2; i < parts.length; i++) {
      fields.add(LedgerText.decode(parts[i]));
    }
    return new JournalEntry(Instant.parse(parts[0]), parts[1], fields);
  }
}
