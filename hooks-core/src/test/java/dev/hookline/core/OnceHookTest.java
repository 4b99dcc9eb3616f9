package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static dev.hookline.core.Transcript.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.RunStatus;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.OnceHook;
import dev.hookline.core.ledger.file.FileLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hook that runs once for a key, in a phase that runs every time. */
@Timeout(60)
class OnceHookTest {
  private static final OnceKey KEY = OnceKey.of("shop", "schema 7");
  private static final OnceKey OF_HOOK = KEY.with("hook", "a");

  @TempDir private Path directory;
  private FileLedger ledger;
  private Transcript transcript;

  @BeforeEach
  void makeLedger() {
    ledger = FileLedger.in(directory.resolve("ledger"));
    transcript = new Transcript();
  }

  private Hook noted(String name) {
    return context -> transcript.add(name);
  }

  private OnceHook once() {
    return OnceHook.once(ledger, context -> KEY, noted("a"));
  }

  private RunReport run(HookSpec... specs) {
    return transcript.unheard(specs).run(DEPLOY, REQUEST);
  }

  private List<String> events() {
    return ledger.entries().stream().map(entry -> entry.event().word()).toList();
  }

  private LedgerEntry lastEntry() {
    List<LedgerEntry> entries = ledger.entries();
    return entries.get(entries.size() - 1);
  }

  // ---- once

