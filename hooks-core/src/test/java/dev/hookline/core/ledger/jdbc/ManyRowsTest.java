package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static dev.hookline.core.ledger.jdbc.Servers.execute;
import static dev.hookline.core.ledger.jdbc.Servers.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A ledger of many entries: no statement of a run, nor of retention, reads a whole table. With
 * {@code -Dhookline.ledger.rows=1000000} it is as large as the pages say.
 */
@Tag("postgres")
@Timeout(600)
class ManyRowsTest {
  private static final int ROWS = Integer.getInteger("hookline.ledger.rows", 150_000);
  private static final int KEYS = ROWS / 3;
  private static final int SUPERSEDED = KEYS / 100;
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final String ID = "md5('7') || md5('x7')";
  private static final DataSource SOURCE = POSTGRES.database("rows");
  private static final JdbcLedger LEDGER = JdbcLedger.on(SOURCE);

  /** Three entries for each key, over three years; one key in a hundred has been done twice. */
  @BeforeAll
  static void fill() throws SQLException {
    LEDGER.createTables();
    execute(SOURCE, "ALTER TABLE hookline_key SET (autovacuum_enabled = off)");
    execute(SOURCE, "ALTER TABLE hookline_entry SET (autovacuum_enabled = off)");
    execute(
        SOURCE,
        """
        INSERT INTO hookline_key
        SELECT md5(i::text) || md5('x' || i), 'deploy', 'shop%%0020' || i, i, 'run ' || i, 'h:1',
          now() - interval '3 years' * (%1$d - i) / %1$d, NULL
        FROM generate_series(1, %1$d) i
        """
            .formatted(KEYS));
    execute(
        SOURCE,
        """
        INSERT INTO hookline_entry (id, token, at, event, run, hook)
        SELECT md5(i::text) || md5('x' || i), i,
          now() - interval '3 years' * (%1$d - i) / %1$d + interval '1 day' * (n / 4) AS at,
          event, 'run ' || n / 4, CASE event WHEN 'succeeded' THEN 'migrate' ELSE '' END
        FROM generate_series(1, %1$d) i,
          unnest(ARRAY['begun', 'succeeded', 'done', 'begun', 'done']) WITH ORDINALITY e (event, n)
        WHERE n <= 3 OR i <= %2$d
        ORDER BY at, i, n
        """
            .formatted(KEYS, SUPERSEDED));
    execute(
        SOURCE,
        """
        UPDATE hookline_key SET superseded = since + interval '1 day' WHERE token <= %d
        """
            .formatted(SUPERSEDED));
    execute(SOURCE, "SELECT setval('hookline_token', %d)".formatted(KEYS));
    execute(SOURCE, "VACUUM ANALYZE");
  }

  /** The statements, each with values for its parameters. */
  private static Map<String, List<Object>> statements() throws SQLException {
    String id = Servers.column(SOURCE, "SELECT " + ID).get(0);
    long year = Duration.ofDays(365).toMillis();
    Map<String, List<Object>> statements = new LinkedHashMap<>();
    statements.put(Sql.CLAIM, List.of(id, "deploy", "shop", "r", "h:1", 60_000L));
    statements.put(Sql.HOLDER, List.of(id));
    statements.put(Sql.IS_KNOWN, List.of(id));
    statements.put(Sql.HISTORY, List.of(id, id));
    statements.put(Sql.RENEW, List.of(60_000L, id, 7L));
    statements.put(Sql.RECORD, List.of(60_000L, id, 7L, "done", "r", "", ""));
    statements.put(Sql.RECORD_ANEW, List.of(60_000L, id, 7L, "begun", "r", "", ""));
    statements.put(Sql.RELEASE, List.of(id, 7L));
    statements.put(Sql.PRUNE, List.of(year));
    statements.put(Sql.FIRST_SINCE, List.of(3 * year - 1));
    statements.put(Sql.EXPIRE, List.of(3 * year - 1, 0L, 1_000L));
    return statements;
  }

