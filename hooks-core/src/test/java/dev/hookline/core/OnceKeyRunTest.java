package dev.hookline.core;

import static dev.hookline.core.OnceFixture.BUILD;
import static dev.hookline.core.OnceFixture.KEY;
import static dev.hookline.core.OnceFixture.LIFECYCLE;
import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.RunStatus;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a key stands for, what a dry run says of it, and what never waits for itself. */
@Timeout(60)
class OnceKeyRunTest {
  private static final Path HERE = Path.of("").toAbsolutePath();

  @TempDir Path temp;
  private OnceFixture fixture;

  @BeforeEach
  void open() {
    fixture = new OnceFixture(temp.resolve("ledger"));
  }

  // ---- what a key stands for

  @Test
  void once_sameKeyForTwoPhases_runsBoth() {
    HookEngine engine =
        fixture
            .builder(fixture.transcript.hook("a"))
            .register(BUILD, "b", context -> fixture.transcript.add("b"))
            .build();
    HookRequest request = fixture.once.once(BUILD, KEY);
    engine.run(LIFECYCLE, request).throwIfFailed();
    engine.run(LIFECYCLE, request).throwIfFailed();
    assertThat(fixture.hooksThatRan()).containsExactly("a", "b");
  }

  @Test
  void once_afterAnotherRevision_isStillDone() {
    HookEngine engine = revisions();
    for (String revision : List.of("1", "2", "1")) {
      engine.run(DEPLOY, REQUEST.arguments(revision).once(DEPLOY, OnceKey.of("shop", revision)));
    }
    assertThat(fixture.hooksThatRan()).containsExactly("revision 1", "revision 2");
  }

  @Test
  void onceUntilChanged_afterAnotherRevision_runsAgain() {
    HookEngine engine = revisions();
    for (String revision : List.of("1", "1", "2", "2", "1")) {
      engine.run(DEPLOY, untilChanged("shop", revision)).throwIfFailed();
    }
    engine.run(DEPLOY, untilChanged("blog", "1")).throwIfFailed();
    assertThat(fixture.hooksThatRan())
        .containsExactly("revision 1", "revision 2", "revision 1", "revision 1");
  }

  @Test
  void onceUntilChanged_otherRevisionWasCutOff_rollsThatBackFirst() throws Exception {
    OnceKey place = OnceKey.of("shop");
    try (LedgerClaim claim = fixture.ledger.claim(DEPLOY, place, "r0")) {
      claim.recordBegun(Optional.of(OnceKey.of("1")));
      claim.recordSucceeded("switch");
    }
    revisions().run(DEPLOY, untilChanged("shop", "2")).throwIfFailed();
    assertThat(fixture.hooksThatRan()).containsExactly("undo switch", "revision 2");
  }

  private HookEngine revisions() {
    return fixture.engine(
        HookSpec.of(
                DEPLOY,
                "switch",
                context -> fixture.transcript.add("revision " + context.arguments().get(0)))
            .undo(fixture.transcript.undo("switch")));
  }

  private static HookRequest untilChanged(String place, String revision) {
    return REQUEST
        .arguments(revision)
        .onceUntilChanged(DEPLOY, OnceKey.of(place), OnceKey.of(revision));
  }

  // ---- a dry run

  @Test
  void dryRun_newKey_makesNothing() {
    RunReport report =
        fixture.engine(fixture.transcript.undoable("a")).run(DEPLOY, fixture.once.dryRun());
    assertThat(Transcript.words(report.results()))
        .containsExactly("a skipped: would run lambda in " + HERE);
    assertThat(report.isSuccess()).isTrue();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void dryRun_done_saysThatARunSkips() {
    HookEngine engine = fixture.engine(fixture.transcript.hook("a"));
    RunReport run = engine.run(DEPLOY, fixture.once);
    assertThat(Transcript.words(engine.run(DEPLOY, fixture.once.dryRun()).results()))
        .containsExactly(
            "a skipped: done already (run "
                + run.runId()
                + " at "
                + fixture.ledger.entries().get(1).at()
                + ")");
  }

  @Test
  void dryRun_cutOff_saysWhatARunRollsBack() throws Exception {
    fixture.cutOff("r0", "a", "b");
    RunReport report =
        fixture
            .engine(
                fixture.transcript.undoable("a"),
                fixture.transcript.undoable("b"),
                fixture.transcript.hook("z").always())
            .run(DEPLOY, fixture.once.dryRun());
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "undo b skipped: would run lambda in " + HERE,
            "undo a skipped: would run lambda in " + HERE,
            "z skipped: would run lambda in " + HERE,
            "a skipped: would run lambda in " + HERE,
            "b skipped: would run lambda in " + HERE,
            "z skipped: would run lambda in " + HERE);
    assertThat(report.warnings())
        .containsExactly(
            "run r0, begun at "
                + fixture.ledger.entries().get(0).at()
                + ", was cut off; a run would roll it back first");
    assertThat(fixture.hooksThatRan()).isEmpty();
    assertThat(fixture.story()).containsExactly("begun", "succeeded a", "succeeded b");
  }

