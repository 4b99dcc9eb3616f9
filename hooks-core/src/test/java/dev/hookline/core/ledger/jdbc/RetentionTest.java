package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static dev.hookline.core.ledger.jdbc.Servers.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is deleted from the tables, and what stays. */
@Tag("postgres")
@Timeout(60)
class RetentionTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final OnceKey KEY = OnceKey.of("shop");
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration AT_ONCE = Duration.ofDays(-1);

  private final DataSource source = POSTGRES.database("retention");
  private final JdbcLedger ledger = JdbcLedger.on(source);

  RetentionTest() {
    ledger.createTables();
  }

  private void done(String run) throws InterruptedException {
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, run)) {
      claim.recordBegun(Optional.empty());
      claim.recordDone();
    }
  }

  /** Lets everything that was written down have been written down two days earlier. */
  private void twoDaysPass() throws SQLException {
    execute(source, "UPDATE hookline_entry SET at = at - interval '2 days'");
    execute(
        source,
        """
        UPDATE hookline_key SET since = since - interval '2 days',
          superseded = superseded - interval '2 days'
        """);
  }

  private List<String> entries() {
    return ledger.entries().stream().map(e -> e.event().word() + " " + e.runId()).toList();
  }

  @Test
  void prune_superseded_isDeletedAndWhatCountsStays() throws Exception {
    done("r1");
    done("r2");
    assertThat(ledger.prune(A_DAY)).isZero();
    twoDaysPass();
    assertThat(ledger.prune(A_DAY)).isEqualTo(2);
    assertThat(ledger.prune(AT_ONCE)).isZero();
    assertThat(entries()).containsExactly("begun r2", "done r2");
  }

  @Test
  void prune_oldButSupersededOnlyNow_stays() throws Exception {
    done("r1");
    twoDaysPass();
    done("r2");
    assertThat(ledger.prune(A_DAY)).isZero();
    assertThat(ledger.prune(AT_ONCE)).isEqualTo(2);
  }

  @Test
  void prune_supersededAgain_leavesTheLaterOnesForLater() throws Exception {
    done("r1");
    done("r2");
    twoDaysPass();
    done("r3");
    assertThat(ledger.prune(A_DAY)).isEqualTo(2);
    assertThat(entries()).containsExactly("begun r2", "done r2", "begun r3", "done r3");
    twoDaysPass();
    assertThat(ledger.prune(A_DAY)).isEqualTo(2);
    assertThat(entries()).containsExactly("begun r3", "done r3");
  }

  @Test
  void prune_forgotten_leavesTheReason() throws Exception {
    done("r1");
    ledger.forget(DEPLOY, KEY, "the database was restored");
    assertThat(ledger.prune(AT_ONCE)).isEqualTo(2);
    assertThat(ledger.entries()).singleElement().matches(e -> e.hook().contains("restored"));
  }

  @Test
  void prune_keyIsHeld_isPrunedAllTheSame() throws Exception {
    done("r1");
    try (LedgerClaim held = ledger.claim(DEPLOY, KEY, "r2")) {
      held.recordBegun(Optional.empty());
      assertThat(ledger.prune(AT_ONCE)).isEqualTo(2);
      held.recordDone();
    }
    assertThat(entries()).containsExactly("begun r2", "done r2");
  }

  @Test
  void expire_doneLongAgo_runsAgain() throws Exception {
    done("r1");
    assertThat(ledger.expire(A_DAY)).isZero();
    twoDaysPass();
    assertThat(ledger.expire(A_DAY)).isOne();
    assertThat(ledger.look(DEPLOY, KEY).done()).isEmpty();
    assertThat(ledger.entries()).isEmpty();
    done("r2");
    assertThat(entries()).containsExactly("begun r2", "done r2");
  }

  @Test
  void expire_doneAgainSince_stays() throws Exception {
    done("r1");
    twoDaysPass();
    done("r2");
    assertThat(ledger.expire(A_DAY)).isZero();
    assertThat(ledger.look(DEPLOY, KEY).done().orElseThrow().runId()).isEqualTo("r2");
  }

  @Test
  void expire_cutOffOrHeld_stays() throws Exception {
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, "r1")) {
      claim.recordBegun(Optional.empty());
    }
    assertThat(ledger.expire(AT_ONCE)).isZero();
    done("r2");
    try (LedgerClaim held = ledger.claim(DEPLOY, KEY, "r3")) {
      assertThat(ledger.expire(AT_ONCE)).isZero();
      assertThat(held.done()).isPresent();
    }
    assertThat(ledger.expire(AT_ONCE)).isOne();
  }

  @Test
  void expire_moreThanAtATime_allGo() throws Exception {
    for (int i = 0; i <= Sql.KEYS_AT_A_TIME; i++) {
      try (LedgerClaim claim = ledger.claim(DEPLOY, OnceKey.of("shop " + i), "r1")) {
        claim.recordBegun(Optional.empty());
        claim.recordFailed();
      }
    }
    assertThat(ledger.expire(AT_ONCE)).isEqualTo(Sql.KEYS_AT_A_TIME + 1);
  }
}
