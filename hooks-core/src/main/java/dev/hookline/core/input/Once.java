package dev.hookline.core.input;

import dev.hookline.api.OnceKey;
import java.util.Objects;
import java.util.Optional;

/**
 * How a phase is remembered by the ledger. Immutable.
 *
 * @param key the key of its record
 * @param state what the phase is to bring about, if the key is that of a place whose state changes
 */
public record Once(OnceKey key, Optional<OnceKey> state) {

  /** Refuses null. */
  public Once {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(state, "state");
  }
}
