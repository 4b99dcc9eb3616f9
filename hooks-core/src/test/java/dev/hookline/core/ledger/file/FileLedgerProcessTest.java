package dev.hookline.core.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileLedgerProcessTest {
  @TempDir Path temp;
  private LedgerFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LedgerFixture(temp.resolve("ledger"));
  }

  @Test
  void kill9_whileWriting_keepsAllThatWasAcknowledged() throws Exception {
    List<String> story = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      String runId = "r" + round;
      List<String> acknowledged = writeAndKill(runId, 1 + round * 37);
      List<String> succeeded = cutOffHooks(runId);

      // killed after the entry was on the disk and before its name was printed: one more
      assertThat(succeeded.size() - acknowledged.size()).isBetween(0, 1);
      assertThat(succeeded.subList(0, acknowledged.size())).isEqualTo(acknowledged);
      story.add("begun " + runId);
      succeeded.forEach(hook -> story.add("succeeded " + runId + " " + hook));
      assertThat(fixture.story()).isEqualTo(story);
    }
  }

  private List<String> writeAndKill(String runId, int lines) throws Exception {
    try (LedgerChild child = LedgerChild.start("write", fixture.ledger.directory(), runId)) {
      List<String> acknowledged = new ArrayList<>(child.lines(lines));
      acknowledged.addAll(child.kill());
      assertThat(acknowledged.remove(0)).isEqualTo("begun");
      return acknowledged;
    }
  }

  private List<String> cutOffHooks(String runId) throws Exception {
    try (LedgerClaim claim = fixture.claim("look")) {
      CutOffRun cutOff = claim.cutOff().orElseThrow();
      assertThat(cutOff.runId()).isEqualTo(runId);
      return cutOff.succeeded();
    }
  }

  @Test
  void claim_heldByAnotherProcess_isRefusedWithItsRunAndPidUntilItIsKilled() throws Exception {
    try (LedgerChild child = LedgerChild.start("hold", fixture.ledger.directory(), "r 1")) {
      assertThat(child.line()).isEqualTo("claimed");
      Path lock = Path.of(fixture.log.toString().replace(".log", ".lock"));
      Instant since = Instant.parse(Files.readString(lock).split(" ", -1)[1]);
      assertThatThrownBy(() -> fixture.claim("r2"))
          .isExactlyInstanceOf(LedgerException.class)
          .hasMessage(
              "key \"build / production / revision=4f2a\" of phase deploy is held by run r 1 (process %d,"
                  + " since %s); let that run end, then run again",
              child.pid(), since.truncatedTo(ChronoUnit.SECONDS))
          .satisfies(e -> assertThat(((LedgerException) e).isBusy()).isTrue());
      child.kill();
      fixture.claim("r3").close();
    }
  }

  @Test
  void look_heldByAnotherProcess_saysWhoAndDoesNotWait() throws Exception {
    fixture.cutOff("r0", "a");
    try (LedgerChild child = LedgerChild.start("hold", fixture.ledger.directory(), "r 1")) {
      assertThat(child.line()).isEqualTo("claimed");
      LedgerView view = fixture.ledger.look(LedgerFixture.PHASE, LedgerFixture.KEY);
      assertThat(view.cutOff()).isEmpty();
      assertThat(view.holder().orElseThrow().runId()).isEqualTo("r 1");
      assertThat(view.holder().orElseThrow().process()).isEqualTo(String.valueOf(child.pid()));
      child.kill();
    }
    assertThat(fixture.ledger.look(LedgerFixture.PHASE, LedgerFixture.KEY).cutOff()).isPresent();
  }

  @Test
  void claim_heldByAnotherProcess_waitsForItsEnd() throws Exception {
    try (LedgerChild child = LedgerChild.start("hold", fixture.ledger.directory(), "r1")) {
      assertThat(child.line()).isEqualTo("claimed");
      child.release();
      try (LedgerClaim claim = fixture.ledger.claim(LedgerFixture.PHASE, LedgerFixture.KEY, "r2")) {
        assertThat(claim.done().map(LedgerEntry::runId)).contains("r1");
      }
      assertThat(child.waitFor()).isZero();
    }
  }

  @Test
  void claim_manyProcessesSameAndOtherKeys_areAloneWithTheirKey() throws Exception {
    List<LedgerChild> children = new ArrayList<>();
    for (String runId : List.of("x", "y", "z")) {
      children.add(LedgerChild.start("count", fixture.ledger.directory(), runId, 40));
    }
    for (LedgerChild child : children) {
      assertThat(child.rest()).containsExactly("counted");
    }
    assertThat(temp.resolve("shared")).hasContent("120");
    assertThat(temp.resolve("own x")).hasContent("40");
    assertThat(fixture.ledger.entries()).hasSize(2 * 2 * 120);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void record_diskFull_leavesNoTraceAndSaysWhere() throws Exception {
    List<String> lines;
    try (LedgerChild child =
        LedgerChild.startWithFullDisk("write", fixture.ledger.directory(), "r1")) {
      lines = new ArrayList<>(child.rest());
    }
    assertThat(lines.remove(lines.size() - 1))
        .isEqualTo(
            "\"succeeded\" of run r1 cannot be recorded in ledger %s: File too large;"
                + " check that it can be written and that its disk is not full, then run again",
            fixture.log);
    lines.remove("begun");
    assertThat(lines).isNotEmpty();
    assertThat(Files.readString(fixture.log)).endsWith("\n");
    assertThat(cutOffHooks("r1")).isEqualTo(lines);
  }
}
