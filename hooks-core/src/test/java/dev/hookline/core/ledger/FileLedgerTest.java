package dev.hookline.core.ledger;

import static dev.hookline.core.ledger.LedgerFixture.KEY;
import static dev.hookline.core.ledger.LedgerFixture.RECORDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerEntry.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
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

  @Test
  void claim_newKey_isNeitherDoneNorCutOff() throws Exception {
    try (LedgerClaim claim = fixture.claim("r1")) {
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff()).isEmpty();
      assertThat(claim.key()).isEqualTo(KEY);
      assertThat(claim).hasToString("key \"" + KEY + "\" held by run r1");
    }
    assertThat(fixture.ledger.entries()).isEmpty();
  }

  @Test
  void claim_doneBefore_tellsRunAndTime() throws Exception {
    fixture.done("r1", "migrate");
    try (LedgerClaim claim = fixture.claim("r2")) {
      assertThat(claim.done()).contains(new LedgerEntry(KEY, Event.DONE, "r1", RECORDED, ""));
      assertThat(claim.cutOff()).isEmpty();
    }
  }

  @Test
  void claim_cutOffBefore_tellsWhatHadSucceededInOrder() throws Exception {
    fixture.done("r0", "old");
    fixture.cutOff("r1", "migrate", "Größe\n=%", "warm cache");
    try (LedgerClaim claim = fixture.claim("r2")) {
      assertThat(claim.done()).isEmpty();
      assertThat(claim.cutOff())
          .contains(new CutOffRun("r1", RECORDED, List.of("migrate", "Größe\n=%", "warm cache")));
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
      assertThat(claim.cutOff()).contains(new CutOffRun("r1", RECORDED, List.of("a")));
    }
  }

  @Test
  void recordFailed_ofAnotherRun_settlesIt() throws Exception {
    fixture.cutOff("r1", "a");
    try (LedgerClaim claim = fixture.claim("r2")) {
      claim.recordFailed();
      claim.recordBegun();
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
      assertThat(claim.cutOff()).contains(new CutOffRun("r2", RECORDED, List.of()));
    }
  }

  @Test
  void record_atTheWrongTime_isRefused() throws Exception {
    LedgerClaim claim = fixture.claim("r1");
    assertRefused(claim::recordDone, "done", "it has not begun");
    assertRefused(claim::recordFailed, "failed", "it has not begun");
    assertRefused(() -> claim.recordSucceeded("a"), "succeeded", "it has not begun");
    assertRefused(() -> claim.recordUndone("a"), "undone", "it has not begun");
    claim.recordBegun();
    assertRefused(claim::recordBegun, "begun", "it has begun already");
    claim.close();
    claim.close();
    assertRefused(claim::recordDone, "done", "its claim is closed");
    assertThat(fixture.story()).containsExactly("begun r1");
  }

  private static void assertRefused(Runnable record, String event, String why) {
    assertThatThrownBy(record::run)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("run r1 cannot record \"%s\" for key \"%s\": %s", event, KEY, why);
  }

  @Test
  void recordSucceeded_emptyName_isRefused() throws Exception {
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordBegun();
      assertThatThrownBy(() -> claim.recordSucceeded(""))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("the hook name is empty; give it its name");
    }
  }

  @Test
  void record_interruptedThread_isDurableAndStaysInterrupted() throws Exception {
    try (LedgerClaim claim = fixture.claim("r1")) {
      Thread.currentThread().interrupt();
      claim.recordBegun();
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
    try (LedgerClaim claim = fixture.ledger.claim(other, "r2")) {
      claim.recordBegun();
    }
    fixture.ledger.forget(KEY);
    fixture.ledger.forget(KEY);
    assertThat(fixture.ledger.entries().stream().map(LedgerEntry::key)).containsExactly(other);
    try (LedgerClaim claim = fixture.claim("r3")) {
      assertThat(claim.done()).isEmpty();
    }
  }

  @Test
  void forget_nothingThere_makesNothing() throws Exception {
    fixture.ledger.forget(KEY);
    assertThat(fixture.ledger.entries()).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void claim_everyKindOfKey_isItsOwn() throws Exception {
    for (OnceKey key : KeyTextTest.DIFFERENT) {
      try (LedgerClaim claim = fixture.ledger.claim(key, "run of " + key)) {
        assertThat(claim.done()).isEmpty();
        claim.recordBegun();
        claim.recordDone();
      }
    }
    for (OnceKey key : KeyTextTest.DIFFERENT) {
      try (LedgerClaim claim = fixture.ledger.claim(key, "again")) {
        assertThat(claim.done().map(LedgerEntry::runId)).contains("run of " + key);
      }
    }
  }

  @Test
  void format_isDocumentedByExample() throws Exception {
    fixture.done("r 1", "migrate");
    assertThat(fixture.lines())
        .containsExactly(
            "hookline-ledger 1 build production revision=4f2a c7bb5070",
            "2025-11-21T05:03:52.123Z begun r%00201 716c1d0e",
            "2025-11-21T05:03:52.123Z succeeded r%00201 migrate 299133fb",
            "2025-11-21T05:03:52.123Z done r%00201 c3128793");
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
        .hasMessage("the longest wait is negative: PT-1S");
  }

  @Test
  void in_relativePath_isMadeAbsolute() {
    assertThat(FileLedger.in(Path.of("x/../ledger")).directory())
        .isEqualTo(Path.of("ledger").toAbsolutePath());
    assertThat(FileLedger.in(temp)).hasToString("ledger " + temp);
  }
}
