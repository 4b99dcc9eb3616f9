package dev.hookline.core.ledger;

import static dev.hookline.core.ledger.LedgerFixture.KEY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
  void lastLine_firstBlockNeverWritten_isTorn() throws Exception {
    byte[] torn = whole.clone();
    Arrays.fill(torn, lastLineStart(), torn.length - 20, (byte) 0);
    Files.write(fixture.log, torn);
    assertHoldsAndGoesOn(entries.subList(0, 8), "hole in the last line");
  }

  private void assertHoldsAndGoesOn(List<LedgerEntry> expected, String where) throws Exception {
    assertThat(fixture.ledger.entries()).as(where).isEqualTo(expected);
    List<LedgerEntry> after = new ArrayList<>(expected);
    try (LedgerClaim claim = fixture.claim("r4")) {
      assertThat(claim.done()).as(where).isEqualTo(LedgerHistory.done(expected));
      assertThat(claim.cutOff()).as(where).isEqualTo(LedgerHistory.cutOff(expected));
      claim.recordBegun();
    }
    after.add(new LedgerEntry(KEY, LedgerEntry.Event.BEGUN, "r4", LedgerFixture.RECORDED, ""));
    assertThat(fixture.ledger.entries()).as(where).isEqualTo(after);
  }

  /** Returns the number of whole lines without the header. */
  private static int wholeEntries(byte[] bytes) {
    return Math.max(
        (int) new String(bytes, ISO_8859_1).chars().filter(c -> c == '\n').count() - 1, 0);
  }

  @Test
  void changed_anyBit_isAnErrorOrTheTornLastEntryAndInventsNothing() throws Exception {
    int last = lastLineStart();
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(read(changed)).isIn(List.of(), bit / 8 < last ? List.of() : entries.subList(0, 8));
    }
  }

  /** Returns the entries, or none if the file is refused. */
  private List<LedgerEntry> read(byte[] bytes) {
    try {
      return LedgerLines.read(fixture.log, bytes).entries();
    } catch (LedgerException e) {
      return List.of();
    }
  }

  private int lastLineStart() {
    return new String(whole, ISO_8859_1).stripTrailing().lastIndexOf('\n') + 1;
  }

  @Test
  void damagedInTheMiddle_isAnErrorWithFileAndLineUntilForgotten() throws Exception {
    List<String> lines = fixture.lines();
    lines.set(3, lines.get(3).replace("succeeded", "succeedet"));
    Files.write(fixture.log, lines);
    byte[] damaged = Files.readAllBytes(fixture.log);

    assertDamaged(4, "does not match its checksum");
    assertThat(fixture.log).hasBinaryContent(damaged);
    fixture.ledger.forget(KEY);
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
    try (LedgerClaim claim = fixture.ledger.claim(OnceKey.of("other"), "r5")) {
      claim.recordBegun();
      claim.recordDone();
    }
  }

  @Test
  void line_wellFormedButUnknown_isAnError() throws Exception {
    String header = LedgerLines.header(KEY);
    String first = LedgerLines.line("", header);
    String odd = LedgerLines.line(LedgerText.checksum("", header), "tomorrow exploded r1");
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
    Files.writeString(fixture.log, "hookline-ledger 2 whatever comes then\n\0\1\2");
    assertThatThrownBy(() -> fixture.claim("r4"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "ledger file %s has format version 2, but this Hookline knows only version 1;"
                + " use a newer Hookline, or another directory for the ledger",
            fixture.log);
  }

  @Test
  void file_ofAnotherKey_isAnError() throws Exception {
    OnceKey other = OnceKey.of("other");
    Path copy = temp.resolve(KeyText.fileName(other) + ".log");
    Files.copy(fixture.log, copy);
    assertThatThrownBy(() -> fixture.ledger.claim(other, "r4"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "ledger file %s:1 belongs to key \"%s\", not to key \"other\";"
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
