package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookSpec;
import dev.hookline.core.journal.Durability;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.UnfinishedRun;
import dev.hookline.core.journal.file.FileJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a crash can leave of a journal is continued; what it cannot leave is damage. */
@Timeout(120)
class JournalDamageTest {
  @TempDir private Path directory;
  private JournalFixture fixture;
  private byte[] whole = {};

  @BeforeEach
  void run() throws IOException {
    fixture = new JournalFixture(directory.resolve("journal"));
    var unused = fixture.run(specs(3));
    whole = Files.readAllBytes(fixture.file());
  }

  private HookSpec[] specs(int count) {
    HookSpec[] specs = new HookSpec[count];
    for (int i = 0; i < count; i++) {
      String name = "h" + i;
      specs[i] = fixture.transcript.hook(name, context -> context.export(name, "handed over"));
    }
    return specs;
  }

  private int linesOf(int length, String word) {
    String text = new String(whole, 0, length, StandardCharsets.US_ASCII);
    String lines = text.substring(0, text.lastIndexOf('\n') + 1);
    return (int) lines.lines().filter(line -> line.contains(" " + word + " ")).count();
  }

  @Test
  void resume_truncatedAtEveryByte_continuesBehindTheLastWholeLine() throws IOException {
    FileJournal fast = fixture.journal.durability(Durability.END_OF_RUN);
    for (int length = 0; length < whole.length; length++) {
      Files.write(fixture.file(), Arrays.copyOf(whole, length));
      boolean hasBegun = linesOf(length, "begun") > 0;
      List<UnfinishedRun> unfinished = fixture.journal.unfinished();
      assertThat(unfinished).as("%d bytes", length).hasSize(hasBegun ? 1 : 0);
      if (hasBegun) {
        int before = fixture.transcript.lines().size();
        RunReport report =
            fixture
                .transcript
                .unheard(specs(3))
                .resume(JournalFixture.SHOP, Transcript.REQUEST.journal(fast), Resume.unfinished());
        assertThat(Transcript.words(report.results()))
            .containsExactly("h0 succeeded", "h1 succeeded", "h2 succeeded");
        assertThat(fixture.transcript.lines().size() - before)
            .as("%d bytes", length)
            .isEqualTo(3 - linesOf(length, "ended"));
      }
    }
  }

