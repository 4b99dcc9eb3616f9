package dev.hookline.core.ledger.jdbc;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Durations;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import dev.hookline.core.ledger.record.LedgerHistory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * A ledger in PostgreSQL, shared by all machines that reach the database: what is done once is done
 * once by the fleet.
 *
 * <p>A run holds a key by a lease, which a heartbeat extends; a run that dies, or is cut off from
 * the database, loses the key when its lease ends, by the clock of the database alone. Its entries
 * count only while it holds the key, each claim has a {@linkplain LedgerClaim#token fencing token}
 * that is larger than all before, and a run that lost its key is cancelled with that cause and
 * undoes nothing, which is up to the next one. Every entry is committed when it counts; that a
 * commit outlives a crash is up to the database ({@code synchronous_commit}).
 *
 * <p>Nothing depends on the session, so that connections may come from a pooler, PgBouncer in
 * transaction mode included. Two connections are enough for a run; they are held for one statement
 * at a time. Immutable and thread-safe; a setting returns another view of the same tables.
 *
 * <pre>{@code
 * JdbcLedger ledger = JdbcLedger.on(dataSource);
 * ledger.createTables();
 * HookEngine engine = HookEngine.builder().ledger(ledger)…
 * }</pre>
 */
@CheckReturnValue
public final class JdbcLedger implements Ledger {
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Duration DEFAULT_LEASE = Duration.ofSeconds(60);
  private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(10);
  private static final int HEARTBEATS_OF_A_LEASE = 3;
  private static final String FORGETTING = "forget";

  private final Database database;
  private final Duration lease;
  private final Duration heartbeat;
  private final Duration longestWait;

  private JdbcLedger(Database database, Duration lease, Duration heartbeat, Duration longestWait) {
    this.database = database;
    this.lease = lease;
    this.heartbeat = heartbeat;
    this.longestWait = longestWait;
  }

  /**
   * Returns the ledger in a database, with a lease of 60 seconds and a heartbeat of 10, in which a
   * claim waits until the key is free. Nothing is asked of the database yet.
   */
  public static JdbcLedger on(DataSource source) {
    Objects.requireNonNull(source, "data source");
    return new JdbcLedger(new Database(source), DEFAULT_LEASE, DEFAULT_HEARTBEAT, FOR_EVER);
  }

  /**
   * Returns this ledger with another lease and heartbeat. A short lease lets another run take over
   * sooner from one that died; a long one outlives a longer outage of the database.
   *
   * @throws IllegalArgumentException if the heartbeat is not longer than zero, or the lease is
   *     shorter than three heartbeats
   */
  public JdbcLedger lease(Duration newLease, Duration newHeartbeat) {
    if (newHeartbeat.isZero() || newHeartbeat.isNegative()) {
      throw new IllegalArgumentException("the heartbeat must be longer than zero");
    }
    if (newLease.compareTo(newHeartbeat.multipliedBy(HEARTBEATS_OF_A_LEASE)) < 0) {
      throw new IllegalArgumentException(
          "a lease of "
              + Durations.words(newLease)
              + " is shorter than three heartbeats of "
              + Durations.words(newHeartbeat)
              + ": one late answer would lose the key; make it longer");
    }
    return new JdbcLedger(database, newLease, newHeartbeat, longestWait);
  }

  /**
   * Returns this ledger with a longest wait for a key that another run holds, after which the claim
   * is refused.
   *
   * @throws IllegalArgumentException if the wait is negative
   */
  public JdbcLedger waitAtMost(Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("the longest wait is negative: " + Durations.words(wait));
    }
    return new JdbcLedger(database, lease, heartbeat, wait);
  }

  /**
   * Makes the tables {@code hookline_schema}, {@code hookline_key} and {@code hookline_entry} and
   * the sequence {@code hookline_token}, in the schema that the connection finds first, or brings
   * those of an earlier version up to date. May be called at every start, by many at once.
   *
   * @throws LedgerException if the database refuses, or its tables are of a newer version
   */
  public void createTables() {
    Tables.create(database);
  }

  /**
   * Deletes entries that were superseded longer ago than this: those before the last run that had
   * begun with their key by then, or before it was forgotten. What decides whether a key is done
   * always stays.
   *
   * @return how many were deleted
   * @throws LedgerException if the database refuses
   */
  @SuppressWarnings("CheckReturnValue")
  public int prune(Duration age) {
    return new Retention(database, age).prune();
  }

  /**
   * Deletes all that is known of keys whose last run ended longer ago than this, whether it was
   * done, failed or was forgotten, and that are held by no run. For such a key a phase runs again,
   * so let this be longer than any revision may come back. A run that was cut off stays.
   *
   * @return how many keys were deleted
   * @throws LedgerException if the database refuses
   */
  @SuppressWarnings("CheckReturnValue")
  public int expire(Duration age) {
    return new Retention(database, age).expire();
  }

  private KeyRow row(Phase phase, OnceKey key) {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(key, "ledger key");
    return new KeyRow(database, phase, key, lease, heartbeat);
  }

  @Override
  public LedgerClaim claim(Phase phase, OnceKey key, String runId, Patience patience)
      throws InterruptedException {
    Objects.requireNonNull(runId, "run id");
    return claim(row(phase, key), runId, patience);
  }

  private JdbcClaim claim(KeyRow row, String runId, Patience patience) throws InterruptedException {
    KeyQueue queue = new KeyQueue(row, patience, longestWait);
    while (true) {
      queue.checkPatience();
      long asked = System.nanoTime();
      OptionalLong token = row.claim(runId);
      if (token.isPresent()) {
        return claimed(row, runId, token.getAsLong(), asked);
      }
      queue.awaitRelease();
    }
  }

  private static JdbcClaim claimed(KeyRow row, String runId, long token, long asked) {
    boolean isRead = false;
    try {
      JdbcClaim claim = new JdbcClaim(row, runId, token, asked, row.history());
      isRead = true;
      return claim;
    } finally {
      if (!isRead) {
        row.release(token);
      }
    }
  }

  @Override
  public LedgerView look(Phase phase, OnceKey key) {
    KeyRow row = row(phase, key);
    LedgerHistory history = LedgerHistory.of(row.history());
    Optional<CutOffRun> open = history.cutOff();
    Optional<KeyHolder> holder = open.isEmpty() ? Optional.empty() : row.holder();
    return new LedgerView(
        history.done(), holder.isEmpty() ? open : Optional.empty(), holder, List.of());
  }

  @Override
  public void forget(Phase phase, OnceKey key, String reason) throws InterruptedException {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("the reason to forget a key is blank; say why");
    }
    KeyRow row = row(phase, key);
    if (row.isKnown()) {
      try (JdbcClaim claim = claim(row, FORGETTING, Patience.untilInterrupted())) {
        claim.write(Event.FORGOTTEN, reason, Optional.empty());
      }
    }
  }

  @Override
  public List<LedgerEntry> entries() {
    return database.query("the entries cannot be read", Sql.ALL, KeyRow::entry);
  }

  /** Returns what it is, in words. */
  @Override
  public String toString() {
    return "ledger in a database, with a lease of " + Durations.words(lease);
  }
}
