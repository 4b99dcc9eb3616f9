package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.file.FileLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A phase that runs once for a key: done, failed, cut off, busy, and a ledger that cannot write.
 */
@Timeout(60)
class OnceTest {
  private static final OnceKey KEY = EngineChild.KEY;
  private static final Phase BUILD = Phase.of("build");

  @TempDir Path temp;
  private final Transcript transcript = new Transcript();
  private FileLedger ledger;
  private HookRequest once;

  @BeforeEach
  void open() {
    ledger = FileLedger.in(temp.resolve("ledger"));
    once = REQUEST.once(DEPLOY, KEY);
  }

  private HookEngine engine(HookSpec... specs) {
    return transcript.builder(specs).ledger(ledger.waitAtMost(Duration.ZERO)).build();
  }

  private List<String> hooksThatRan() {
    return transcript.lines().stream()
        .filter(line -> !line.matches("[<>].*|(run|phase) .*"))
        .toList();
  }

  /** Records what a run that is cut off after these hooks would have recorded. */
  private void cutOff(String runId, String... hooks) throws InterruptedException {
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, runId)) {
      claim.recordBegun(Optional.empty());
      List.of(hooks).forEach(claim::recordSucceeded);
    }
  }

  /** Returns what the ledger holds, with the ids of runs left out. */
  private List<String> story() {
    return ledger.entries().stream()
        .map(
            entry ->
                (entry.event().toString().toLowerCase(Locale.ROOT) + " " + entry.hook()).strip())
        .toList();
  }

  // ---- done, failed

  @Test
  void run_secondTime_skipsEverythingWithTheReason() {
    HookEngine engine =
        engine(
            transcript.undoable("a"),
            transcript.hook("b"),
            transcript.hook("f").onlyOnFailure(),
            transcript.hook("z").always());
    RunReport first = engine.run(DEPLOY, once);
    RunReport second = engine.run(DEPLOY, once);
    String reason =
        " skipped: done already (run "
            + first.runId()
            + " at "
            + ledger.entries().get(2).at()
            + ")";
    assertThat(Transcript.words(second.results()))
        .containsExactly("a" + reason, "b" + reason, "f" + reason, "z" + reason);
    assertThat(second.phases().get(0).status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(hooksThatRan()).containsExactly("a", "b", "z");
    assertThat(story()).containsExactly("begun", "succeeded a", "done");
  }

  @Test
  void run_otherKey_runs() {
    HookEngine engine = engine(transcript.hook("a"));
    engine.run(DEPLOY, once).throwIfFailed();
    engine.run(DEPLOY, REQUEST.once(DEPLOY, KEY.with("more"))).throwIfFailed();
    engine.run(DEPLOY, REQUEST).throwIfFailed();
    assertThat(hooksThatRan()).containsExactly("a", "a", "a");
  }

  @Test
  void run_afterFailure_runsAgain() {
    boolean[] broken = {true};
    HookEngine engine =
        engine(
            transcript.undoable("a"),
            transcript.hook(
                "b",
                context -> {
                  if (broken[0]) {
                    throw new IOException("broken");
                  }
                }));
    assertThat(engine.run(DEPLOY, once).status()).isEqualTo(RunStatus.FAILED);
    broken[0] = false;
    assertThat(engine.run(DEPLOY, once).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(hooksThatRan()).containsExactly("a", "b", "undo a", "a", "b");
    assertThat(story())
        .containsExactly(
            "begun", "succeeded a", "undone a", "failed", "begun", "succeeded a", "done");
  }

  @Test
  void run_ignoredFailure_isDone() {
    HookEngine engine = engine(transcript.failing("a").onFailure(FailurePolicy.IGNORE));
    engine.run(DEPLOY, once).throwIfFailed();
    engine.run(DEPLOY, once).throwIfFailed();
    assertThat(hooksThatRan()).containsExactly("a");
  }

  @Test
  void run_cancelled_isNotDone() {
    HookEngine engine =
        engine(transcript.undoable("a"), transcript.hook("b", Transcript.interrupted()));
    assertThat(engine.run(DEPLOY, once).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(story()).containsExactly("begun", "succeeded a", "undone a", "failed");
  }

  @Test
  void run_inALifecycle_skipsThePhaseAndGoesOn() {
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(DEPLOY)
            .step("open", context -> transcript.add("open"))
            .build();
    HookEngine engine = engine(transcript.hook("a"));
    engine.run(lifecycle, once).throwIfFailed();
    engine.run(lifecycle, once).throwIfFailed();
    assertThat(hooksThatRan()).containsExactly("a", "open", "open");
  }

  @Test
  void run_laterPhaseFails_isRolledBackAndNotDoneAnyMore() {
    Lifecycle lifecycle = Lifecycle.named("all").phase(DEPLOY).phase(BUILD).build();
    HookEngine engine =
        transcript
            .builder(transcript.undoable("a"), transcript.hook("b"), transcript.undoable("c"))
            .register(BUILD, "broken", Transcript.failure("broke"))
            .ledger(ledger)
            .build();
    engine.run(lifecycle, once);
    assertThat(story())
        .containsExactly(
            "begun",
            "succeeded a",
            "succeeded c",
            "done",
            "rolling_back",
            "undone c",
            "undone a",
            "failed");
    engine.run(DEPLOY, once).throwIfFailed();
    assertThat(hooksThatRan()).containsExactly("a", "b", "c", "undo c", "undo a", "a", "b", "c");
  }

  // ---- cut off

  @Test
  void run_afterCutOff_rollsBackNewestFirstThenRunsAnew() throws Exception {
    cutOff("r0", "a", "c");
    HookEngine engine =
        engine(
            transcript.undoable("a"),
            transcript.undoable("b"),
            transcript.undoable("c"),
            transcript
                .hook("f", context -> transcript.add(sees(context.failure())))
                .onlyOnFailure(),
            transcript.hook("z").undo(transcript.undo("z")).always());
    String died = "run r0, begun at " + ledger.entries().get(0).at() + ", was cut off";
    RunReport report = engine.run(DEPLOY, once);
    assertThat(hooksThatRan())
        .containsExactly("undo c", "undo a", "f", "sees " + died, "z", "a", "b", "c", "z");
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(report.warnings()).containsExactly(died + "; it is rolled back first");
    assertThat(story())
        .containsExactly(
            "begun",
            "succeeded a",
            "succeeded c",
            "undone c",
            "undone a",
            "failed",
            "begun",
            "succeeded a",
            "succeeded b",
            "succeeded c",
            "succeeded z",
            "done");
  }

  private static String sees(Optional<Throwable> failure) {
    return "sees " + failure.map(Throwable::getMessage).orElse("nothing");
  }

  @Test
  void run_rollingBackFails_failsAndRunsNothingElse() throws Exception {
    cutOff("r0", "a", "b");
    RunReport report =
        engine(
                transcript.undoable("a"),
                transcript.hook("b").undo(Transcript.failure("cannot undo b")),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .run(DEPLOY, once);
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "undo b failed",
            "undo a succeeded",
            "f succeeded",
            "z succeeded",
            "a skipped: rolling back run r0 failed",
            "b skipped: rolling back run r0 failed");
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().orElseThrow()).hasMessage("cannot undo b");
    assertThat(story())
        .containsExactly("begun", "succeeded a", "succeeded b", "not_undone b", "undone a");
  }

  @Test
  void run_rollingBackIsCancelled_isCancelledAndRunsNothingElse() throws Exception {
    cutOff("r0", "a");
    RunReport report =
        engine(transcript.hook("a").undo(Transcript.interrupted()), transcript.hook("b"))
            .run(DEPLOY, once);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "undo a cancelled",
            "a skipped: rolling back run r0 failed",
            "b skipped: rolling back run r0 failed");
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void run_hookOfCutOffRunIsGone_warnsAndGoesOn() throws Exception {
    cutOff("r0", "gone", "a");
    RunReport report = engine(transcript.undoable("a")).run(DEPLOY, once);
    assertThat(hooksThatRan()).containsExactly("undo a", "a");
    assertThat(report.warnings())
        .hasSize(2)
        .contains(
            "hook \"gone\" (phase deploy) had succeeded, but has no undo any more; nothing is"
                + " undone");
  }

  @Test
  void run_jvmKilledInTheMiddle_isRolledBackByTheNextRun() throws Exception {
    String runId;
    try (EngineChild child = EngineChild.stuck(ledger.directory())) {
      assertThat(child.line()).isEqualTo("a");
      assertThat(child.line()).isEqualTo("b");
      runId = child.line();
      assertThat(child.kill()).isEmpty();
    }
    RunReport report = EngineChild.engine(ledger, transcript::add, false).run(DEPLOY, once);
    assertThat(hooksThatRan())
        .containsExactly(
            "undo b", "undo a", "on failure", "always", "a", "b", runId(report), "always");
    assertThat(report.warnings())
        .singleElement()
        .asString()
        .startsWith("run " + runId + ", begun at ")
        .endsWith(", was cut off; it is rolled back first");
    assertThat(report.isSuccess()).isTrue();
    EngineChild.engine(ledger, transcript::add, false).run(DEPLOY, once);
    assertThat(hooksThatRan()).endsWith(runId(report), "always");
  }

  private static String runId(RunReport report) {
    return report.runId();
  }

  // ---- busy

  @Test
  void run_keyIsBusy_failsWithoutRunningAnything() throws Exception {
    HookEngine engine = engine(transcript.undoable("a"), transcript.hook("z").always());
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, "r1")) {
      RunReport report = engine.run(DEPLOY, once);
      String message = refusal();
      assertThat(claim.key()).isEqualTo(KEY);
      assertThat(Transcript.words(report.results()))
          .containsExactly("a skipped: " + message, "z skipped: " + message);
      assertThat(report.status()).isEqualTo(RunStatus.FAILED);
      assertThat(report.failure().orElseThrow())
          .isInstanceOf(LedgerException.class)
          .hasMessage(message);
      assertThatThrownBy(report::throwIfFailed).hasCauseInstanceOf(LedgerException.class);
      assertThat(Transcript.text(report))
          .isEqualTo(
              String.format(
                  "deploy failed after TIME, run RUN%n"
                      + "  skipped   hook \"a\" (phase deploy): %1$s%n"
                      + "  skipped   always hook \"z\" (phase deploy): %1$s%n"
                      + "failure: %1$s",
                  message));
    }
    assertThat(hooksThatRan()).isEmpty();
  }

  private String refusal() {
    FileLedger refusing = ledger.waitAtMost(Duration.ZERO);
    Throwable refused = catchThrowable(() -> refusing.claim(DEPLOY, KEY, "r2"));
    assertThat(refused)
        .hasMessageStartingWith("key \"" + KEY + "\" of phase deploy is held by run r1 (process ");
    return String.valueOf(refused.getMessage());
  }

  @Test
  void cancel_whileWaitingForTheKey_endsTheRunWithoutTouchingAnything() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    HookEngine engine =
        transcript
            .builder(
                transcript.hook("a"),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .listener(
                new HookListener() {
                  @Override
                  public void phaseStarted(PhaseStarted event) {
                    waiting.countDown();
                  }
                })
            .ledger(ledger)
            .build();
    for (CutOffRunTest.Way way : CutOffRunTest.Way.values()) {
      try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, "r1")) {
        RunReport report = way.cut(engine, once, waiting);
        assertThat(claim.key()).isEqualTo(KEY);
        assertThat(Transcript.words(report.results()))
            .containsExactly(
                "a skipped: the run was cancelled",
                "f skipped: the run was cancelled",
                "z skipped: the run was cancelled");
        assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
      }
    }
  }

  @Test
  void run_limitReachedWhileWaitingForTheKey_fails() throws Exception {
    HookEngine engine = transcript.builder(transcript.hook("a")).ledger(ledger).build();
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, "r1")) {
      RunReport report = engine.run(DEPLOY, once.timeout(Duration.ofMillis(20)));
      assertThat(claim.key()).isEqualTo(KEY);
      assertThat(report.status()).isEqualTo(RunStatus.FAILED);
      assertThat(report.failure().orElseThrow())
          .hasMessage("the run limit of 0.02 s was reached before the ledger's key was free");
      assertThat(report.exitCode()).isEqualTo(124);
    }
    assertThat(hooksThatRan()).isEmpty();
  }

  // ---- trouble

  @Test
  void run_noLedger_isRefusedAtOnce() {
    HookEngine engine = transcript.engine(transcript.hook("a"));
    String message =
        "the request ties a phase to a key, but the engine has no ledger; give it one with"
            + " ledger(…)";
    Lifecycle lifecycle = Lifecycle.named("all").phase(DEPLOY).build();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> engine.run(DEPLOY, once),
            () -> engine.run(lifecycle, once),
            () -> engine.start(DEPLOY, once),
            () -> engine.start(lifecycle, once))) {
      assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
    assertThat(transcript.lines()).isEmpty();
  }

  @Test
  void run_ledgerCannotBeMade_failsWithoutRunningAnything() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "not a directory");
    HookEngine engine =
        transcript.builder(transcript.hook("a")).ledger(FileLedger.in(file.resolve("l"))).build();
    RunReport report = engine.run(DEPLOY, once);
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().orElseThrow()).isInstanceOf(LedgerException.class);
    assertThat(hooksThatRan()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_successCannotBeWrittenDown_abortsThePhaseAndCleansUp() throws Exception {
    List<String> lines = new ArrayList<>();
    try (EngineChild child = EngineChild.withFullDisk(ledger.directory())) {
      lines.addAll(child.rest());
    }
    String last = lines.get(lines.size() - 1);
    assertThat(last).startsWith("FAILED ").contains("cannot be recorded", "File too large");
    int written = lines.indexOf("undo");
    assertThat(lines.subList(0, written)).containsOnly("hook").hasSizeGreaterThan(5);
    assertThat(lines.subList(written, 2 * written)).containsOnly("undo");
    assertThat(lines.subList(2 * written, lines.size() - 1))
        .containsExactly("on failure", "always");
  }

  @Test
  void run_keyOfAPhaseThatTheRunDoesNotHave_isAWarning() {
    RunReport report =
        engine(transcript.hook("a")).run(DEPLOY, REQUEST.once(Phase.of("depoly"), KEY));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.warnings())
        .containsExactly("the request has a key for phase depoly, which this run does not have");
  }

  @Test
  void run_waitsForItsKey_whatItWaitedIsPartOfItsDuration() throws Exception {
    Duration wait = Duration.ofMillis(50);
    HookEngine engine =
        transcript.builder(transcript.hook("a")).ledger(ledger.waitAtMost(wait)).build();
    try (LedgerClaim held = ledger.claim(DEPLOY, KEY, "r1")) {
      assertThat(held.key()).isEqualTo(KEY);
      assertThat(engine.run(DEPLOY, once).duration()).isGreaterThanOrEqualTo(wait);
    }
  }
}
