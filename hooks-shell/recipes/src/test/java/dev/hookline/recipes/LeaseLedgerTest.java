package dev.hookline.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to owners that are cut off from the API server. */
@Tag("recipes")
class LeaseLedgerTest {
  private static final Duration DURATION = Duration.ofSeconds(6);
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final OnceKey KEY = OnceKey.of("web1");

  private final LeaseServer server = new LeaseServer();
  private final LeaseLedger first = server.ledger("pod-1", DURATION);
  private final LeaseLedger second = server.ledger("pod-2", DURATION);

  LeaseLedgerTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  private String lease() {
    return server.names().iterator().next();
  }

  @Test
  void ownerIsCutOff_knowsItBeforeAnotherHasTheKeyWithALargerToken() throws Exception {
    CompletableFuture<String> lost = new CompletableFuture<>();
    try (LedgerClaim old = first.claim(DEPLOY, KEY, "r1")) {
      old.recordBegun(Optional.empty());
      old.recordSucceeded("migrate");
      old.onLost(lost::complete);
      server.cutOff("pod-1");
      try (LedgerClaim taken = second.claim(DEPLOY, KEY, "r2")) {
        assertThat(lost).isCompletedWithValue("the API server has not answered for 4 s");
        assertThat(taken.token().getAsLong()).isGreaterThan(old.token().getAsLong());
        assertThat(taken.cutOff().orElseThrow().succeeded()).containsExactly("migrate");
        server.heal("pod-1");
        assertThatThrownBy(old::recordDone)
            .isInstanceOf(LedgerException.class)
            .hasMessage(
                "\"done\" of run r1 cannot be recorded for key \"web1\" of phase deploy: the API"
                    + " server has not answered for 4 s; see the ledger, then run again");
        taken.recordUndone("migrate");
        taken.recordFailed();
      }
    }
    assertThat(second.entries()).extracting(e -> e.runId()).containsExactly("r1", "r1", "r2", "r2");
  }

  @Test
  void answerIsLost_isRecordedOnce() throws Exception {
    try (LedgerClaim claim = first.claim(DEPLOY, KEY, "r1")) {
      server.loseAnAnswerTo("pod-1");
      claim.recordBegun(Optional.empty());
      server.loseAnAnswerTo("pod-1");
      claim.recordDone();
    }
    assertThat(second.entries()).hasSize(2);
    assertThat(second.look(DEPLOY, KEY).done()).isPresent();
  }

  @Test
  void somebodyElseChangesTheLease_isHeldOn() throws Exception {
    try (LedgerClaim claim = first.claim(DEPLOY, KEY, "r1")) {
      server.touch(lease());
      claim.recordBegun(Optional.empty());
      server.touch(lease());
      claim.recordDone();
      server.touch(lease());
    }
    assertThat(server.text(lease())).contains("\"note\":\"x\"").doesNotContain("holderIdentity");
  }

  @Test
  void leaseIsDeleted_isLost() throws Exception {
    CompletableFuture<String> lost = new CompletableFuture<>();
    try (LedgerClaim claim = first.claim(DEPLOY, KEY, "r1")) {
      claim.onLost(lost::complete);
      server.delete(lease());
      assertThat(lost.get()).isEqualTo("its Lease has ended, and another run may hold the key");
    }
  }

  @Test
  void interruptedThread_recordsAndStaysInterrupted() throws Exception {
    try (LedgerClaim claim = first.claim(DEPLOY, KEY, "r1")) {
      Thread.currentThread().interrupt();
      claim.recordBegun(Optional.empty());
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(first.entries()).hasSize(1);
  }

  @Test
  void serviceAccountMayNot_isSaid() {
    LeaseLedger elsewhere =
        new LeaseLedger(
            LeaseServer.client(server.address(), "pod-1", DURATION), "other", "pod-1", DURATION);
    assertThatThrownBy(() -> elsewhere.claim(DEPLOY, KEY, "r1"))
        .hasMessageStartingWith("Leases of namespace other cannot be read: 403 {")
        .hasMessageEndingWith(
            "see that the API server can be reached, and that the service account may get, list,"
                + " create and update leases");
  }
}
