package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A large fleet, of which 200 ask at a time, over eight connections. With {@code
 * -Dhookline.ledger.instances=10000} it is as large as the pages say.
 */
@Tag("postgres")
@Timeout(600)
class ManyInstancesTest {
  private static final int INSTANCES = Integer.getInteger("hookline.ledger.instances", 300);
  private static final int AT_A_TIME = 200;
  private static final int CONNECTIONS = 8;
  private static final Phase DEPLOY = Phase.of("deploy");

  private final DataSource source = POSTGRES.database("many");
  private final AtomicInteger did = new AtomicInteger();
  private final AtomicInteger found = new AtomicInteger();
  private final CountDownLatch start = new CountDownLatch(1);
  private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  ManyInstancesTest() {
    JdbcLedger.on(source).createTables();
  }

  @Test
  void oneKey_oneDoesItAndAllOthersFindItDone() throws Exception {
    Map<String, Long> statements = run("one key", 1);
    assertThat(did).hasValue(1);
    assertThat(found).hasValue(INSTANCES - 1);
    assertThat(statements.get(Sql.RECORD_ANEW)).isEqualTo(1);
    assertThat(statements.get(Sql.HISTORY)).isEqualTo(INSTANCES);
    assertThat(JdbcLedger.on(source).entries()).hasSize(2);
  }

  @Test
  void aKeyEach_eachDoesItInFiveStatements() throws Exception {
    Map<String, Long> statements = run("a key each", INSTANCES);
    assertThat(did).hasValue(INSTANCES);
    assertThat(statements.values()).containsOnly((long) INSTANCES);
    assertThat(statements)
        .containsOnlyKeys(Sql.CLAIM, Sql.HISTORY, Sql.RECORD_ANEW, Sql.RECORD, Sql.RELEASE);
    assertThat(JdbcLedger.on(source).entries().stream().map(LedgerEntry::event).map(Enum::toString))
        .containsOnly("BEGUN", "DONE");
  }

  /** Lets all instances loose at once, and returns what they sent. */
  private Map<String, Long> run(String what, int keys) throws Exception {
    try (CountingPool pool = new CountingPool(source, CONNECTIONS)) {
      JdbcLedger ledger = JdbcLedger.on(pool).lease(Duration.ofMinutes(10), Duration.ofMinutes(1));
      ExecutorService fleet = Executors.newFixedThreadPool(AT_A_TIME);
      for (int i = 0; i < INSTANCES; i++) {
        OnceKey key = OnceKey.of("shop " + i % keys);
        String run = "r" + i;
        fleet.execute(() -> instance(ledger, key, run));
      }
      long begun = System.nanoTime();
      start.countDown();
      fleet.shutdown();
      assertThat(fleet.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
      Map<String, Long> statements = pool.takeCounts();
      print(what, System.nanoTime() - begun, statements);
      assertThat(failures).isEmpty();
      return statements;
    }
  }

  private void instance(JdbcLedger ledger, OnceKey key, String run) {
    try {
      start.await();
      try (LedgerClaim claim = ledger.claim(DEPLOY, key, run)) {
        if (claim.done().isPresent()) {
          found.incrementAndGet();
          return;
        }
        claim.recordBegun(Optional.empty());
        claim.recordDone();
        did.incrementAndGet();
      }
    } catch (InterruptedException | LedgerException e) {
      failures.add(e);
    }
  }

  private static void print(String what, long nanos, Map<String, Long> statements) {
    long sum = statements.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        "%,d instances, %s: %.1f s, %.1f statements each (%d claims, %d looks)%n",
        INSTANCES,
        what,
        nanos / 1e9,
        (double) sum / INSTANCES,
        statements.get(Sql.CLAIM),
        statements.getOrDefault(Sql.HOLDER, 0L));
  }

  @Test
  void statements_ofARunThatFindsItDone_areThree() throws SQLException, InterruptedException {
    try (CountingPool pool = new CountingPool(source, CONNECTIONS)) {
      JdbcLedger ledger = JdbcLedger.on(pool);
      for (int i = 0; i < 2; i++) {
        pool.takeCounts();
        instanceNow(ledger);
      }
      assertThat(pool.takeCounts()).containsOnlyKeys(Sql.CLAIM, Sql.HISTORY, Sql.RELEASE);
    }
  }

  private void instanceNow(JdbcLedger ledger) {
    start.countDown();
    instance(ledger, OnceKey.of("shop"), "r");
    assertThat(failures).isEmpty();
  }
}
