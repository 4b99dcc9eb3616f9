package dev.hookline.core.ledger.jdbc;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.record.StagedClaim;
import dev.hookline.core.ledger.text.KeyText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A key of a {@link JdbcLedger}, held by one run while its lease is renewed. */
final class JdbcClaim extends StagedClaim {
  private final KeyRow row;
  private final long token;
  private final Lease lease;

  /**
   * Creates the claim, whose heartbeat begins.
   *
   * @param asked when the claim was asked for that was granted
   */
  JdbcClaim(KeyRow row, String runId, long token, long asked, List<LedgerEntry> found) {
    super(row.phase(), row.key(), runId, found);
    this.row = row;
    this.token = token;
    this.lease = row.lease(token, asked);
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public OptionalLong token() {
    return OptionalLong.of(token);
  }

  @Override
  public void onLost(Consumer<String> reaction) {
    lease.onLost(reaction);
  }

  @Override
  protected void write(Event event, String hook, Optional<OnceKey> state) {
    @Nullable String stateText = state.map(KeyText::encode).orElse(null);
    Optional<String> lost = lease.lost();
    if (lost.isPresent()) { // a late answer may have prolonged what the run has given up
      throw refused(event, lost.get());
    }
    long asked = System.nanoTime();
    if (!row.record(token, event, runId(), hook, stateText)) {
      lease.lose(Lease.ENDED);
      throw refused(event, Lease.ENDED);
    }
    lease.renewed(asked);
  }

  private LedgerException refused(Event event, String why) {
    return LedgerException.of(
        "\"%s\" of run %s cannot be recorded for %s: %s; see the ledger, then run again"
            .formatted(event.word(), runId(), KeyText.words(phase(), key()), why));
  }

  @Override
  protected void release() {
    lease.release();
    row.release(token);
  }
}