  @Test
  void run_second_skipsTheHookAndRunsTheOthers() {
    HookSpec[] specs = {once().in(DEPLOY, "a"), transcript.hook("b")};
    RunReport first = run(specs);
    RunReport second = run(specs);
    assertThat(transcript.lines()).containsExactly("a", "b", "b");
    assertThat(second.results().get(0))
        .hasToString(
            "hook \"a\" (phase deploy) skipped: done already (run %s at %s)"
                .formatted(first.runId(), lastEntry().at()));
    assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void run_otherKey_runs() {
    for (String schema : List.of("7", "8", "7")) {
      OnceHook once =
          OnceHook.once(
              ledger,
              context -> OnceKey.of(context.environment().get("SCHEMA")),
              context -> transcript.add(context.environment().get("SCHEMA")));
      var unused =
          transcript.unheard(once.in(DEPLOY, "a")).run(DEPLOY, REQUEST.override("SCHEMA", schema));
    }
    assertThat(transcript.lines()).containsExactly("7", "8");
  }

  @Test
  void run_twoHooksWithOneKey_haveTheirOwnRecords() {
    HookSpec[] specs = {once().in(DEPLOY, "a"), once().in(DEPLOY, "b")};
    assertThat(run(specs).isSuccess()).isTrue();
    assertThat(run(specs).isSuccess()).isTrue();
    assertThat(transcript.lines()).containsExactly("a", "a");
  }

  @Test
  void run_afterFailure_runsAgain() {
    OnceHook failing = OnceHook.once(ledger, context -> KEY, failure("broke"));
    assertThat(run(failing.in(DEPLOY, "a")).status()).isEqualTo(RunStatus.FAILED);
    assertThat(run(once().in(DEPLOY, "a")).isSuccess()).isTrue();
    assertThat(events()).containsExactly("begun", "failed", "begun", "succeeded", "done");
  }

  @Test
  void run_laterHookFailsWithoutUndo_staysDone() {
    assertThat(run(once().in(DEPLOY, "a"), transcript.failing("b")).isSuccess()).isFalse();
    assertThat(run(once().in(DEPLOY, "a")).isSuccess()).isTrue();
    assertThat(transcript.lines()).containsExactly("a", "b");
  }

  // ---- the last state, and not ever

  @Test
  void run_untilChanged_runsForAnEarlierStateAgain() {
    OnceHook once =
        OnceHook.onceUntilChanged(
            ledger,
            context -> KEY,
            context -> OnceKey.of(context.environment().get("REVISION")),
            context -> transcript.add(context.environment().get("REVISION")));
    for (String revision : List.of("1", "1", "2", "2", "1")) {
      var unused =
          transcript
              .unheard(once.in(DEPLOY, "a"))
              .run(DEPLOY, REQUEST.override("REVISION", revision));
    }
    assertThat(transcript.lines()).containsExactly("1", "2", "1");
  }

  // ---- undo

  @Test
  void run_undone_runsAgain() {
    HookSpec spec = once().undo(noted("undo a")).in(DEPLOY, "a");
    var unused = run(spec, transcript.failing("b"));
    var unusedToo = run(spec);
    assertThat(transcript.lines()).containsExactly("a", "b", "undo a", "a");
    assertThat(events())
        .containsExactly(
            "begun",
            "succeeded",
            "done",
            "rolling-back",
            "undone",
            "failed",
            "begun",
            "succeeded",
            "done");
  }

  @Test
  void run_doneByEarlierRun_isNotUndone() {
    HookSpec spec = once().undo(noted("undo a")).in(DEPLOY, "a");
    var unused = run(spec);
    var unusedToo = run(spec, transcript.failing("b"));
    assertThat(transcript.lines()).containsExactly("a", "b");
    assertThat(lastEntry().event().word()).isEqualTo("done");
  }

  @Test
  void run_undoFailed_beginsWithItTheNextTime() {
    HookSpec failing = once().undo(failure("cannot")).in(DEPLOY, "a");
    RunReport first = run(failing, transcript.failing("b"));
    RunReport second = run(once().undo(noted("undo a")).in(DEPLOY, "a"));
    assertThat(transcript.lines()).containsExactly("a", "b", "undo a", "a");
    assertThat(second.warnings())
        .containsExactly(
            "run %s, which began at %s, was cut off in hook \"a\" (phase deploy); it is undone first"
                .formatted(first.runId(), ledger.entries().get(0).at()));
  }

  @Test
  void run_anotherRunHasDoneItSince_isNotUndone() {
    HookSpec spec = once().undo(noted("undo a")).in(DEPLOY, "a");
    Hook again =
        context -> {
          ledger.forget(DEPLOY, OF_HOOK, "to do it again");
          var unused = run(spec);
        };
    RunReport report = run(spec, transcript.hook("b", again), transcript.failing("c"));
    assertThat(transcript.lines()).containsExactly("a", "b", "a", "c");
    assertThat(report.failures().get(1).toString())
        .contains("run " + report.runId() + " cannot roll back what it did for key");
    assertThat(lastEntry().event().word()).isEqualTo("done");
  }

  // ---- processes that died

  @Test
  void run_diedWhileItRan_runsAgainAndSaysSo() throws Exception {
    try (LedgerClaim claim = ledger.claim(DEPLOY, OF_HOOK, "dead")) {
      claim.recordBegun(Optional.empty());
    }
    RunReport report = run(once().in(DEPLOY, "a"));
    assertThat(transcript.lines()).containsExactly("a");
    assertThat(report.warnings())
        .containsExactly(
            "run dead, which began at %s, was cut off in hook \"a\" (phase deploy); it runs again"
                .formatted(ledger.entries().get(0).at()));
  }

  @Test
  void run_diedBehindTheSuccessOfWhatCannotBeUndone_isDone() throws Exception {
    try (LedgerClaim claim = ledger.claim(DEPLOY, OF_HOOK, "dead")) {
      claim.recordBegun(Optional.empty());
      claim.recordSucceeded("a");
    }
    var unused = run(once().in(DEPLOY, "a"));
    var unusedToo = run(once().in(DEPLOY, "a"));
    assertThat(transcript.lines()).isEmpty();
  }

  @Test
  void resume_doneButNotInTheJournal_isNotDoneAgainAndCanBeUndone() throws Exception {
    JournalFixture fixture = new JournalFixture(directory.resolve("journal"));
    HookSpec a = once().undo(noted("undo a")).in(DEPLOY, "a");
    var unused = fixture.run(a, transcript.hook("b"));
    fixture.dieAfter("started deploy ORDINARY a");
    HookSpec breaking = transcript.hook("b", failure("broke"));
    RunReport resumed = fixture.resume(Resume.unfinished(), a, breaking);
    assertThat(transcript.lines()).containsExactly("a", "b", "b", "undo a");
    assertThat(resumed.results().get(0)).hasToString("hook \"a\" (phase deploy) succeeded");
  }

  // ---- waiting, and what is said

  @Test
  void run_whileAnotherHasTheKey_waitsForIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    OnceHook slow =
        OnceHook.once(
            ledger,
            context -> KEY,
            context -> {
              begun.countDown();
              end.await();
              transcript.add("slow");
            });
    RunHandle first = transcript.unheard(slow.in(DEPLOY, "a")).start(DEPLOY, REQUEST);
    begun.await();
    RunHandle second = transcript.unheard(once().in(DEPLOY, "a")).start(DEPLOY, REQUEST);
    end.countDown();
    assertThat(first.await().isSuccess()).isTrue();
    assertThat(second.await().results().get(0).outcome().isSuccess()).isFalse();
    assertThat(transcript.lines()).containsExactly("slow");
  }

  @Test
  void run_cancelledWhileItWaits_ends() throws Exception {
    try (LedgerClaim claim = ledger.claim(DEPLOY, OF_HOOK, "other")) {
      RunHandle waiting = transcript.unheard(once().in(DEPLOY, "a")).start(DEPLOY, REQUEST);
      waiting.cancel();
      assertThat(waiting.await().status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(claim.done()).isEmpty();
    }
    assertThat(transcript.lines()).isEmpty();
  }

  @Test
  void dryRun_done_saysSo() {
    HookSpec spec = once().in(DEPLOY, "a");
    RunReport first = run(spec);
    RunReport dry = transcript.unheard(spec).run(DEPLOY, REQUEST.dryRun());
    assertThat(dry.results().get(0).toString())
        .startsWith(
            "hook \"a\" (phase deploy) skipped: would run nothing, done already (run %s at %s), in "
                .formatted(first.runId(), lastEntry().at()));
    assertThat(transcript.unheard(spec).plan(DEPLOY).toString()).contains("lambda, once");
  }
}
