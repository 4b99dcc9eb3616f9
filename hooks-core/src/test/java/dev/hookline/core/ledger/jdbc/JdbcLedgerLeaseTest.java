package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a key when its owner, the network or the server fails. */
@Tag("postgres")
@Timeout(120)
class JdbcLedgerLeaseTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final OnceKey KEY = OnceKey.of("shop");
  private static final Duration LEASE = Duration.ofMillis(900);
  private static final Duration HEARTBEAT = Duration.ofMillis(300);

  private final DataSource source = POSTGRES.database("lease");
  private final JdbcLedger ledger = JdbcLedger.on(source).lease(LEASE, HEARTBEAT);

  JdbcLedgerLeaseTest() {
    ledger.createTables();
  }

  @Test
  void heartbeat_keepsTheKeyBeyondItsLease() throws Exception {
    LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
    try (LedgerClaim held = ledger.claim(DEPLOY, KEY, "r1")) {
      held.onLost(lost::add);
      held.recordBegun(Optional.empty());
      assertThatThrownBy(() -> ledger.waitAtMost(LEASE.multipliedBy(3)).claim(DEPLOY, KEY, "r2"))
          .hasMessageContaining("is held by run r1");
      held.recordDone();
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void networkFallsSilent_ownerKnowsBeforeAnotherHasTheKey() throws Exception {
    LinkedBlockingQueue<String> story = new LinkedBlockingQueue<>();
    try (Wire wire = new Wire(POSTGRES.port())) {
      JdbcLedger beyond =
          JdbcLedger.on(PostgresServer.source(wire.port(), "lease")).lease(LEASE, HEARTBEAT);
      LedgerClaim held = beyond.claim(DEPLOY, KEY, "r1");
      held.onLost(story::add);
      held.recordBegun(Optional.empty());
      wire.fallSilent();
      try (LedgerClaim next = ledger.claim(DEPLOY, KEY, "r2")) {
        story.add("r2 has it");
        assertThat(next.cutOff().orElseThrow().runId()).isEqualTo("r1");
        assertThat(story).containsExactly("the database has not answered for 0.9 s", "r2 has it");
        wire.mend();
        assertThatThrownBy(held::recordDone)
            .isInstanceOf(LedgerException.class)
            .hasMessage(
                "\"done\" of run r1 cannot be recorded for key \"shop\" of phase deploy: the database"
                    + " has not answered for 0.9 s; see the ledger, then run again");
        next.recordBegun(Optional.empty());
        next.recordDone();
      }
    }
    assertThat(ledger.look(DEPLOY, KEY).done().orElseThrow().runId()).isEqualTo("r2");
  }

  @Test
  void networkBreaksAndIsBack_theKeyIsKept() throws Exception {
    LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
    try (Wire wire = new Wire(POSTGRES.port())) {
      JdbcLedger beyond =
          JdbcLedger.on(PostgresServer.source(wire.port(), "lease")).lease(LEASE, HEARTBEAT);
      try (LedgerClaim held = beyond.claim(DEPLOY, KEY, "r1")) {
        held.onLost(lost::add);
        for (int i = 0; i < 20; i++) {
          wire.cut();
          assertThat(lost.poll(50, TimeUnit.MILLISECONDS)).isNull();
        }
        held.recordBegun(Optional.empty());
        held.recordDone();
      }
    }
  }

  @Test
  void serverCrashesAndIsBack_nothingIsLost() throws Exception {
    JdbcLedger patient = ledger.lease(Duration.ofMinutes(1), Duration.ofSeconds(1));
    try (LedgerClaim held = patient.claim(DEPLOY, KEY, "r1")) {
      held.recordBegun(Optional.empty());
      held.recordSucceeded("migrate");
      POSTGRES.crash();
      assertThatThrownBy(held::recordDone).isInstanceOf(LedgerException.class);
      POSTGRES.restart();
      held.recordDone();
    }
    assertThat(ledger.entries().stream().map(e -> e.event().word()))
        .containsExactly("begun", "succeeded", "done");
  }

  @Test
  void keyIsLost_runIsCancelledWithThatCauseAndNothingIsDone() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    HookEngine engine =
        HookEngine.builder()
            .ledger(ledger)
            .register(
                HookSpec.of(
                    DEPLOY,
                    "wait",
                    context -> {
                      begun.countDown();
                      new CountDownLatch(1).await();
                    }))
            .build();
    Thread thief =
        new Thread(
            () -> {
              await(begun);
              steal();
            });
    thief.start();
    RunReport report = engine.start(DEPLOY, HookRequest.in(Path.of("")).once(DEPLOY, KEY)).await();
    thief.join();
    assertThat(report.failure().orElseThrow())
        .hasMessage(
            "the run was cancelled: it lost key \"shop\" of phase deploy, because its lease has"
                + " ended, and another run may hold the key");
    assertThat(report.status()).isNotEqualTo(RunStatus.SUCCEEDED);
    assertThat(ledger.look(DEPLOY, KEY).done()).isEmpty();
  }

  @Test
  void fencingToken_reachesHooksAndGrows() {
    List<String> seen = new ArrayList<>();
    HookEngine engine =
        HookEngine.builder()
            .ledger(ledger)
            .register(
                DEPLOY,
                "show",
                context ->
                    seen.add(
                        context.fencingToken().orElseThrow()
                            + "="
                            + context.environment().get("HOOKLINE_FENCING_TOKEN")))
            .build();
    engine.run(DEPLOY, HookRequest.in(Path.of("")).once(DEPLOY, KEY));
    engine.run(DEPLOY, HookRequest.in(Path.of("")).once(DEPLOY, OnceKey.of("other")));
    assertThat(seen).containsExactly("1=1", "2=2");
  }

  @Test
  void tables_madeByManyAtOnceAndAgain_areThere() throws Exception {
    JdbcLedger fresh = JdbcLedger.on(POSTGRES.database("fresh"));
    LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(fresh::createTables);
      threads[i].setUncaughtExceptionHandler((thread, thrown) -> failures.add(thrown));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(fresh.entries()).isEmpty();
  }

  @Test
  void tables_areNotThere_saysHowToMakeThem() {
    JdbcLedger bare = JdbcLedger.on(POSTGRES.database("bare"));
    assertThatThrownBy(() -> bare.look(DEPLOY, KEY))
        .isInstanceOf(LedgerException.class)
        .hasMessageEndingWith("; its tables are gone: call createTables() once, or restore them");
  }

  private void steal() {
    try {
      execute("UPDATE hookline_key SET token = nextval('hookline_token'), run = 'thief'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
