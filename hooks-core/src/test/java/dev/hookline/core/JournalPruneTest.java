package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.core.journal.Retention;
import dev.hookline.core.journal.file.FileJournal;
import dev.hookline.core.journal.record.JournalDirectory;
import dev.hookline.core.journal.record.Pruning;
import dev.hookline.core.ledger.text.LedgerText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which journals are deleted, and which are kept. */
class JournalPruneTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Retention NONE = Retention.atMost(0);

  @TempDir private Path directory;
  private JournalFixture fixture;

  @BeforeEach
  void makeFixture() {
    fixture = new JournalFixture(directory.resolve("journal"));
  }

  private Path run() throws IOException {
    List<Path> before = files();
    var unused = fixture.run(fixture.transcript.hook("a"));
    List<Path> made = new ArrayList<>(files());
    made.removeAll(before);
    return made.stream()
        .filter(file -> file.toString().endsWith(".journal"))
        .findFirst()
        .orElseThrow();
  }

  private Path dead() throws IOException {
    Path file = run();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
    return file;
  }

  private List<Path> files() throws IOException {
    if (Files.notExists(fixture.journal.directory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(fixture.journal.directory())) {
      return files.toList();
    }
  }

  /** Prunes as if so much time had passed. */
  private List<Path> pruneAfter(Duration time, Retention retention) {
    JournalDirectory journals = new JournalDirectory(fixture.journal.directory());
    return Pruning.prune(journals, retention, Instant.now().plus(time));
  }

  @Test
  void prune_olderThanTheRetention_deletesJournalAndLock() throws Exception {
    Path file = run();
    assertThat(pruneAfter(DAY.minusHours(1), Retention.of(DAY))).isEmpty();
    assertThat(pruneAfter(DAY.plusHours(1), Retention.of(DAY))).containsExactly(file);
    assertThat(files()).isEmpty();
  }

  @Test
  void prune_moreThanTheRetention_deletesThoseThatEndedFirst() throws Exception {
    Path first = run();
    Path second = run();
    Path third = run();
    setEnd(second, "2001");
    setEnd(third, "2000");
    assertThat(fixture.journal.prune(Retention.atMost(1))).containsExactly(third, second);
    assertThat(files()).hasSize(2).contains(first);
  }

  /** Gives the end of a run another year; the checksum of the last line with it. */
  private static void setEnd(Path journal, String year) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    String before = lines.get(lines.size() - 2);
    String last = lines.remove(lines.size() - 1);
    String text = year + last.substring(4, last.lastIndexOf(' '));
    String checksum = before.substring(before.lastIndexOf(' ') + 1);
    String line = LedgerText.line(checksum, text);
    Files.writeString(journal, String.join("\n", lines) + "\n" + line);
  }

  @Test
  void prune_both_deletesWhatEitherDoesNotKeep() throws Exception {
    Path old = run();
    setEnd(old, "2000");
    Path young = run();
    assertThat(fixture.journal.prune(Retention.of(DAY).andAtMost(5))).containsExactly(old);
    assertThat(fixture.journal.prune(Retention.of(DAY).andAtMost(0))).containsExactly(young);
  }

  @Test
  void prune_unfinished_isKeptUnlessAskedFor() throws Exception {
    Path file = dead();
    assertThat(pruneAfter(DAY.multipliedBy(999), NONE)).isEmpty();
    assertThat(fixture.journal.unfinished()).hasSize(1);
    assertThat(pruneAfter(DAY.plusHours(1), NONE.unfinishedToo(DAY))).containsExactly(file);
    assertThat(fixture.journal.unfinished()).isEmpty();
  }

  @Test
  void prune_runAtWork_isKept() {
    Retention nothing = NONE.unfinishedToo(Duration.ZERO);
    RunReport report =
        fixture.run(
            fixture.transcript.hook(
                "a", context -> assertThat(pruneAfter(DAY, nothing)).isEmpty()));
    assertThat(report.isSuccess()).isTrue();
  }

  @Test
  void prune_damaged_isKept() throws Exception {
    Path file = run();
    Files.writeString(file, Files.readString(file).replace("begun", "begin"));
    assertThat(pruneAfter(DAY, NONE)).isEmpty();
    assertThat(file).exists();
  }

  @Test
  void prune_diedBeforeItBegan_isDeletedAfterADay() throws Exception {
    Path file = run();
    Files.writeString(file, "hookline-jour");
    assertThat(pruneAfter(DAY.minusHours(1), NONE)).isEmpty();
    assertThat(pruneAfter(DAY.plusHours(1), NONE)).containsExactly(file);
  }

  @Test
  void prune_noDirectory_deletesNothing() {
    assertThat(fixture.journal.prune(NONE)).isEmpty();
    assertThat(fixture.journal.directory()).doesNotExist();
  }

  @Test
  void prune_directoryIsAFile_isRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> FileJournal.in(file).prune(NONE))
        .hasMessage(
            "journal directory " + file + " is a file; move it away, or name another directory");
  }

  @Test
  void retention_negative_isRefused() {
    assertThatThrownBy(() -> Retention.of(Duration.ofHours(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("retention must not be negative, but is ");
    assertThatThrownBy(() -> Retention.atMost(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of journals to keep must not be negative, but is -1");
  }
}
