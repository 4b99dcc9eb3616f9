package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;

import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes, killed and paused beyond their lease at random: every key is done once. */
@Tag("postgres")
@Timeout(240)
class FleetTest {
  private final DataSource source = POSTGRES.database("fleet");
  private final Random random = new Random(11);

  FleetTest() throws SQLException {
    History.begin(source);
  }

  @Test
  void killedAndPausedAtRandom_everyKeyIsDoneOnce() throws Exception {
    runFleets(POSTGRES.port());
    History.check(source, Fleet.KEYS);
  }

  @Test
  void behindPgBouncer_everyKeyIsDoneOnce() throws Exception {
    try (PgBouncer pooler = PgBouncer.before(POSTGRES)) {
      runFleets(pooler.port());
    }
    History.check(source, Fleet.KEYS);
  }

  @Test
  void serverCrashesAndIsBack_everyKeyIsDoneOnce() throws Exception {
    Fleet fleet = new Fleet(POSTGRES.port(), random);
    Fleet.pause(random.nextInt(200));
    POSTGRES.crash();
    POSTGRES.restart();
    fleet.awaitEnd();
    History.check(source, Fleet.KEYS);
  }

  /** Some are killed, some stand still for longer than their lease, all are replaced. */
  private void runFleets(int port) throws Exception {
    for (int round = 0; round < 3; round++) {
      Fleet fleet = new Fleet(port, random);
      Fleet.pause(random.nextInt(300));
      fleet.killFirst();
      fleet.pauseFirst();
      fleet.awaitEnd();
    }
  }
}
