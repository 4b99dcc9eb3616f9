package dev.hookline.core.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerView;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server dies, its standby takes over, and the address moves to it. */
@Tag("postgres")
@Timeout(240)
class FailoverTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final OnceKey KEY = OnceKey.of("shop");
  private static final int SEQUENCE_AHEAD = 32;

  private final PostgresServer primary = PostgresServer.start();
  private final JdbcLedger before = JdbcLedger.on(primary.database("fleet"));
  private final PostgresServer standby = primary.standby();
  private final JdbcLedger after = JdbcLedger.on(standby.source("fleet"));

  private void takeOver() {
    primary.crash();
    standby.promote();
  }

  @Test
  void synchronous_fleetAtWork_everyKeyIsDoneOnce() throws Exception {
    History.begin(primary.source("fleet"));
    primary.waitForStandby();
    Random random = new Random(11);
    try (Wire wire = new Wire(primary.port())) {
      Fleet fleet = new Fleet(wire.port(), random);
      Fleet.pause(random.nextInt(200));
      takeOver();
      wire.leadTo(standby.port());
      fleet.awaitEnd();
    }
    History.check(standby.source("fleet"), Fleet.KEYS);
  }

  @Test
  void synchronous_ownerAtWork_keepsItsKey() throws Exception {
    before.createTables();
    primary.waitForStandby();
    LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
    try (Wire wire = new Wire(primary.port())) {
      JdbcLedger ledger =
          JdbcLedger.on(PostgresServer.source(wire.port(), "fleet"))
              .lease(Duration.ofMinutes(2), Duration.ofMillis(100));
      try (LedgerClaim held = ledger.claim(DEPLOY, KEY, "r1")) {
        held.onLost(lost::add);
        held.recordBegun(Optional.empty());
        takeOver();
        wire.leadTo(standby.port());
        held.recordSucceeded("migrate");
        held.recordDone();
        assertThat(after.claim(DEPLOY, OnceKey.of("other"), "r2").token().orElseThrow())
            .isGreaterThan(held.token().orElseThrow());
      }
    }
    assertThat(lost).isEmpty();
    assertThat(after.entries().stream().map(LedgerEntry::event).map(LedgerEntry.Event::word))
        .containsExactly("begun", "succeeded", "done");
  }

  /** What had not reached the standby is lost, and tokens may come a second time. */
  @Test
  void asynchronousAndBehind_theEndIsLostAndTokensComeAgain() throws Exception {
    before.createTables();
    LedgerClaim held = before.claim(DEPLOY, KEY, "r1");
    held.recordBegun(Optional.empty());
    primary.awaitReplay();
    standby.crash();
    long token = held.token().orElseThrow();
    for (int i = 0; i <= SEQUENCE_AHEAD; i++) {
      try (LedgerClaim other = before.claim(DEPLOY, OnceKey.of("other"), "r" + i)) {
        token = other.token().orElseThrow();
      }
    }
    held.recordDone();
    held.close();
    primary.crash();
    standby.restart();
    standby.promote();

    LedgerView view = after.look(DEPLOY, KEY);
    assertThat(view.done()).isEmpty();
    assertThat(view.holder().orElseThrow().runId()).isEqualTo("r1"); // until its lease ends
    try (LedgerClaim next = after.claim(DEPLOY, OnceKey.of("next"), "r2")) {
      assertThat(next.token().orElseThrow()).isLessThanOrEqualTo(token);
    }
  }
}
