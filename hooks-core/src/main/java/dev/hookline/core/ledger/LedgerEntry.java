package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that happened to a phase and its key. Immutable and thread-safe.
 *
 * @param phase the phase
 * @param key its key
 * @param event what happened
 * @param runId the run in which it happened
 * @param at when it was recorded, to the millisecond
 * @param hook the name of the hook that succeeded, was undone or could not be undone; the reason if
 *     the key was forgotten; empty for the other events
 * @param state what was begun or done, if the key is that of a place whose state changes
 */
public record LedgerEntry(
    Phase phase,
    OnceKey key,
    Event event,
    String runId,
    Instant at,
    String hook,
    Optional<OnceKey> state) {

  /** What can happen to a key. */
  public enum Event {
    /** A run began. What earlier runs recorded counts no more. */
    BEGUN,
    /** A hook of the run succeeded. */
    SUCCEEDED,
    /** What a hook did was undone. */
    UNDONE,
    /** The undo of a hook failed, was stopped or did not run: the next run owes it. */
    NOT_UNDONE,
    /** The run did all that there was to do. */
    DONE,
    /** The run ended in another way, and cleaned up. */
    FAILED,
    /**
     * The run undoes what it did, although it had ended: a later phase was aborted. All that
     * succeeded in it and is not undone yet is to be undone.
     */
    ROLLING_BACK,
    /** All that was known was forgotten, for a reason. */
    FORGOTTEN;

    /** Returns how a ledger and a message call this event, such as {@code rolling-back}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the event that is called so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Event of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Refuses null. */
  public LedgerEntry {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(key, "ledger key");
    Objects.requireNonNull(event, "ledger event");
    Objects.requireNonNull(runId, "run id");
    Objects.requireNonNull(at, "time");
    Objects.requireNonNull(hook, "hook name");
    Objects.requireNonNull(state, "state");
  }
}
