package dev.hookline.core.ledger.file;

import static dev.hookline.core.ledger.file.LedgerFixture.KEY;
import static dev.hookline.core.ledger.file.LedgerFixture.PHASE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.file.LedgerLines.Header;
import dev.hookline.core.ledger.record.LedgerHistory;
import dev.hookline.core.ledger.text.KeyText;
import dev.hookline.core.ledger.text.LedgerText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTornTest {
  @TempDir Path temp;
  private LedgerFixture fixture;
  private byte[] whole = {};
  private List<LedgerEntry> entries = List.of();

  @BeforeEach
  void fill() throws Exception {
    fixture = new LedgerFixture(temp);
    fixture.done("r1", "a", "Größe\n");
    fixture.cutOff("r2", "a", "b");
    try (LedgerClaim claim = fixture.claim("r3")) {
      claim.recordUndone("b");
      claim.recordFailed();
    }
    whole = Files.readAllBytes(fixture.log);
    entries = fixture.ledger.entries();
    assertThat(entries).hasSize(9);
  }

  @Test
  void truncated_atEveryByte_losesTheTornEntryAndNothingElse() throws Exception {
    for (int size = 0; size <= whole.length; size++) {
      byte[] torn = Arrays.copyOf(whole, size);
      Files.write(fixture.log, torn);
      assertHoldsAndGoesOn(entries.subList(0, wholeEntries(torn)), "cut at byte " + size);
    }
  }

  @Test
  void endInZeros_atEveryByte_losesTheTornEntryAndNothingElse() {
    for (int size = 0; size < whole.length; size++) {
      byte[] torn = Arrays.copyOf(Arrays.copyOf(whole, size), size + 50);
      assertThat(LedgerLines.read(fixture.log, torn).entries())
          .as("zeros from byte " + size)
          .isEqualTo(entries.subList(0, wholeEntries(torn)));
    }
  }

  @Test
  void lastLine_aBlockNeverWritten_isTorn() throws Exception {
    try (LedgerClaim claim = fixture.claim("r4")) {
      claim.recordBegun(Optional.empty());
      claim.recordSucceeded("x".repeat(1500));
    }
    byte[] written = Files.readAllBytes(fixture.log);
    int start = lastLineStart(written);
    int block = (start / 512 + 1) * 512;
    for (int from : List.of(start, block, block + 512)) {
      byte[] torn = written.clone();
      Arrays.fill(torn, from, (from / 512 + 1) * 512, (byte) 0);
      assertThat(LedgerLines.read(fixture.log, torn).entries()).as("hole at " + from).hasSize(10);
    }
  }

  @Test
  void torn_isSaid() throws Exception {
    Files.write(fixture.log, Arrays.copyOf(whole, whole.length - 3));
    String warning =
        "a crash cut line 10 of ledger file "
            + fixture.log
            + " short; what it was to record does not count";
    assertThat(fixture.ledger.look(PHASE, KEY).warnings()).containsExactly(warning);
    try (LedgerClaim claim = fixture.claim("r4")) {
      assertThat(claim.warnings()).containsExactly(warning);
    }
    try (LedgerClaim claim = fixture.claim("r5")) {
      assertThat(claim.warnings()).isEmpty();
    }
  }

  private void assertHoldsAndGoesOn(List<LedgerEntry> expected, String where) throws Exception {
    assertThat(fixture.ledger.entries()).as(where).isEqualTo(expected);
    List<LedgerEntry> after = new ArrayList<>(expected);
    try (LedgerClaim claim = fixture.claim("r4")) {
      assertThat(claim.done()).as(where).isEqualTo(LedgerHistory.of(expected).done());
      assertThat(claim.cutOff()).as(where).isEqualTo(LedgerHistory.of(expected).cutOff());
      claim.recordBegun(Optional.empty());
    }
    after.add(LedgerFixture.entry(Event.BEGUN, "r4", ""));
    assertThat(fixture.ledger.entries()).as(where).isEqualTo(after);
  }

  /** Returns the number of whole lines without the header. */
  private static int wholeEntries(byte[] bytes) {
    return Math.max(
        (int) new String(bytes, ISO_8859_1).chars().filter(c -> c == '\n').count() - 1, 0);
  }

  @Test
  void changed_anyBit_isAnError() {
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> LedgerLines.read(fixture.log, changed))
          .as("bit " + bit)
          .isExactlyInstanceOf(LedgerException.class);
    }
  }

  @Test
  void lastLineBreak_changed_isDamage() throws Exception {
    byte[] changed = whole.clone();
    changed[changed.length - 1] = 'J';
    Files.write(fixture.log, changed);
    assertDamaged(10, "has no line break");
  }

  @Test
  void tail_notTheBeginningOfAnEntry_isDamage() throws Exception {
    Files.writeString(fixture.log, "hello", StandardOpenOption.APPEND);
    assertDamaged(11, "has no line break");
  }

  private static int lastLineStart(byte[] bytes) {
    return new String(bytes, ISO_8859_1).stripTrailing().lastIndexOf('\n') + 1;
  }

  @Test
  void damagedInTheMiddle_isAnErrorWithFileAndLineUntilForgotten() throws Exception {
    List<String> lines = fixture.lines();
    lines.set(3, lines.get(3).replace("succeeded", "succeedet"));
    Files.write(fixture.log, lines);
    byte[] damaged = Files.readAllBytes(fixture.log);

    assertDamaged(4, "does not match its checksum");
    assertThat(fixture.log).hasBinaryContent(damaged);
    fixture.ledger.forget(PHASE, KEY, "a test");
    try (LedgerClaim claim = fixture.claim("r5")) {
      assertThat(claim.done()).isEmpty();
    }
  }

  @Test
  void lineRemovedDoubledOrMoved_isAnError() throws Exception {
    List<String> lines = fixture.lines();
    List<String> removed = new ArrayList<>(lines);
    removed.remove(4);
    List<String> doubled = new ArrayList<>(lines);
    doubled.add(4, lines.get(4));
    List<String> moved = new ArrayList<>(lines);
    Collections.swap(moved, 4, 5);

    Files.write(fixture.log, removed);
    assertDamaged(5, "does not match its checksum");
    Files.write(fixture.log, doubled);
    assertDamaged(6, "does not match its checksum");
    Files.write(fixture.log, moved);
    assertDamaged(5, "does not match its checksum");
  }

  @Test
  void otherKeys_goOnBesideADamagedFile() throws Exception {
    Files.write(fixture.log, List.of("hello world", "x"));
    assertDamaged(1, "is not the header of a ledger");
    try (LedgerClaim claim = fixture.ledger.claim(PHASE, OnceKey.of("other"), "r5")) {
      claim.recordBegun(Optional.empty());
      claim.recordDone();
    }
  }

  @Test
  void line_wellFormedButUnknown_isAnError() throws Exception {
    String header = new Header(PHASE, KEY).encoded();
    String first = LedgerText.line("", header);
    String odd = LedgerText.line(LedgerText.checksum("", header), "tomorrow exploded r1");
    Files.writeString(fixture.log, first + odd);
    assertDamaged(2, "is not an entry");
  }

  private void assertDamaged(int line, String what) {
    String message =
        "ledger file %s:%d is damaged: the line %s; restore the file, or forget its key,"
            + " which then counts as never run";
    assertThatThrownBy(() -> fixture.claim("r4"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(message, fixture.log, line, what);
    assertThatThrownBy(() -> fixture.ledger.entries()).hasMessage(message, fixture.log, line, what);
  }

  @Test
  void format_newer_isAnError() throws IOException {
    Files.writeString(fixture.log, "hookline-ledger 3 whatever comes then\n\0\1\2");
    assertThatThrownBy(() -> fixture.claim("r4"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "ledger file %s has format version 3, but this Hookline knows only version 2;"
                + " use a newer Hookline, or another directory for the ledger",
            fixture.log);
  }

  @Test
  void format_older_isAnError() throws IOException {
    Files.writeString(fixture.log, "hookline-ledger 1 build production revision=4f2a c7bb5070\n");
    assertThatThrownBy(() -> fixture.claim("r4"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "ledger file %s has format version 1, but this Hookline knows only version 2;"
                + " move the file away, after which its key counts as never run",
            fixture.log);
  }

  @Test
  void file_ofAnotherKey_isAnError() throws Exception {
    OnceKey other = OnceKey.of("other");
    Path copy = temp.resolve(KeyText.fileName(PHASE, other) + ".log");
    Files.copy(fixture.log, copy);
    assertThatThrownBy(() -> fixture.ledger.claim(PHASE, other, "r4"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "ledger file %s:1 belongs to key \"%s\" of phase deploy, not to key \"other\" of phase"
                + " deploy;"
                + " give it its old name back",
            copy, KEY);
  }

  @Test
  void file_withoutALine_isNotCutUnlessItIsATornHeader() throws IOException {
    Files.writeString(fixture.log, "my shopping list");
    assertThatThrownBy(() -> fixture.claim("r4"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage("file %s is not a ledger file; move it away", fixture.log);
    assertThat(fixture.log).hasContent("my shopping list");
  }
}
