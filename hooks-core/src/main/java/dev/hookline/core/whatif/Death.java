package dev.hookline.core.whatif;

import dev.hookline.api.HookResult;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moment at which a process dies, and what is left of it: its ledger. */
final class Death implements Closeable {
  private final @Nullable StubLedger ledger;
  private @Nullable StubLedger left;
  private List<HookResult> ended = List.of();
  private boolean hasCome;

  /** Prepares for the death of a process that uses this ledger; null if it uses none. */
  Death(@Nullable StubLedger ledger) {
    this.ledger = ledger;
  }

  /** Keeps what is left now. */
  void now(List<HookResult> finished) {
    try {
      hasCome = true;
      ended = finished;
      left = ledger == null ? null : ledger.copy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasCome() {
    return hasCome;
  }

  /** Returns the hooks that had ended. */
  List<HookResult> ended() {
    return ended;
  }

  @Nullable StubLedger left() {
    return left;
  }

  @Override
  public void close() throws IOException {
    if (left != null) {
      left.close();
    }
  }
}
