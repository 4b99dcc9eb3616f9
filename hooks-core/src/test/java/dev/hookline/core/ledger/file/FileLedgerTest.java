package dev.hookline.core.ledger.file;

import static dev.hookline.core.ledger.file.LedgerFixture.KEY;
import static dev.hookline.core.ledger.file.LedgerFixture.PHASE;
import static dev.hookline.core.ledger.file.LedgerFixture.RECORDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import dev.hookline.core.ledger.record.LedgerHistory;
import dev.hookline.core.ledger.text.KeyText;
import dev.hookline.core.ledger.text.KeyTextTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest {
  @TempDir Path temp;
  private LedgerFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LedgerFixture(temp.resolve("state/ledger"));
  }

  private static CutOffRun cutOff(String runId, String... hooks) {
    return new CutOffRun(runId, RECORDED, Optional.empty(), List.of(hooks), List.of());
  }

  @Test
  void claim_newKey_isNeitherDoneNorCutOff() throws Exception {
    try (LedgerClaim claim = fixture.claim("r1")) {
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff()).isEmpty();
      assertThat(claim.key()).isEqualTo(KEY);
      assertThat(claim).hasToString("key \"" + KEY + "\" of phase deploy held by run r1");
    }
    assertThat(fixture.ledger.entries()).isEmpty();
  }

  @Test
  void claim_doneBefore_tellsRunAndTime() throws Exception {
    fixture.done("r1", "migrate");
    try (LedgerClaim claim = fixture.claim("r2")) {
      assertThat(claim.done()).contains(LedgerFixture.entry(Event.DONE, "r1", ""));
      assertThat(claim.cutOff()).isEmpty();
    }
  }

  @Test
  void claim_cutOffBefore_tellsWhatHadSucceededInOrder() throws Exception {
    fixture.done("r0", "old");
    fixture.cutOff("r1", "migrate", "Größe\n=%", "warm cache");
    try (LedgerClaim claim = fixture.claim("r2")) {
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff()).contains(cutOff("r1", "migrate", "Größe\n=%", "warm cache"));
    }
  }

  @Test
  void recordUndone_cutOffWhileCleaningUp_isNotToldAgain() throws Exception {
    fixture.cutOff("r1", "a", "b", "c");
    try (LedgerClaim claim = fixture.claim("r2")) {
      claim.recordUndone("c");
      claim.recordUndone("b");
    }
    try (LedgerClaim claim = fixture.claim("r3")) {
      assertThat(claim.cutOff()).contains(cutOff("r1", "a"));
    }
  }

  @Test
  void recordFailed_ofAnotherRun_settlesIt() throws Exception {
    fixture.cutOff("r1", "a");
    try (LedgerClaim claim = fixture.claim("r2")) {
      claim.recordFailed();
      claim.recordBegun(Optional.empty());
      claim.recordFailed();
    }
    try (LedgerClaim claim = fixture.claim("r3")) {
      assertThat(claim.cutOff()).isEmpty();
    }
    assertThat(fixture.story())
        .containsExactly("begun r1", "succeeded r1 a", "failed r2", "begun r2", "failed r2");
  }

  @Test
  void recordBegun_afterDone_makesItUndone() throws Exception {
    fixture.done("r1");
    fixture.cutOff("r2");
    try (LedgerClaim claim = fixture.claim("r3")) {
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff()).contains(cutOff("r2"));
    }
  }

  @Test
  void record_atTheWrongTime_isRefused() throws Exception {
    LedgerClaim claim = fixture.claim("r1");
    assertRefused(claim::recordDone, "done", "it has not begun");
    assertRefused(claim::recordFailed, "failed", "it has not begun");
    assertRefused(() -> claim.recordSucceeded("a"), "succeeded", "it has not begun");
    assertRefused(() -> claim.recordUndone("a"), "undone", "it has not begun");
    claim.recordBegun(Optional.empty());
    assertRefused(() -> claim.recordBegun(Optional.empty()), "begun", "it has begun already");
    claim.close();
    claim.close();
    assertRefused(claim::recordDone, "done", "its claim is closed");
    assertThat(fixture.story()).containsExactly("begun r1");
  }

  private static void assertRefused(Runnable record, String event, String why) {
    assertThatThrownBy(record::run)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "run r1 cannot record \"%s\" for key \"%s\" of phase deploy: %s", event, KEY, why);
  }

  @Test
  void recordSucceeded_emptyName_isRefused() throws Exception {
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordBegun(Optional.empty());
      assertThatThrownBy(() -> claim.recordSucceeded(""))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("the hook name is empty; give it its name");
    }
  }

  @Test
  void record_interruptedThread_isDurableAndStaysInterrupted() throws Exception {
    try (LedgerClaim claim = fixture.claim("r1")) {
      Thread.currentThread().interrupt();
      claim.recordBegun(Optional.empty());
      claim.recordFailed();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(fixture.story()).containsExactly("begun r1", "failed r1");
  }

  @Test
  void forget_doneKey_leavesOthersAlone() throws Exception {
    fixture.done("r1");
    OnceKey other = OnceKey.of("deploy");
    try (LedgerClaim claim = fixture.ledger.claim(PHASE, other, "r2")) {
      claim.recordBegun(Optional.empty());
    }
    fixture.ledger.forget(PHASE, KEY, "a test");
    fixture.ledger.forget(PHASE, KEY, "a test");
    assertThat(fixture.story()).containsExactlyInAnyOrder("begun r2", "forgotten forget a test");
    try (LedgerClaim claim = fixture.claim("r3")) {
      assertThat(claim.done()).isEmpty();
    }
  }

  @Test
  void forget_nothingThere_makesNothing() throws Exception {
    fixture.ledger.forget(PHASE, KEY, "a test");
    assertThat(fixture.ledger.entries()).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void claim_everyKindOfKey_isItsOwn() throws Exception {
    for (OnceKey key : KeyTextTest.DIFFERENT) {
      try (LedgerClaim claim = fixture.ledger.claim(PHASE, key, "run of " + key)) {
        assertThat(claim.done()).isEmpty();
        claim.recordBegun(Optional.empty());
        claim.recordDone();
      }
    }
    for (OnceKey key : KeyTextTest.DIFFERENT) {
      try (LedgerClaim claim = fixture.ledger.claim(PHASE, key, "again")) {
        assertThat(claim.done().map(LedgerEntry::runId)).contains("run of " + key);
      }
    }
  }

  @Test
  void format_isDocumentedByExample() throws Exception {
    Iterator<Instant> times =
        Stream.of(0, 0, 120, 1750, 1885, 1886, 1887, 18191, 18679)
            .map(LedgerFixture.RECORDED.truncatedTo(ChronoUnit.SECONDS)::plusMillis)
            .iterator();
    FileLedger ledger = fixture.ledger.withClock(times::next);
    OnceKey place = OnceKey.of("shop", "production");
    try (LedgerClaim claim = ledger.claim(PHASE, place, "run-1")) {
      claim.recordBegun(Optional.of(OnceKey.of("4f2a").with("color", "blue")));
      claim.recordSucceeded("migrate");
      claim.recordSucceeded("warm cache");
      claim.recordDone();
    }
    try (LedgerClaim claim = ledger.claim(PHASE, place, "run-1")) {
      claim.recordRollingBack();
      claim.recordUndone("warm cache");
    }
    Path log = fixture.log.resolveSibling(KeyText.fileName(PHASE, place) + ".log");
    assertThat(Files.readAllLines(log)).isEqualTo(example());
  }

  /** Returns the example in the comment of {@link LedgerLines}. */
  private static List<String> example() throws IOException {
    String name = "src/main/java/dev/hookline/core/ledger/file/LedgerLines.java";
    return Files.readAllLines(Path.of(name)).stream()
        .dropWhile(line -> !line.equals(" * <pre>"))
        .skip(1)
        .takeWhile(line -> !line.equals(" * </pre>"))
        .map(line -> line.substring(3))
        .toList();
  }

  @Test
  void entries_ofAllKinds_areReadBackAsTheyWereWritten() throws Exception {
    Optional<OnceKey> state = Optional.of(OnceKey.of("", "a b").with("x", "=%"));
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordBegun(state);
      claim.recordSucceeded("a");
      claim.recordDone();
    }
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordRollingBack();
      claim.recordNotUndone("a");
      claim.recordUndone("a");
      claim.recordFailed();
    }
    assertThat(fixture.story())
        .containsExactly(
            "begun r1",
            "succeeded r1 a",
            "done r1",
            "rolling-back r1",
            "not-undone r1 a",
            "undone r1 a",
            "failed r1");
    List<LedgerEntry> entries = fixture.ledger.entries();
    assertThat(entries.get(0).state()).isEqualTo(state);
    assertThat(entries.get(2).state()).isEqualTo(state);
    assertThat(entries.get(6).state()).isEmpty();
  }

  @Test
  void recordRollingBack_diedBeforeAnythingWasUndone_isCutOffWithAllThatSucceeded()
      throws Exception {
    fixture.done("r1", "a", "b");
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordRollingBack();
    }
    try (LedgerClaim claim = fixture.claim("r2")) {
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff()).contains(cutOff("r1", "a", "b"));
    }
  }

  @Test
  void recordRollingBack_anotherRunHasBegunSince_isRefused() throws Exception {
    fixture.done("r1", "a");
    fixture.done("r2", "a");
    try (LedgerClaim claim = fixture.claim("r1")) {
      assertThatThrownBy(claim::recordRollingBack)
          .isExactlyInstanceOf(LedgerException.class)
          .hasMessage(
              "run r1 cannot roll back what it did for key \"%s\" of phase deploy: run r2 has begun"
                  + " at %s",
              KEY, RECORDED);
    }
    fixture.ledger.forget(PHASE, KEY, "a test");
    try (LedgerClaim claim = fixture.claim("r1")) {
      assertThatThrownBy(claim::recordRollingBack)
          .hasMessage(
              "run r1 cannot roll back what it did for key \"%s\" of phase deploy: the ledger does"
                  + " not know it any more",
              KEY);
    }
  }

  @Test
  void recordNotUndone_isStillToBeUndone() throws Exception {
    fixture.cutOff("r1", "a", "b");
    try (LedgerClaim claim = fixture.claim("r2")) {
      claim.recordNotUndone("b");
      claim.recordUndone("a");
    }
    try (LedgerClaim claim = fixture.claim("r3")) {
      assertThat(claim.cutOff())
          .contains(new CutOffRun("r1", RECORDED, Optional.empty(), List.of("b"), List.of("b")));
    }
  }

  @Test
  void cutOff_manyHooksUndone_isLinear() {
    List<LedgerEntry> entries = new ArrayList<>();
    entries.add(LedgerFixture.entry(Event.BEGUN, "r1", ""));
    IntStream.range(0, 400_000)
        .mapToObj(i -> LedgerFixture.entry(Event.SUCCEEDED, "r1", "hook " + i))
        .forEach(entries::add);
    IntStream.range(1, 400_000)
        .mapToObj(i -> LedgerFixture.entry(Event.UNDONE, "r1", "hook " + (400_000 - i)))
        .forEach(entries::add);
    assertThat(LedgerHistory.of(entries).cutOff()).contains(cutOff("r1", "hook 0"));
  }

  // ---- look

  @Test
  void look_nothingThere_makesNothing() {
    assertThat(fixture.ledger.look(PHASE, KEY))
        .isEqualTo(new LedgerView(Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void look_doneOrCutOff_saysSo() throws Exception {
    fixture.done("r1");
    assertThat(fixture.ledger.look(PHASE, KEY).done())
        .contains(LedgerFixture.entry(Event.DONE, "r1", ""));
    fixture.cutOff("r2", "a");
    assertThat(fixture.ledger.look(PHASE, KEY).cutOff()).contains(cutOff("r2", "a"));
    assertThat(fixture.ledger.look(PHASE, KEY).holder()).isEmpty();
  }

  @Test
  void look_runAtWork_saysWhoAndKeepsItsLock() throws Exception {
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordBegun(Optional.empty());
      LedgerView view = fixture.ledger.look(PHASE, KEY);
      assertThat(view.cutOff()).isEmpty();
      assertThat(view.holder().map(KeyHolder::runId)).contains("r1");
      assertThatThrownBy(() -> fixture.claim("r2")).hasMessage(LedgerFixture.heldByR1(""));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void files_canBeOpenedByTheirOwnerOnly() throws Exception {
    fixture.done("r1");
    Path directory = fixture.ledger.directory();
    assertThat(rights(directory.getParent())).isEqualTo("rwx------");
    assertThat(rights(directory)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(2).allMatch(file -> rights(file).equals("rw-------"));
    }
  }

  private static String rights(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void waitAtMost_negative_isRefused() {
    assertThatThrownBy(() -> fixture.ledger.waitAtMost(Duration.ofSeconds(-1)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("the longest wait is negative: -1 s");
  }

  @Test
  void in_relativePath_isMadeAbsolute() {
    assertThat(FileLedger.in(Path.of("x/../ledger")).directory())
        .isEqualTo(Path.of("ledger").toAbsolutePath());
    assertThat(FileLedger.in(temp)).hasToString("ledger " + temp);
  }
}
