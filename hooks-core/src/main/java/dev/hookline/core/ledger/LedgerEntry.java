package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * One line of the ledger: something that happened to a key. Immutable and thread-safe.
 *
 * @param key the key
 * @param event what happened
 * @param runId the run in which it happened
 * @param at when it was recorded, to the millisecond
 * @param hook the name of the hook that succeeded or was undone; empty for the other events
 */
public record LedgerEntry(OnceKey key, Event event, String runId, Instant at, String hook) {

  /** What can happen to a key. */
  public enum Event {
    /** A run began. What earlier runs recorded counts no more. */
    BEGUN,
    /** A hook of the run succeeded. */
    SUCCEEDED,
    /** What a hook did was undone. */
    UNDONE,
    /** The run did all that there was to do. */
    DONE,
    /** The run ended in another way, and cleaned up. */
    FAILED;

    /** Returns how a file and a message call this event, such as {@code begun}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Refuses null. */
  public LedgerEntry {
    Objects.requireNonNull(key, "ledger key");
    Objects.requireNonNull(event, "ledger event");
    Objects.requireNonNull(runId, "run id");
    Objects.requireNonNull(at, "time");
    Objects.requireNonNull(hook, "hook name");
  }

  /** Returns how the entry stands in a file, without its checksum. */
  String encoded() {
    String text = at + " " + event.word() + " " + LedgerText.encode(runId);
    return hook.isEmpty() ? text : text + " " + LedgerText.encode(hook);
  }

  /**
   * Reads an entry.
   *
   * @throws RuntimeException if it is not an entry
   */
  static LedgerEntry decode(OnceKey key, String encoded) {
    String[] fields = encoded.split(" ", -1);
    Event event = Event.valueOf(fields[1].toUpperCase(Locale.ROOT));
    String hook = fields.length > 3 ? LedgerText.decode(fields[3]) : "";
    return new LedgerEntry(
        key, event, LedgerText.decode(fields[2]), Instant.parse(fields[0]), hook);
  }
}
