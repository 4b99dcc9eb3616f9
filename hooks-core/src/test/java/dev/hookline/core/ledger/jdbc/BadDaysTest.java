package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static dev.hookline.core.ledger.jdbc.Servers.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** What the database refuses, and what it does not notice: each is said, and nothing done twice. */
@Tag("postgres")
@Timeout(120)
class BadDaysTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final OnceKey KEY = OnceKey.of("shop");
  private static final String CANNOT =
      "key \"shop\" of phase deploy cannot be claimed in the ledger's database: ";

  private final DataSource source = POSTGRES.database("bad");
  private final JdbcLedger ledger =
      JdbcLedger.on(source).lease(Duration.ofMillis(900), Duration.ofMillis(300));

  BadDaysTest() throws SQLException {
    ledger.createTables();
    execute(source, "DROP ROLE IF EXISTS deployer");
    execute(source, "CREATE ROLE deployer LOGIN");
  }

  @AfterEach
  void dropRole() throws SQLException {
    execute(source, "DROP OWNED BY deployer");
    execute(source, "DROP ROLE deployer");
  }

  private static DataSource as(String user) {
    PGSimpleDataSource other = (PGSimpleDataSource) PostgresServer.source(POSTGRES.port(), "bad");
    other.setUser(user);
    return other;
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(JdbcLedger from) {
    return assertThatThrownBy(() -> from.claim(DEPLOY, KEY, "r1"))
        .isInstanceOf(LedgerException.class);
  }

  @Test
  void urlNamesNoDatabase_saysWhatToCheck() {
    assertRefused(JdbcLedger.on(POSTGRES.source("nothing")))
        .hasMessage(
            CANNOT
                + "FATAL: database \"nothing\" does not exist; check the name of the database, then"
                + " run again");
  }

  @Test
  void userIsUnknown_saysWhatToCheck() {
    assertRefused(JdbcLedger.on(as("stranger")))
        .hasMessage(
            CANNOT
                + "FATAL: role \"stranger\" does not exist; check the user and the password, then"
                + " run again");
  }

  @Test
  void rightsAreMissing_saysWhichAndThoseOfThePageSuffice() throws Exception {
    JdbcLedger other = JdbcLedger.on(as("deployer"));
    assertRefused(other)
        .hasMessage(
            CANNOT
                + "ERROR: permission denied for table hookline_key; grant this user what the"
                + " ledger needs, then run again");
    execute(
        source,
        """
        GRANT SELECT ON hookline_schema TO deployer;
        GRANT SELECT, INSERT, UPDATE, DELETE ON hookline_key, hookline_entry TO deployer;
        GRANT USAGE ON SEQUENCE hookline_token TO deployer;
        """);
    other.createTables();
    done(other, "r1");
    other.forget(DEPLOY, KEY, "the test");
    assertThat(other.prune(Duration.ofDays(-1))).isEqualTo(2);
    assertThat(other.expire(Duration.ofDays(-1))).isEqualTo(1);
  }

  private static void done(JdbcLedger ledger, String run) throws InterruptedException {
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, run)) {
      claim.recordBegun(Optional.empty());
      claim.recordDone();
    }
  }

  @Test
  void tablesAreOfANewerVersion_areLeftAlone() throws SQLException {
    execute(source, "UPDATE hookline_schema SET version = 99");
    assertThatThrownBy(ledger::createTables)
        .hasMessage(
            "the ledger's tables are of version 99, and this version of Hookline knows up to 7; use"
                + " the version that made them, or a newer one");
  }

  @Test
  void tablesAreOfAnEarlierVersion_saysSoAndAreBroughtUpToDate() throws Exception {
    done(ledger, "r1");
    done(ledger, "r2");
    execute(source, "ALTER TABLE hookline_key DROP COLUMN superseded");
    execute(source, "UPDATE hookline_schema SET version = 4");
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, "r3")) {
      assertThatThrownBy(() -> claim.recordBegun(Optional.empty()))
          .hasMessageEndingWith("; its tables are of an earlier version: call createTables() once");
    }
    ledger.createTables();
    assertThat(ledger.prune(Duration.ofDays(-1))).isEqualTo(2);
    assertThat(ledger.look(DEPLOY, KEY).done().orElseThrow().runId()).isEqualTo("r2");
  }

  @Test
  void databaseIsReadOnly_saysWhereToConnect() throws SQLException {
    execute(source, "ALTER DATABASE bad SET default_transaction_read_only = on");
    assertRefused(ledger)
        .hasMessage(
            CANNOT
                + "ERROR: cannot execute INSERT in a read-only transaction; connect to the server"
                + " that writes, not to a standby, then run again");
    execute(POSTGRES.source("postgres"), "ALTER DATABASE bad RESET default_transaction_read_only");
  }

  @Test
  void connectionsAreUsedUp_saysWhatToDoAndTheOwnerKeepsItsKey() throws Exception {
    execute(source, "GRANT ALL ON ALL TABLES IN SCHEMA public TO deployer");
    execute(source, "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO deployer");
    execute(source, "ALTER ROLE deployer CONNECTION LIMIT 1");
    try (CountingPool only = new CountingPool(as("deployer"), 1);
        LedgerClaim held = JdbcLedger.on(only).claim(DEPLOY, OnceKey.of("other"), "r1")) {
      held.recordBegun(Optional.empty());
      assertRefused(JdbcLedger.on(as("deployer")))
          .hasMessage(
              CANNOT
                  + "FATAL: too many connections for role \"deployer\"; allow more connections,"
                  + " or put a pooler before it, then run again");
      held.recordDone();
    }
  }

  @Test
  void databaseIsSlow_ownerKnowsThatItsKeyIsLostAndNothingIsRecorded() throws Exception {
    LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
    LedgerClaim held = ledger.claim(DEPLOY, KEY, "r1");
    held.onLost(lost::add);
    held.recordBegun(Optional.empty());
    try (Connection other = source.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE hookline_key");
      assertThat(lost.take()).isEqualTo("the database has not answered for 0.9 s");
      other.rollback();
    }
    assertThatThrownBy(held::recordDone)
        .hasMessage(
            "\"done\" of run r1 cannot be recorded for key \"shop\" of phase deploy: the database has"
                + " not answered for 0.9 s; see the ledger, then run again");
    held.close(); // the heartbeat may have been answered late, and the database think it alive
    assertThat(ledger.look(DEPLOY, KEY).cutOff().orElseThrow().runId()).isEqualTo("r1");
  }

  /** A statement that waits for ever is up to the driver's limits. */
  @Test
  void databaseDoesNotAnswer_driverHasALimit_claimIsRefused() throws Exception {
    try (Wire wire = new Wire(POSTGRES.port())) {
      PGSimpleDataSource limited = (PGSimpleDataSource) PostgresServer.source(wire.port(), "bad");
      limited.setSocketTimeout(1);
      limited.setConnectTimeout(1);
      wire.fallSilent();
      assertRefused(JdbcLedger.on(limited))
          .hasMessage(
              CANNOT
                  + "The connection attempt failed.; check the database and the connection to it,"
                  + " then run again");
    }
  }

  /** Lets the clock of the database say another time than it is. */
  private void setClock(String ahead) throws SQLException {
    execute(source, "CREATE SCHEMA IF NOT EXISTS clock");
    execute(
        source,
        """
        CREATE OR REPLACE FUNCTION clock.clock_timestamp() RETURNS timestamptz VOLATILE
        LANGUAGE sql AS $$ SELECT pg_catalog.clock_timestamp() + interval '%s' $$
        """
            .formatted(ahead));
    execute(source, "ALTER DATABASE bad SET search_path = clock, pg_catalog, public");
  }

  @Test
  void clockJumpsAhead_ownerIsReplacedAndKnowsIt() throws Exception {
    LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
    LedgerClaim held = ledger.claim(DEPLOY, KEY, "r1");
    held.onLost(lost::add);
    held.recordBegun(Optional.empty());
    setClock("1 hour");
    assertThat(lost.take()).isEqualTo("its lease has ended, and another run may hold the key");
    try (LedgerClaim next = ledger.claim(DEPLOY, KEY, "r2")) {
      assertThat(next.token().orElseThrow()).isGreaterThan(held.token().orElseThrow());
      assertThat(next.cutOff().orElseThrow().runId()).isEqualTo("r1");
      assertThatThrownBy(held::recordDone).isInstanceOf(LedgerException.class);
      next.recordBegun(Optional.empty());
      next.recordDone();
    }
    assertThat(runsThatAreDone()).containsExactly("r2");
  }

  /** The key of a run that died stays held until the clock has caught up. */
  @Test
  void clockJumpsBack_ownerKeepsItsKey() throws Exception {
    LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
    try (LedgerClaim held = ledger.claim(DEPLOY, KEY, "r1")) {
      held.onLost(lost::add);
      held.recordBegun(Optional.empty());
      setClock("-1 hour");
      assertThatThrownBy(() -> ledger.waitAtMost(Duration.ofSeconds(2)).claim(DEPLOY, KEY, "r2"))
          .hasMessageContaining(" is held by run r1 (process ");
      held.recordDone();
    }
    assertThat(lost).isEmpty();
    assertThat(runsThatAreDone()).containsExactly("r1");
  }

  private List<String> runsThatAreDone() {
    List<String> done = new ArrayList<>();
    ledger.entries().stream()
        .filter(entry -> entry.event().word().equals("done"))
        .forEach(entry -> done.add(entry.runId()));
    return done;
  }
}
