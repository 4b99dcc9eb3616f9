package dev.hookline.core.ledger.file;

import static dev.hookline.core.ledger.file.LedgerFixture.KEY;
import static dev.hookline.core.ledger.file.LedgerFixture.PHASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileLedgerBusyTest {
  @TempDir Path temp;
  private LedgerFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LedgerFixture(temp.resolve("ledger"));
  }

  @Test
  void refuse_heldInThisProcess_namesRunAndPid() throws Exception {
    FileLedger second = FileLedger.in(fixture.ledger.directory()).waitAtMost(Duration.ZERO);
    try (LedgerClaim held = fixture.claim("r1")) {
      assertBusy(() -> second.claim(PHASE, KEY, "r2"), "");
      assertBusy(() -> fixture.claim("r1"), "");
      assertBusy(() -> forget(second), "");
      held.recordBegun(Optional.empty());
    }
    second.claim(PHASE, KEY, "r3").close();
  }

  private static Void forget(FileLedger ledger) throws InterruptedException {
    ledger.forget(PHASE, KEY, "a test");
    throw new AssertionError("forgotten while held");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refuse_sameDirectoryByAnotherPath_isTheSameKey() throws Exception {
    try (LedgerClaim held = fixture.claim("r1")) {
      held.recordBegun(Optional.empty());
      Path link = Files.createSymbolicLink(temp.resolve("link"), fixture.ledger.directory());
      assertBusy(() -> FileLedger.in(link).waitAtMost(Duration.ZERO).claim(PHASE, KEY, "r2"), "");
    }
  }

  @Test
  void waitAtMost_stillHeld_isRefusedAfterTheWait() throws Exception {
    try (LedgerClaim held = fixture.claim("r1")) {
      held.recordBegun(Optional.empty());
      long start = System.nanoTime();
      FileLedger patient = fixture.ledger.waitAtMost(Duration.ofMillis(30));
      assertBusy(() -> patient.claim(PHASE, KEY, "r2"), " after a wait of 0.03 s");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
    }
  }

  private static void assertBusy(Callable<?> call, String wait) {
    assertThatThrownBy(call::call)
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(LedgerFixture.heldByR1(wait))
        .satisfies(e -> assertThat(((LedgerException) e).isBusy()).isTrue());
  }

  @Test
  void claim_otherKey_doesNotWait() throws Exception {
    try (LedgerClaim held = fixture.claim("r1");
        LedgerClaim other = fixture.ledger.claim(PHASE, OnceKey.of("other"), "r2")) {
      held.recordBegun(Optional.empty());
      other.recordBegun(Optional.empty());
      held.recordDone();
      other.recordDone();
    }
  }

  @Test
  void wait_heldInThisProcess_goesOnWhenItIsFree() throws Exception {
    LedgerClaim held = fixture.claim("r1");
    FutureTask<String> waiter = new FutureTask<>(this::claimAndTellWhoWasDone);
    Thread thread = start(waiter);
    held.recordBegun(Optional.empty());
    held.recordDone();
    assertThat(waiter.isDone()).isFalse();
    held.close();
    assertThat(waiter.get()).isEqualTo("r1");
    thread.join();
  }

  private String claimAndTellWhoWasDone() throws InterruptedException {
    try (LedgerClaim claim = fixture.ledger.claim(PHASE, KEY, "r2")) {
      return claim.done().map(LedgerEntry::runId).orElse("nobody");
    }
  }

  @Test
  void wait_interrupted_ends() throws Exception {
    try (LedgerClaim held = fixture.claim("r1")) {
      held.recordBegun(Optional.empty());
      FutureTask<String> waiter = new FutureTask<>(this::claimAndTellWhoWasDone);
      Thread thread = start(waiter);
      thread.interrupt();
      assertThatThrownBy(waiter::get).hasCauseExactlyInstanceOf(InterruptedException.class);
      thread.join();
    }
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> fixture.claim("r3")).isExactlyInstanceOf(InterruptedException.class);
    fixture.claim("r4").close();
  }

  /** Starts a thread and comes back when it waits. */
  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void claim_manyThreadsAndLedgers_areAloneWithTheirKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      String name = "count " + i % 2;
      all.add(threads.submit(() -> count(name)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertThat(temp.resolve("count 0")).hasContent("80");
    assertThat(temp.resolve("count 1")).hasContent("80");
    assertThat(fixture.ledger.entries()).hasSize(2 * 160);
  }

  private String count(String name) throws InterruptedException {
    FileLedger ledger = FileLedger.in(fixture.ledger.directory());
    try (LedgerClaim claim = ledger.claim(PHASE, OnceKey.of(name), "r")) {
      claim.recordBegun(Optional.empty());
      LedgerChild.countOne(temp.resolve(name));
      claim.recordDone();
    }
    return name;
  }

  @Test
  void recordSucceeded_manyThreadsOneClaim_keepsAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordBegun(Optional.empty());
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String hook = "hook " + i;
        all.add(threads.submit(() -> claim.recordSucceeded(hook)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    threads.shutdown();
    assertThat(fixture.ledger.entries().stream().map(LedgerEntry::hook).distinct()).hasSize(101);
  }
}