  private static String explain(String how, String sql, List<Object> values) throws SQLException {
    try (Connection connection = SOURCE.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(how + sql)) {
        for (int i = 0; i < values.size(); i++) {
          statement.setObject(i + 1, values.get(i));
        }
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
          }
        }
        return plan.toString();
      } finally {
        connection.rollback();
      }
    }
  }

  private static void checkPlans(String how) throws SQLException {
    for (Map.Entry<String, List<Object>> each : statements().entrySet()) {
      String plan = explain(how, each.getKey(), each.getValue());
      if (Boolean.getBoolean("hookline.ledger.plans")) {
        System.out.println(each.getKey() + plan);
      }
      assertThat(plan).doesNotContain("Seq Scan on hookline");
    }
  }

  @Test
  void statements_useAnIndex() throws SQLException {
    checkPlans("EXPLAIN (ANALYZE, BUFFERS) ");
  }

  /** The planner counts rows by the size of the file and the density that is noted here. */
  @Test
  void statements_of100MillionRowsByPlan_useAnIndex() throws SQLException {
    String update =
        "UPDATE pg_class SET reltuples = reltuples * %d WHERE relname LIKE 'hookline%%'";
    long factor = 100_000_000L / ROWS;
    execute(SOURCE, update.formatted(factor));
    try {
      checkPlans("EXPLAIN ");
    } finally {
      execute(SOURCE, "ANALYZE");
    }
  }

  @Test
  void claimDoneAndForget_readFewPages() throws Exception {
    OnceKey key = OnceKey.of("new");
    time("claim, begun, done of a new key", () -> done(key));
    time("the same again", () -> done(key));
    time("forget", () -> LEDGER.forget(DEPLOY, key, "the test"));
    assertThat(LEDGER.look(DEPLOY, key).done()).isEmpty();
    time("all entries", () -> assertThat(LEDGER.entries()).isNotEmpty());
  }

  private static void done(OnceKey key) throws InterruptedException {
    try (LedgerClaim claim = LEDGER.claim(DEPLOY, key, "r1")) {
      claim.recordBegun(Optional.empty());
      claim.recordDone();
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void time(String what, Work work) throws Exception {
    long begun = System.nanoTime();
    work.run();
    System.out.printf("%,d rows, %s: %.1f ms%n", ROWS, what, (System.nanoTime() - begun) / 1e6);
  }

  @Test
  void pruneAndExpire_deleteWhatIsOldAndNothingElse() throws Exception {
    long entries = number(SOURCE, "SELECT count(*) FROM hookline_entry");
    time("nothing to prune", () -> assertThat(LEDGER.prune(Duration.ofDays(2000))).isZero());
    time("prune", () -> assertThat(LEDGER.prune(Duration.ofDays(365))).isEqualTo(3 * SUPERSEDED));
    time("nothing to expire", () -> assertThat(LEDGER.expire(Duration.ofDays(2000))).isZero());
    int[] keys = new int[1];
    time("expire", () -> keys[0] = LEDGER.expire(Duration.ofDays(2 * 365)));
    assertThat(keys[0]).isBetween(KEYS * 32 / 100, KEYS * 34 / 100);
    long left = number(SOURCE, "SELECT count(*) FROM hookline_entry");
    long ofKeysDoneTwice = Math.min(keys[0], SUPERSEDED);
    assertThat(left)
        .isEqualTo(
            entries - 3L * SUPERSEDED - 3L * (keys[0] - ofKeysDoneTwice) - 2 * ofKeysDoneTwice);
    assertThat(Stream.of(LEDGER.entries()).flatMap(List::stream)).hasSize((int) left);
  }

  /** Claim, begun, done and release: four states of a row, two entries, and their indexes. */
  @Test
  void writeAheadLog_ofARun_isSmall() throws Exception {
    int runs = 200;
    execute(SOURCE, "CHECKPOINT");
    long first = logOf(runs);
    long again = logOf(runs);
    System.out.printf(
        "%,d rows, bytes of log a run: %,d with pages that are first written since a checkpoint,"
            + " %,d without%n",
        ROWS, first / runs, again / runs);
    assertThat(again / runs).isLessThan(3_000);
  }

  private static long logOf(int runs) throws Exception {
    String position = "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn";
    long before = number(SOURCE, position);
    for (int i = 0; i < runs; i++) {
      done(OnceKey.of("log").with("run", String.valueOf(i)));
    }
    return number(SOURCE, position) - before;
  }
}