  @Test
  void dryRun_keyIsBusy_saysSoAndDoesNotWait() throws Exception {
    HookEngine engine =
        fixture.transcript.builder(fixture.transcript.hook("a")).ledger(fixture.ledger).build();
    try (LedgerClaim claim = fixture.ledger.claim(DEPLOY, KEY, "r1")) {
      claim.recordBegun(Optional.empty());
      RunReport report = engine.run(DEPLOY, fixture.once.dryRun());
      assertThat(Transcript.words(report.results()))
          .containsExactly("a skipped: would run lambda in " + HERE);
      assertThat(report.warnings())
          .singleElement()
          .asString()
          .startsWith("key \"" + KEY + "\" of phase deploy is held by run r1 (process ")
          .endsWith("); a run would wait for it");
    }
  }

  @Test
  void dryRun_damagedRecord_failsAsARunWould() throws Exception {
    fixture.cutOff("r0", "a");
    Files.writeString(log(), "hello", StandardOpenOption.APPEND);
    RunReport report =
        fixture.engine(fixture.transcript.hook("a")).run(DEPLOY, fixture.once.dryRun());
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().orElseThrow()).isInstanceOf(LedgerException.class);
  }

  private Path log() {
    Path directory = fixture.ledger.directory();
    return directory.resolve(
        List.of(directory.toFile().list((d, name) -> name.endsWith(".log"))).get(0));
  }

  // ---- what the record says

  @Test
  void run_lastLineIsTorn_warns() throws Exception {
    fixture.cutOff("r0", "a");
    Files.writeString(log(), "2025-11-2", StandardOpenOption.APPEND);
    RunReport report = fixture.engine(fixture.transcript.undoable("a")).run(DEPLOY, fixture.once);
    assertThat(report.warnings())
        .hasSize(2)
        .first()
        .isEqualTo(
            "a crash cut line 4 of ledger file "
                + log()
                + " short; what it was to record does not count");
    assertThat(fixture.hooksThatRan()).containsExactly("undo a", "a");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_errorWhileTheFileIsRead_reportsAndReleasesTheKey() throws Exception {
    fixture.cutOff("r0", "a");
    Files.write(log(), new byte[64 << 20], StandardOpenOption.APPEND);
    List<String> lines;
    try (EngineChild child = EngineChild.small(fixture.ledger.directory())) {
      lines = new ArrayList<>(child.rest());
    }
    assertThat(lines.remove(3)).matches("[-0-9a-f]{36}"); // what the stuck hook says
    assertThat(lines)
        .containsExactly("rethrown with a report: FAILED", "a", "b", "always", "SUCCEEDED ");
  }

  // ---- a key that the run holds itself

  @Test
  void run_inAHookOfTheRunThatHoldsTheKey_isRefusedInsteadOfWaiting() {
    assertOwnKeyIsRefused(spec -> spec);
  }

  @Test
  void run_inALimitedHookOfTheRunThatHoldsTheKey_isRefusedInsteadOfWaiting() {
    assertOwnKeyIsRefused(spec -> spec.timeout(Duration.ofMinutes(1)));
  }

  private void assertOwnKeyIsRefused(UnaryOperator<HookSpec> change) {
    HookEngine inner =
        HookEngine.builder()
            .ledger(fixture.ledger)
            .register(DEPLOY, "inner", context -> fixture.transcript.add("inner"))
            .build();
    List<RunReport> reports = new ArrayList<>();
    Hook nested = context -> reports.add(inner.run(DEPLOY, fixture.once));
    RunReport outer =
        fixture
            .engine(change.apply(HookSpec.of(DEPLOY, "outer", nested)))
            .run(DEPLOY, fixture.once);
    assertThat(outer.isSuccess()).isTrue();
    RunReport report = reports.get(0);
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().orElseThrow().getMessage())
        .startsWith(
            "key \"" + KEY + "\" of phase deploy is held by run " + outer.runId() + " (process ")
        .endsWith(
            "), which this run is a part of and would wait for; run the phase without the key, or"
                + " after that run");
    inner.run(DEPLOY, REQUEST.once(DEPLOY, KEY.with("another"))).throwIfFailed();
  }
}
