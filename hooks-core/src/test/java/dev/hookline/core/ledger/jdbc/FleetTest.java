package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes, killed and paused beyond their lease at random: every key is done once. */
@Tag("postgres")
@Timeout(240)
class FleetTest {
  private static final int KEYS = 60;

  private final DataSource source = POSTGRES.database("fleet");
  private final JdbcLedger ledger = JdbcLedger.on(source);
  private final Random random = new Random(11);

  FleetTest() throws SQLException {
    ledger.createTables();
    execute("CREATE TABLE effect (key text, token bigint)");
  }

  @Test
  void killedAndPausedAtRandom_everyKeyIsDoneOnce() throws Exception {
    runFleet(POSTGRES.port());
    checkHistory();
  }

  @Test
  void behindPgBouncer_everyKeyIsDoneOnce() throws Exception {
    try (PgBouncer pooler = PgBouncer.before(POSTGRES)) {
      runFleet(pooler.port());
    }
    checkHistory();
  }

  /** Some are killed, some stand still for longer than their lease, all are replaced. */
  private void runFleet(int port) throws Exception {
    for (int round = 0; round < 3; round++) {
      List<ChildJvm> members = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        members.add(member(port));
      }
      disturb(members.get(0), members.get(1));
      for (ChildJvm each : members.subList(1, 3)) {
        assertThat(each.rest()).last().isEqualTo("done");
        each.close();
      }
    }
  }

  private ChildJvm member(int port) throws IOException {
    ChildJvm member =
        ChildJvm.start(
            FleetMember.class.getName(),
            String.valueOf(port),
            String.valueOf(KEYS),
            String.valueOf(random.nextInt()));
    assertThat(member.line()).isEqualTo("ready");
    return member;
  }

  /** Kills the first at some moment, and stops the second for longer than its lease. */
  private void disturb(ChildJvm first, ChildJvm second) throws Exception {
    pause(random.nextInt(300));
    first.kill();
    signal("STOP", second);
    pause(900);
    signal("CONT", second);
  }

  /** The moment does not matter: the history is checked whichever it was. */
  private static void pause(int millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  private static void signal(String name, ChildJvm member) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(member.pid())).start().waitFor();
  }

  /** Never two that counted, never a success without its effect, nothing left open. */
  private void checkHistory() throws SQLException {
    Map<String, Event> last = new HashMap<>();
    Map<String, Integer> done = new HashMap<>();
    for (LedgerEntry entry : ledger.entries()) {
      last.put(entry.key().toString(), entry.event());
      if (entry.event() == Event.DONE) {
        done.merge(entry.key().toString(), 1, Integer::sum);
      }
    }
    assertThat(last)
        .hasSize(KEYS)
        .allSatisfy((key, event) -> assertThat(event).isEqualTo(Event.DONE));
    assertThat(done).hasSize(KEYS).allSatisfy((key, times) -> assertThat(times).isOne());
    assertThat(keysWithEffect()).containsExactlyInAnyOrderElementsOf(last.keySet());
  }

  private List<String> keysWithEffect() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT DISTINCT key FROM effect")) {
      List<String> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      return keys;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
