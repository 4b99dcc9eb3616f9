package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.RunStatus;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.file.FileLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phase with a key in a run that is resumed: the ledger and the journal agree. */
class ResumeOnceTest {
  private static final OnceKey KEY = OnceKey.of("shop");

  @TempDir private Path directory;
  private JournalFixture fixture;
  private Transcript transcript;
  private FileLedger ledger;

  @BeforeEach
  void makeFixture() {
    fixture = new JournalFixture(directory.resolve("journal"));
    transcript = fixture.transcript;
    ledger = FileLedger.in(directory.resolve("ledger"));
  }

  private HookEngine engine(HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder().ledger(ledger);
    List.of(specs).forEach(builder::register);
    return builder.build();
  }

  private HookRequest request() {
    return fixture.request.once(DEPLOY, KEY);
  }

  private List<String> events() {
    return ledger.entries().stream()
        .map(entry -> (entry.event().word() + " " + entry.hook()).strip())
        .toList();
  }

  /** Cuts the record of the key off behind so many entries. */
  private void cutLedger(int entries) throws IOException {
    try (Stream<Path> files = Files.list(ledger.directory())) {
      Path log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
      List<String> lines = Files.readAllLines(log).subList(0, entries + 1);
      Files.writeString(log, String.join("\n", lines) + "\n");
    }
  }

  @Test
  void resume_insideThePhase_continuesItInsteadOfRollingItBack() throws Exception {
    HookEngine engine = engine(transcript.undoable("a"), transcript.undoable("b"));
    var unused = engine.run(JournalFixture.SHOP, request());
    fixture.dieAfter("ended deploy ORDINARY a");
    cutLedger(2);
    RunReport report = engine.resume(JournalFixture.SHOP, request(), Resume.unfinished());
    assertThat(transcript.lines()).containsExactly("a", "b", "b");
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(events())
        .containsExactly(
            "begun", "succeeded a", "rolling-back", "succeeded a", "succeeded b", "done");
    assertThat(ledger.entries()).extracting(LedgerEntry::runId).containsOnly(report.runId());
  }

  @Test
  void resume_afterThePhase_doesNotSkipWhatItMayHaveToUndo() throws Exception {
    HookSpec late = HookSpec.of(JournalFixture.BUILD, "late", Transcript.failure("broke"));
    HookEngine engine = engine(transcript.undoable("a"), late);
    var unused = engine.run(JournalFixture.SHOP, request());
    fixture.dieAfter("started build ORDINARY late");
    cutLedger(3);
    assertThat(events()).endsWith("done");
    RunReport report = engine.resume(JournalFixture.SHOP, request(), Resume.unfinished());
    assertThat(transcript.lines()).containsExactly("a", "undo a", "undo a");
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(events()).endsWith("rolling-back", "undone a", "failed");
  }

  @Test
  void resume_phaseThatAnotherRunHadDone_skipsItAgain() throws Exception {
    HookSpec late = HookSpec.of(JournalFixture.BUILD, "late", context -> transcript.add("late"));
    HookEngine engine = engine(transcript.undoable("a"), late);
    var unused = engine.run(DEPLOY, Transcript.REQUEST.once(DEPLOY, KEY));
    var unusedToo = engine.run(JournalFixture.SHOP, request());
    fixture.dieAfter("started build ORDINARY late");
    RunReport report = engine.resume(JournalFixture.SHOP, request(), Resume.unfinished());
    assertThat(transcript.lines()).containsExactly("a", "late", "late");
    assertThat(report.phases().get(0).status()).isEqualTo(RunStatus.SKIPPED);
  }
}
