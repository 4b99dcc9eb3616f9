package dev.hookline.core.ledger.jdbc;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;

/**
 * One of several processes that want the same keys done. What it does under a key it writes into a
 * table of its own, with its fencing token, as a hook would that changes something elsewhere.
 */
final class FleetMember {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final long AFTER_TROUBLE_MILLIS = 20;

  private FleetMember() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int keys = Integer.parseInt(arguments[1]);
    Random random = new Random(Long.parseLong(arguments[2]));
    DataSource source = PostgresServer.source(port, "fleet");
    JdbcLedger ledger = JdbcLedger.on(source).lease(Duration.ofMillis(600), Duration.ofMillis(200));
    System.out.println("ready");
    for (int i : random.ints(0, keys).distinct().limit(keys).toArray()) {
      perform(ledger, source, "key " + i, random);
    }
    System.out.println("done");
  }

  private static void perform(JdbcLedger ledger, DataSource source, String key, Random random)
      throws Exception {
    while (true) {
      try (LedgerClaim claim = ledger.claim(DEPLOY, OnceKey.of(key), "run")) {
        if (claim.done().isEmpty()) {
          claim.recordBegun(Optional.empty());
          Thread.sleep(random.nextInt(10));
          write(source, key, claim.token().orElseThrow());
          claim.recordDone();
        }
        return;
      } catch (LedgerException | SQLException e) {
        Thread.sleep(AFTER_TROUBLE_MILLIS); // the server may be gone for a while
      }
    }
  }

  /** Refuses what a newer owner has fenced off. */
  private static void write(DataSource source, String key, long token) throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO effect (key, token) SELECT ?, ? WHERE NOT EXISTS"
                    + " (SELECT 1 FROM effect WHERE key = ? AND token > ?)")) {
      statement.setString(1, key);
      statement.setLong(2, token);
      statement.setString(3, key);
      statement.setLong(4, token);
      statement.executeUpdate();
    }
  }
}
