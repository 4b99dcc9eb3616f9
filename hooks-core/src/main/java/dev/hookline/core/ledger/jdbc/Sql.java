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
    "ALTER TABLE hookline_key ADD COLUMN superseded timestamptz",
    """
    UPDATE hookline_key k SET superseded = (
      SELECT min(b.at) FROM hookline_entry b
      WHERE b.id = k.id AND b.event IN ('begun', 'forgotten') AND EXISTS (
        SELECT 1 FROM hookline_entry e WHERE e.id = b.id AND e.no < b.no))
    """,
    """
    CREATE INDEX hookline_key_superseded ON hookline_key (superseded)
    WHERE superseded IS NOT NULL
    """,
  };

  /** So few that no run that holds one of these keys waits long. */
  static final int KEYS_AT_A_TIME = 200;

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
  static final String RECORD = record("");

  /** Writes an entry as well, and notes since when there are older ones that count no more. */
  static final String RECORD_ANEW =
      record(
          """
          , superseded = coalesce(k.superseded, CASE WHEN EXISTS (
            SELECT 1 FROM hookline_entry e WHERE e.id = k.id) THEN clock_timestamp() END)\
          """);

  private static String record(String alsoSet) {
    return """
        WITH held AS (
          UPDATE hookline_key k SET until = clock_timestamp() + ? * interval '1 millisecond'%s
          WHERE id = ? AND token = ? AND until >= clock_timestamp() RETURNING id, token)
        INSERT INTO hookline_entry (id, token, at, event, run, hook, state)
        SELECT id, token, clock_timestamp(), ?, ?, ?, ? FROM held
        """
        .formatted(alsoSet);
  }

  /**
   * Sets the key free, without a wait for the disk or a standby: if the server dies at this moment,
   * the key stays held until the lease ends.
   */
  static final String RELEASE =
      """
      UPDATE hookline_key SET until = NULL
      WHERE id = ? AND token = ? AND set_config('synchronous_commit', 'off', true) = 'off'
      """;

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

  /**
   * Deletes entries that were superseded so long ago. A key that is claimed meanwhile keeps its
   * note, for the next time.
   */
  static final String PRUNE =
      """
      WITH cut AS (SELECT statement_timestamp() - ? * interval '1 millisecond' AS at),
      stale AS MATERIALIZED (
        SELECT id, token, until, coalesce((
          SELECT max(no) FROM hookline_entry b WHERE b.id = k.id
            AND event IN ('begun', 'forgotten') AND at < (SELECT at FROM cut)), 0) AS first
        FROM hookline_key k WHERE superseded < (SELECT at FROM cut)
        ORDER BY superseded LIMIT %d),
      gone AS (
        DELETE FROM hookline_entry e USING stale s WHERE e.id = s.id AND e.no < s.first
        RETURNING 1),
      noted AS (
        UPDATE hookline_key k SET superseded = (
          SELECT min(b.at) FROM hookline_entry b WHERE b.id = s.id AND b.no > s.first
            AND b.event IN ('begun', 'forgotten'))
        FROM stale s
        WHERE k.id = s.id AND k.token = s.token AND k.until IS NOT DISTINCT FROM s.until
        RETURNING 1)
      SELECT (SELECT count(*) FROM noted), (SELECT count(*) FROM gone)
      """
          .formatted(KEYS_AT_A_TIME);

  /** The first entry that is not so old; entries stand in the order in which they were written. */
  static final String FIRST_SINCE =
      """
      SELECT coalesce((
        SELECT no FROM hookline_entry
        WHERE at >= (SELECT statement_timestamp() - ? * interval '1 millisecond')
        ORDER BY no LIMIT 1), 9223372036854775807)
      """;

  /**
   * Deletes keys that are free, and whose entries end with an end that lies between two numbers.
   * What it deleted before it does not read again.
   */
  static final String EXPIRE =
      """
      WITH cut AS (SELECT statement_timestamp() - ? * interval '1 millisecond' AS at),
      ended AS MATERIALIZED (
        SELECT id, no FROM hookline_entry e
        WHERE no > ? AND no < ? AND event IN ('done', 'failed', 'forgotten')
          AND NOT EXISTS (SELECT 1 FROM hookline_entry n WHERE n.id = e.id AND n.no > e.no)
        ORDER BY no LIMIT %d),
      old AS MATERIALIZED (
        SELECT k.id FROM ended JOIN hookline_key k USING (id)
        WHERE k.since < (SELECT at FROM cut) AND (k.until IS NULL OR k.until < clock_timestamp())
        FOR UPDATE OF k SKIP LOCKED),
      gone AS (DELETE FROM hookline_entry e USING old WHERE e.id = old.id RETURNING 1),
      keys AS (DELETE FROM hookline_key k USING old WHERE k.id = old.id RETURNING 1)
      SELECT (SELECT count(*) FROM ended), (SELECT coalesce(max(no), 0) FROM ended),
        (SELECT count(*) FROM keys), (SELECT count(*) FROM gone)
      """
          .formatted(KEYS_AT_A_TIME);

  private Sql() {}
}
