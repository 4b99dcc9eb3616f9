package dev.hookline.core.ledger.jdbc;

/**
 * The statements, for PostgreSQL. All times are those of the database, none depends on the session,
 * and each change is one statement: this works behind a pooler that gives every transaction another
 * connection.
 */
final class Sql {
  /** Every change of the tables is one of these, in order; the number of those done is kept. */
  static final String[] MIGRATIONS = {
    """
    CREATE TABLE hookline_key (
      id text PRIMARY KEY, phase text NOT NULL, key text NOT NULL,
      token bigint NOT NULL, run text NOT NULL, process text NOT NULL,
      since timestamptz NOT NULL, until timestamptz)
    """,
    """
    CREATE TABLE hookline_entry (
      no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id text NOT NULL, token bigint NOT NULL, at timestamptz NOT NULL,
      event text NOT NULL, run text NOT NULL, hook text NOT NULL, state text)
    """,
    "CREATE INDEX hookline_entry_of_key ON hookline_entry (id, no)",
    "CREATE SEQUENCE hookline_token",
  };

  static final String LOCK_SCHEMA = "SELECT pg_advisory_xact_lock(7310583200418)";
  static final String HAS_SCHEMA = "SELECT to_regclass('hookline_schema') IS NOT NULL";
  static final String CREATE_SCHEMA = "CREATE TABLE hookline_schema (version int NOT NULL)";
  static final String BEGIN_SCHEMA = "INSERT INTO hookline_schema VALUES (0)";
  static final String VERSION = "SELECT version FROM hookline_schema";
  static final String SET_VERSION = "UPDATE hookline_schema SET version = ?";

  /** Takes a key that is free, or whose lease has ended. */
  static final String CLAIM =
      """
      INSERT INTO hookline_key AS k (id, phase, key, token, run, process, since, until)
      VALUES (?, ?, ?, nextval('hookline_token'), ?, ?, clock_timestamp(),
        clock_timestamp() + ? * interval '1 millisecond')
      ON CONFLICT (id) DO UPDATE SET token = excluded.token, run = excluded.run,
        process = excluded.process, since = excluded.since, until = excluded.until
      WHERE k.until IS NULL OR k.until < clock_timestamp()
      RETURNING token
      """;

  static final String HOLDER =
      """
      SELECT run, process, since FROM hookline_key
      WHERE id = ? AND until >= clock_timestamp()
      """;

  /** Extends the lease, unless it has ended: then another may hold the key by now. */
  static final String RENEW =
      """
      UPDATE hookline_key SET until = clock_timestamp() + ? * interval '1 millisecond'
      WHERE id = ? AND token = ? AND until >= clock_timestamp()
      """;

  /** Writes an entry, and extends the lease, while the key is held. */
  static final String RECORD =
      """
      WITH held AS (
        UPDATE hookline_key SET until = clock_timestamp() + ? * interval '1 millisecond'
        WHERE id = ? AND token = ? AND until >= clock_timestamp() RETURNING id, token)
      INSERT INTO hookline_entry (id, token, at, event, run, hook, state)
      SELECT id, token, clock_timestamp(), ?, ?, ?, ? FROM held
      """;

  static final String RELEASE = "UPDATE hookline_key SET until = NULL WHERE id = ? AND token = ?";

  /** What counts begins with the last run that began, or with what was forgotten since. */
  static final String HISTORY =
      """
      SELECT at, event, run, hook, state FROM hookline_entry
      WHERE id = ? AND no >= coalesce((SELECT max(no) FROM hookline_entry
        WHERE id = ? AND event IN ('begun', 'forgotten')), 0)
      ORDER BY no
      """;

  static final String ALL =
      """
      SELECT k.phase, k.key, e.at, e.event, e.run, e.hook, e.state
      FROM hookline_entry e JOIN hookline_key k USING (id)
      ORDER BY min(e.no) OVER (PARTITION BY e.id), e.no
      """;

  static final String IS_KNOWN = "SELECT 1 FROM hookline_key WHERE id = ?";

  /** Deletes what was superseded so long ago; what decides whether a key is done always stays. */
  static final String PRUNE =
      """
      DELETE FROM hookline_entry e
      WHERE at < clock_timestamp() - ? * interval '1 millisecond'
        AND no < (SELECT max(no) FROM hookline_entry b
          WHERE b.id = e.id AND b.event IN ('begun', 'forgotten'))
      """;

  private Sql() {}
}
