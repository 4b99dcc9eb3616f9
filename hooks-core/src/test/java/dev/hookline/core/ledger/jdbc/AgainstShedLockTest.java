package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static dev.hookline.core.ledger.jdbc.Servers.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbc.JdbcLockProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a claim and its end cost, beside a lock of ShedLock and its release, on the same server. The
 * figures of the pages are those of {@code -Dhookline.ledger.rounds=1000}.
 */
@Tag("postgres")
@Timeout(240)
class AgainstShedLockTest {
  private static final int ROUNDS = Integer.getInteger("hookline.ledger.rounds", 100);
  private static final Phase DEPLOY = Phase.of("deploy");

  private final DataSource source = POSTGRES.database("figures");

  private interface Work {
    void run(int round) throws Exception;
  }

  @Test
  void statements_areFiveAgainstTwo() throws Exception {
    JdbcLedger.on(source).createTables();
    createTableOfShedLock();
    execute(source, "CREATE TABLE plain (n int)");
    try (CountingPool pool = new CountingPool(source, 2)) {
      JdbcLedger ledger = JdbcLedger.on(pool);
      JdbcLockProvider locks = new JdbcLockProvider(pool);
      long plain = measure("a row in a commit", pool, i -> insert(pool));
      long shedLock = measure("ShedLock, lock and unlock", pool, i -> lock(locks, "shop " + i));
      long ours = measure("claim, begun, done, release", pool, i -> done(ledger, "shop " + i));
      long again = measure("claim of what is done", pool, i -> find(ledger, "shop " + i));
      assertThat(new long[] {plain, shedLock, ours, again}).containsExactly(1, 2, 5, 3);
    }
  }

  /** As its documentation has it. */
  private void createTableOfShedLock() throws SQLException {
    execute(
        source,
        """
        CREATE TABLE shedlock (name VARCHAR(64) NOT NULL, lock_until TIMESTAMP NOT NULL,
          locked_at TIMESTAMP NOT NULL, locked_by VARCHAR(255) NOT NULL, PRIMARY KEY (name))
        """);
  }

  private static void insert(CountingPool pool) {
    new Database(pool).update("a row cannot be written", "INSERT INTO plain VALUES (1)");
  }

  private static void lock(JdbcLockProvider locks, String name) {
    Duration most = Duration.ofMinutes(1);
    SimpleLock lock =
        locks.lock(new LockConfiguration(Instant.now(), name, most, Duration.ZERO)).orElseThrow();
    lock.unlock();
  }

  private static void done(JdbcLedger ledger, String name) throws InterruptedException {
    try (LedgerClaim claim = ledger.claim(DEPLOY, OnceKey.of(name), "r1")) {
      claim.recordBegun(Optional.empty());
      claim.recordDone();
    }
  }

  private static void find(JdbcLedger ledger, String name) throws InterruptedException {
    try (LedgerClaim claim = ledger.claim(DEPLOY, OnceKey.of(name), "r2")) {
      assertThat(claim.done()).isPresent();
    }
  }

  /** Prints the median and the slowest tenth, and returns the statements of one round. */
  private static long measure(String what, CountingPool pool, Work work) throws Exception {
    long[] nanos = new long[ROUNDS];
    pool.takeCounts();
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      work.run(i);
      nanos[i] = System.nanoTime() - begun;
    }
    long statements = pool.takeCounts().values().stream().mapToLong(Long::longValue).sum();
    Arrays.sort(nanos);
    System.out.printf(
        "%s: %d statements, median %.2f ms, 9 in 10 below %.2f ms%n",
        what, statements / ROUNDS, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 9 / 10] / 1e6);
    return statements / ROUNDS;
  }
}
