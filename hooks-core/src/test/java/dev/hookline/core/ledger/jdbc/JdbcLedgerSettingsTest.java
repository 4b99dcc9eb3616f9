package dev.hookline.core.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdbcLedgerSettingsTest {
  private final JdbcLedger ledger = JdbcLedger.on(PostgresServer.source(9, "nothing"));

  @Test
  void lease_shorterThanThreeHeartbeats_isRefused() {
    assertThatThrownBy(() -> ledger.lease(Duration.ofSeconds(29), Duration.ofSeconds(10)))
        .hasMessage(
            "a lease of 29 s is shorter than three heartbeats of 10 s: one late answer would lose"
                + " the key; make it longer");
  }

  @Test
  void lease_withoutHeartbeat_isRefused() {
    assertThatThrownBy(() -> ledger.lease(Duration.ofSeconds(29), Duration.ZERO))
        .hasMessage("the heartbeat must be longer than zero");
  }

  @Test
  void lease_isInItsWords() {
    assertThat(ledger.lease(Duration.ofMinutes(2), Duration.ofSeconds(5)))
        .hasToString("ledger in a database, with a lease of 2 min");
  }

  @Test
  void claim_databaseDoesNotAnswer_saysWhatAndWhatToDo() {
    assertThatThrownBy(() -> ledger.claim(Phase.of("deploy"), OnceKey.of("shop"), "r1"))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "key \"shop\" of phase deploy cannot be claimed in the ledger's database: Connection to"
                + " 127.0.0.1:9 refused. Check that the hostname and port are correct and that the"
                + " postmaster is accepting TCP/IP connections.; check the database and the"
                + " connection to it, then run again");
  }
}
