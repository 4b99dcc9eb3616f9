package dev.hookline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every ledger promises. */
@Timeout(120)
public abstract class LedgerContract {
  protected static final Phase PHASE = Phase.of("deploy the app");
  protected static final OnceKey KEY = OnceKey.of("shöp", "a b").with("revision", "4f2a\n");

  /** Returns a ledger without entries that waits for a key as long as it must. */
  protected abstract Ledger ledger();

  /** Returns the same ledger, which refuses a key that is held. */
  protected abstract Ledger impatient();

  private LedgerClaim claim(String runId) throws InterruptedException {
    return impatient().claim(PHASE, KEY, runId);
  }

  private void done(String runId, String... hooks) throws InterruptedException {
    try (LedgerClaim claim = claim(runId)) {
      claim.recordBegun(Optional.empty());
      List.of(hooks).forEach(claim::recordSucceeded);
      claim.recordDone();
    }
  }

  @Test
  void claim_nothingIsKnown_isNeitherDoneNorCutOff() throws Exception {
    try (LedgerClaim claim = claim("r1")) {
      assertThat(claim.phase()).isEqualTo(PHASE);
      assertThat(claim.key()).isEqualTo(KEY);
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff()).isEmpty();
      assertThat(claim.warnings()).isEmpty();
    }
    assertThat(ledger().entries()).isEmpty();
  }

  @Test
  void recordDone_nextClaimKnows() throws Exception {
    Instant before = Instant.now().minusSeconds(5);
    done("r1", "migrate");
    try (LedgerClaim claim = claim("r2")) {
      LedgerEntry done = claim.done().orElseThrow();
      assertThat(done.runId()).isEqualTo("r1");
      assertThat(done.at()).isBetween(before, Instant.now().plusSeconds(5));
      assertThat(claim.cutOff()).isEmpty();
    }
  }

  @Test
  void state_isThatOfWhatWasBegun() throws Exception {
    OnceKey blue = OnceKey.of("blue").with("file", "a=b c");
    try (LedgerClaim claim = claim("r1")) {
      claim.recordBegun(Optional.of(blue));
      claim.recordDone();
    }
    try (LedgerClaim claim = claim("r2")) {
      assertThat(claim.done().orElseThrow().state()).contains(blue);
    }
  }

  @Test
  void closedWithoutAnEnd_isCutOffWithWhatSucceeded() throws Exception {
    try (LedgerClaim claim = claim("r1")) {
      claim.recordBegun(Optional.empty());
      claim.recordSucceeded("link");
      claim.recordSucceeded("mig räte");
      claim.recordUndone("link");
      claim.recordNotUndone("mig räte");
    }
    try (LedgerClaim claim = claim("r2")) {
      CutOffRun cutOff = claim.cutOff().orElseThrow();
      assertThat(cutOff.runId()).isEqualTo("r1");
      assertThat(cutOff.succeeded()).containsExactly("mig räte");
      assertThat(cutOff.notUndone()).containsExactly("mig räte");
      claim.recordUndone("mig räte");
      claim.recordFailed();
    }
    try (LedgerClaim claim = claim("r3")) {
      assertThat(claim.cutOff()).isEmpty();
      assertThat(claim.done()).isEmpty();
    }
  }

  @Test
  void recordRollingBack_ofItsOwnRun_isOpenAgain() throws Exception {
    done("r1", "link", "migrate");
    try (LedgerClaim claim = claim("r1")) {
      claim.recordRollingBack();
      claim.recordUndone("migrate");
    }
    try (LedgerClaim claim = claim("r2")) {
      assertThat(claim.cutOff().orElseThrow().succeeded()).containsExactly("link");
    }
  }

  @Test
  void recordRollingBack_anotherRunHasBegunSince_isRefused() throws Exception {
    done("r1");
    done("r2");
    try (LedgerClaim claim = claim("r1")) {
      assertThatThrownBy(claim::recordRollingBack)
          .isInstanceOf(LedgerException.class)
          .hasMessageStartingWith("run r1 cannot roll back what it did for key \"");
    }
  }

  @Test
  void record_outOfItsOrder_isRefused() throws Exception {
    try (LedgerClaim claim = claim("r1")) {
      assertThatThrownBy(claim::recordDone).isInstanceOf(IllegalStateException.class);
      claim.recordBegun(Optional.empty());
      assertThatThrownBy(() -> claim.recordBegun(Optional.empty()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void claim_isHeld_isRefusedWithWhoHoldsIt() throws Exception {
    try (LedgerClaim held = claim("r1")) {
      held.recordBegun(Optional.empty());
      assertThatThrownBy(() -> claim("r2"))
          .isInstanceOfSatisfying(LedgerException.class, e -> assertThat(e.isBusy()).isTrue())
          .hasMessageContaining("is held by run r1 (process ")
          .hasMessageEndingWith("; let that run end, then run again");
    }
    claim("r3").close();
  }

  @Test
  void look_whileItIsHeldAndAfter_saysWho() throws Exception {
    try (LedgerClaim held = claim("r1")) {
      held.recordBegun(Optional.empty());
      assertThat(ledger().look(PHASE, KEY).holder().orElseThrow().runId()).isEqualTo("r1");
      assertThat(ledger().look(PHASE, KEY).cutOff()).isEmpty();
    }
    assertThat(ledger().look(PHASE, KEY).holder()).isEmpty();
    assertThat(ledger().look(PHASE, KEY).cutOff().orElseThrow().runId()).isEqualTo("r1");
  }

  @Test
  void claim_patienceGivesUp_isRefusedWithItsReason() throws Exception {
    try (LedgerClaim held = claim("r1")) {
      held.recordBegun(Optional.empty());
      assertThatThrownBy(
              () ->
                  ledger()
                      .claim(
                          PHASE,
                          KEY,
                          "r2",
                          holder -> holder.map(who -> "no patience with " + who.runId())))
          .hasMessage("no patience with r1");
    }
  }

  @Test
  void claim_waiting_seesWhoHoldsItSinceWhenAndThenTheResult() throws Exception {
    Instant before = Instant.now().minusSeconds(5);
    OnceKey blue = OnceKey.of("blue");
    Waiter waiter;
    try (LedgerClaim held = claim("r1")) {
      held.recordBegun(Optional.of(blue));
      waiter = new Waiter(ledger());
      KeyHolder holder = waiter.seen.take();
      assertThat(holder.runId()).isEqualTo("r1");
      assertThat(holder.process()).endsWith(String.valueOf(ProcessHandle.current().pid()));
      assertThat(holder.since()).isBetween(before, Instant.now().plusSeconds(5));
      held.recordDone();
    }
    LedgerView result = waiter.result();
    LedgerEntry done = result.done().orElseThrow();
    assertThat(done.runId()).isEqualTo("r1");
    assertThat(done.state()).contains(blue);
    assertThat(result.cutOff()).isEmpty();
  }

  @Test
  void claim_waitingForARunThatFails_seesThatNothingIsDone() throws Exception {
    Waiter waiter;
    try (LedgerClaim held = claim("r1")) {
      held.recordBegun(Optional.empty());
      waiter = new Waiter(ledger());
      waiter.seen.take();
      held.recordFailed();
    }
    LedgerView result = waiter.result();
    assertThat(result.done()).isEmpty();
    assertThat(result.cutOff()).isEmpty();
  }

  @Test
  void claim_waitingForARunThatComesToNoEnd_seesWhatItLeft() throws Exception {
    Waiter waiter;
    try (LedgerClaim held = claim("r1")) {
      held.recordBegun(Optional.empty());
      waiter = new Waiter(ledger());
      waiter.seen.take();
      held.recordSucceeded("migrate");
    }
    LedgerView result = waiter.result();
    assertThat(result.done()).isEmpty();
    assertThat(result.cutOff().orElseThrow().succeeded()).containsExactly("migrate");
  }

  /** Another run, on another thread, that waits for the key. */
  private static final class Waiter {
    final LinkedBlockingQueue<KeyHolder> seen = new LinkedBlockingQueue<>();
    private final CompletableFuture<LedgerView> found = new CompletableFuture<>();

    Waiter(Ledger ledger) {
      new Thread(() -> waitFor(ledger)).start();
    }

    private void waitFor(Ledger ledger) {
      try (LedgerClaim claim = ledger.claim(PHASE, KEY, "r2", this::look)) {
        found.complete(
            new LedgerView(claim.done(), claim.cutOff(), Optional.empty(), claim.warnings()));
      } catch (Throwable e) {
        found.completeExceptionally(e);
      }
    }

    private Optional<String> look(Optional<KeyHolder> holder) {
      holder.ifPresent(seen::add);
      return Optional.empty();
    }

    LedgerView result() throws Exception {
      return found.get();
    }
  }

  @Test
  void claim_interrupted_ends() throws Exception {
    try (LedgerClaim held = claim("r1")) {
      held.recordBegun(Optional.empty());
      CountDownLatch asked = new CountDownLatch(2);
      List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
      Thread waiter =
          new Thread(
              () -> {
                try {
                  ledger()
                      .claim(
                          PHASE,
                          KEY,
                          "r2",
                          holder -> {
                            asked.countDown();
                            return Ledger.Patience.untilInterrupted().reasonToGiveUp(holder);
                          });
                } catch (Throwable e) {
                  thrown.add(e);
                }
              });
      waiter.start();
      asked.await();
      waiter.interrupt();
      waiter.join();
      assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void claim_manyAtOnce_eachAloneAndTokensGrow() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String run = "run " + i;
      threads.add(new Thread(() -> hold(run, inside, tokens, failures)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(tokens).isSorted().doesNotHaveDuplicates();
    assertThat(ledger().entries()).hasSize(16);
  }

  private void hold(String run, AtomicInteger inside, List<Long> tokens, List<Throwable> failures) {
    try (LedgerClaim claim = ledger().claim(PHASE, KEY, run)) {
      assertThat(inside.incrementAndGet()).isEqualTo(1);
      claim.token().ifPresent(tokens::add);
      claim.recordBegun(Optional.empty());
      claim.recordDone();
      inside.decrementAndGet();
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  @Test
  void otherPhaseOrKey_isAnotherRecord() throws Exception {
    done("r1");
    assertThat(ledger().look(Phase.of("build"), KEY).done()).isEmpty();
    assertThat(ledger().look(PHASE, OnceKey.of("shop")).done()).isEmpty();
  }

  @Test
  void forget_keepsTheReasonAndNothingElseCounts() throws Exception {
    done("r1", "migrate");
    ledger().forget(PHASE, KEY, "the database was restored, see ticket 7");
    try (LedgerClaim claim = claim("r2")) {
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff()).isEmpty();
    }
    List<LedgerEntry> entries = ledger().entries();
    LedgerEntry last = entries.get(entries.size() - 1);
    assertThat(last.event()).isEqualTo(LedgerEntry.Event.FORGOTTEN);
    assertThat(last.hook()).isEqualTo("the database was restored, see ticket 7");
  }

  @Test
  void forget_nothingIsKnown_doesNothing() throws Exception {
    ledger().forget(PHASE, KEY, "just in case");
    assertThat(ledger().entries()).isEmpty();
  }

  @Test
  void forget_withoutAReason_isRefused() {
    assertThatThrownBy(() -> ledger().forget(PHASE, KEY, " "))
        .hasMessage("the reason to forget a key is blank; say why");
  }

  @Test
  void entries_standKeyByKeyOldestFirst() throws Exception {
    OnceKey other = OnceKey.of("other");
    done("r1", "migrate");
    try (LedgerClaim claim = impatient().claim(PHASE, other, "r2")) {
      claim.recordBegun(Optional.empty());
    }
    done("r3");
    assertThat(ledger().entries().stream().map(e -> e.event().word() + " " + e.runId()))
        .startsWith("begun r1", "succeeded r1", "done r1")
        .endsWith("begun r3", "done r3", "begun r2");
  }
}
