package dev.hookline.core.ledger.jdbc;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.text.KeyText;
import dev.hookline.core.ledger.text.LedgerText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What one phase and its key have in the tables. */
final class KeyRow {
  private final Database database;
  private final Phase phase;
  private final OnceKey key;
  private final String id;
  private final Duration lease;
  private final Duration heartbeat;

  KeyRow(Database database, Phase phase, OnceKey key, Duration lease, Duration heartbeat) {
    this.database = database;
    this.phase = phase;
    this.key = key;
    this.id = KeyText.fileName(phase, key);
    this.lease = lease;
    this.heartbeat = heartbeat;
  }

  Phase phase() {
    return phase;
  }

  OnceKey key() {
    return key;
  }

  private String cannot(String what) {
    return KeyText.words(phase, key) + " cannot be " + what;
  }

  /** Takes the key, if it is free, and returns its token. */
  OptionalLong claim(String runId) {
    ProcessHandle process = ProcessHandle.current();
    return database
        .query(
            cannot("claimed"),
            Sql.CLAIM,
            row -> row.getLong(1),
            id,
            LedgerText.encode(phase.name()),
            KeyText.encode(key),
            runId,
            HostName.OWN + ":" + process.pid(),
            lease.toMillis())
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  Lease lease(long token, long asked) {
    return new Lease(lease, heartbeat, asked, () -> renew(token));
  }

  private boolean renew(long token) {
    return database.update(cannot("kept"), Sql.RENEW, lease.toMillis(), id, token) == 1;
  }

  /** Writes an entry; false if the key is lost. */
  boolean record(long token, Event event, String runId, String hook, @Nullable String state) {
    String what = "\"" + event.word() + "\" of run " + runId + " cannot be recorded";
    boolean isAnew = event == Event.BEGUN || event == Event.FORGOTTEN;
    String sql = isAnew ? Sql.RECORD_ANEW : Sql.RECORD;
    return database.update(what, sql, lease.toMillis(), id, token, event.word(), runId, hook, state)
        == 1;
  }

  void release(long token) {
    database.update(cannot("released"), Sql.RELEASE, id, token);
  }

  Optional<KeyHolder> holder() {
    return database.query(cannot("looked up"), Sql.HOLDER, KeyRow::holder, id).stream().findFirst();
  }

  private static KeyHolder holder(ResultSet row) throws SQLException {
    return new KeyHolder(row.getString(1), row.getString(2), instant(row.getTimestamp(3)));
  }

  boolean isKnown() {
    return !database.query(cannot("looked up"), Sql.IS_KNOWN, row -> true, id).isEmpty();
  }

  List<LedgerEntry> history() {
    return database.query(
        cannot("looked up"), Sql.HISTORY, row -> entry(phase, key, row, 1), id, id);
  }

  static LedgerEntry entry(ResultSet row) throws SQLException {
    Phase phase = Phase.of(LedgerText.decode(row.getString(1)));
    return entry(phase, KeyText.decode(row.getString(2)), row, 3);
  }

  private static LedgerEntry entry(Phase phase, OnceKey key, ResultSet row, int first)
      throws SQLException {
    return new LedgerEntry(
        phase,
        key,
        Event.of(row.getString(first + 1)),
        row.getString(first + 2),
        instant(row.getTimestamp(first)),
        row.getString(first + 3),
        Optional.ofNullable(row.getString(first + 4)).map(KeyText::decode));
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp.toInstant();
  }

  @Override
  public String toString() {
    return KeyText.words(phase, key);
  }
}