  @Test
  void read_everyByteFlipped_isDamage() throws IOException {
    for (int i = 0; i < whole.length; i++) {
      for (int bit : new int[] {0x01, 0x20}) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) bit;
        Files.write(fixture.file(), flipped);
        assertThatThrownBy(fixture.journal::unfinished)
            .as("byte %d of\n%s", i, new String(flipped, StandardCharsets.US_ASCII))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining(fixture.file().toString());
      }
    }
  }

  // ---- zeros that are written ahead, and that a killed process could not cut off

  private byte[] withZeros(byte[] lines) {
    return Arrays.copyOf(lines, lines.length + 2_000);
  }

  @Test
  void resume_zerosAhead_countAsNotThere() throws IOException {
    fixture.dieAfter("ended deploy ORDINARY h0");
    Files.write(fixture.file(), withZeros(Files.readAllBytes(fixture.file())));
    int before = fixture.transcript.lines().size();
    RunReport report = fixture.resume(specs(3));
    assertThat(report.isSuccess()).isTrue();
    assertThat(fixture.transcript.lines().size() - before).isEqualTo(2);
    assertThat(Files.readString(fixture.file())).doesNotContain("\0");
  }

  @Test
  void read_everyByteFlippedBeforeZerosAhead_isDamage() throws IOException {
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = withZeros(whole);
      flipped[i] ^= 0x01;
      Files.write(fixture.file(), flipped);
      assertThatThrownBy(fixture.journal::unfinished)
          .as("byte %d of\n%s", i, new String(flipped, StandardCharsets.US_ASCII))
          .isInstanceOf(JournalException.class);
    }
  }

  /** The last write may have reached one of its blocks and not the one before. */
  @Test
  void resume_blockOfTheLastWriteMissingBeforeZerosAhead_continuesBeforeIt() throws IOException {
    int line = whole.length;
    int block;
    do {
      line = new String(whole, 0, line - 1, StandardCharsets.US_ASCII).lastIndexOf('\n') + 1;
      block = (line / 512 + 1) * 512;
    } while (block >= whole.length
        || new String(whole, line, block - line, StandardCharsets.US_ASCII).contains("\n"));
    int end = new String(whole, StandardCharsets.US_ASCII).indexOf('\n', block) + 1;
    byte[] left = withZeros(Arrays.copyOf(whole, end));
    Arrays.fill(left, line, block, (byte) 0);
    Files.write(fixture.file(), left);
    assertThat(fixture.journal.unfinished()).hasSize(1);
    assertThat(fixture.resume(specs(3)).isSuccess()).isTrue();
  }

  /** Who reads what is being written may see a later part of it without an earlier one. */
  @Test
  void read_holeInTheJournalOfARunAtWork_isNotDamage() throws IOException {
    Files.delete(fixture.file());
    List<UnfinishedRun> unfinished = new ArrayList<>();
    RunReport report =
        fixture.run(
            fixture.transcript.hook(
                "a",
                context -> {
                  byte[] before = Files.readAllBytes(fixture.file());
                  Files.write(fixture.file(), withHole(before));
                  unfinished.addAll(fixture.journal.unfinished());
                  assertThatThrownBy(() -> fixture.resume(Resume.run(context.runId()), specs(1)))
                      .hasMessageContaining(" is at work ");
                  Files.write(fixture.file(), before);
                }));
    report.throwIfFailed();
    assertThat(unfinished).isEmpty();
  }

  private static byte[] withHole(byte[] bytes) {
    byte[] seen = bytes.clone();
    Arrays.fill(seen, 40, 50, (byte) 0);
    return seen;
  }

  @Test
  void read_lineRemoved_isDamage() throws IOException {
    List<String> lines = Files.readAllLines(fixture.file());
    for (int i = 1; i < lines.size() - 1; i++) {
      String line = lines.get(i) + "\n";
      Files.writeString(fixture.file(), String.join("\n", lines).replace(line, "") + "\n");
      assertThatThrownBy(fixture.journal::unfinished).isInstanceOf(JournalException.class);
    }
  }

  /** A loss of power may leave any block unwritten that was not forced to the disk. */
  @ParameterizedTest
  @EnumSource
  void resume_blockNeverWritten_continuesBeforeItUnlessItWasForced(Durability durability)
      throws IOException {
    Files.delete(fixture.file());
    HookRequest request = Transcript.REQUEST.journal(fixture.journal.durability(durability));
    HookEngine engine = fixture.transcript.unheard(specs(12));
    var unused = engine.run(JournalFixture.SHOP, request);
    byte[] bytes = Files.readAllBytes(fixture.file());
    int from = 4 * 512;
    assertThat(new String(bytes, 0, from, StandardCharsets.US_ASCII)).contains(" begun ");
    Arrays.fill(bytes, from, from + 512, (byte) 0);
    Files.write(fixture.file(), bytes);
    if (durability == Durability.EACH_RECORD) {
      assertThatThrownBy(fixture.journal::unfinished).isInstanceOf(JournalException.class);
    } else {
      RunReport report = engine.resume(JournalFixture.SHOP, request, Resume.unfinished());
      assertThat(report.results()).hasSize(12).allMatch(hook -> hook.outcome().isSuccess());
    }
  }

  /**
   * Dropped is what was written and never forced: here, all but what is forced at the beginning.
   */
  @Test
  void resume_unforcedWritesDropped_runsTheHooksAgain() throws IOException {
    fixture.dieAfter(" begun ");
    int before = fixture.transcript.lines().size();
    RunReport report = fixture.resume(specs(3));
    assertThat(fixture.transcript.lines().size() - before).isEqualTo(3);
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.results()).allMatch(hook -> hook.hook().phase().equals(DEPLOY));
  }
}
