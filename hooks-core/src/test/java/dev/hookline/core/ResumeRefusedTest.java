package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import dev.hookline.core.ledger.text.LedgerText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be resumed, or written, says why, where, and what to do. */
class ResumeRefusedTest {
  @TempDir private Path directory;
  private JournalFixture fixture;
  private Transcript transcript;
  private String runId = "none";

  @BeforeEach
  void makeFixture() {
    fixture = new JournalFixture(directory.resolve("journal"));
    transcript = fixture.transcript;
  }

  /** Runs a and b, and dies after a. */
  private void die() throws IOException {
    runId = fixture.run(transcript.hook("a"), transcript.undoable("b")).runId();
    fixture.dieAfter("ended deploy ORDINARY a");
  }

  private void assertRefused(ThrowingCallable act, String message) throws IOException {
    List<String> before = List.copyOf(transcript.lines());
    assertThatThrownBy(act)
        .isInstanceOf(JournalException.class)
        .satisfies(
            refused ->
                assertThat(fixture.text(String.valueOf(refused.getMessage()), runId))
                    .isEqualTo(message));
    assertThat(transcript.lines()).isEqualTo(before);
  }

  @Test
  void resume_changedPlan_isAnErrorThatShowsTheDifference() throws Exception {
    die();
    assertRefused(
        () -> fixture.resume(transcript.hook("b"), transcript.hook("c"), transcript.hook("a")),
        """
        run RUN of shop cannot be resumed, because its plan has changed (- was, + is):
          - hook "b" (phase deploy): lambda, undo: lambda
          + hook "b" (phase deploy): lambda
          + hook "c" (phase deploy): lambda
        resume it with the plan that it had, or give it up with anewIfPlanChanged()""");
  }

  @Test
  void resume_changedOrder_isAnErrorThatShowsThePlace() throws Exception {
    die();
    assertRefused(
        () -> fixture.resume(transcript.undoable("b"), transcript.hook("a")),
        """
        run RUN of shop cannot be resumed, because its plan has changed (- was, + is):
          place 1 had hook "a" (phase deploy): lambda, and has hook "b" (phase deploy): lambda, undo: lambda
        resume it with the plan that it had, or give it up with anewIfPlanChanged()""");
  }

  @Test
  void resume_changedPlanAnew_givesUpAndRunsAll() throws Exception {
    die();
    RunReport report =
        fixture.resume(Resume.unfinished().anewIfPlanChanged(), transcript.hook("new"));
    assertThat(report.runId()).isNotEqualTo(runId);
    assertThat(report.warnings())
        .containsExactly("run " + runId + " is given up: its plan has changed");
    assertThat(transcript.lines()).containsExactly("a", "b", "new");
    assertThat(fixture.journal.unfinished()).isEmpty();
  }

  @Test
  void resume_none_isRefused() throws Exception {
    assertRefused(
        () -> fixture.resume(transcript.hook("a")),
        "no run of shop is unfinished in journal DIR; begin one with run(…)");
  }

  @Test
  void resume_unknown_isRefused() throws Exception {
    assertRefused(
        () -> fixture.resume(Resume.run("../x"), transcript.hook("a")),
        "journal DIR has no run ../x; see unfinished()");
  }

  @Test
  void resume_finished_isRefused() throws Exception {
    runId = fixture.run(transcript.hook("a")).runId();
    assertRefused(
        () -> fixture.resume(Resume.run(runId), transcript.hook("a")),
        "run RUN of shop cannot be resumed: it has ended (SUCCEEDED at TIME, says"
            + " DIR/RUN.journal); begin a new one with run(…)");
  }

  @Test
  void resume_ofOtherLifecycle_isRefused() throws Exception {
    die();
    Lifecycle other = Lifecycle.named("other").phase(Transcript.DEPLOY).build();
    HookEngine engine = transcript.unheard(transcript.hook("a"));
    assertRefused(
        () -> engine.resume(other, fixture.request, Resume.run(runId)),
        "run RUN is one of shop, not of other; resume it with its own lifecycle");
  }

  @Test
  void resume_oneOfTwo_isRefusedUnlessItIsNamed() throws Exception {
    die();
    Path kept = directory.resolve("kept");
    Files.copy(fixture.file(), kept);
    Files.delete(fixture.file());
    String first = runId;
    die();
    Files.copy(kept, fixture.journal.directory().resolve(first + ".journal"));
    HookSpec[] specs = {transcript.hook("a"), transcript.undoable("b")};
    assertThatThrownBy(() -> fixture.resume(specs))
        .hasMessageStartingWith(
            "2 runs of shop are unfinished in journal "
                + fixture.journal.directory()
                + "; say which one with Resume.run(…): run "
                + first
                + " of shop, begun at ");
    assertThat(fixture.resume(Resume.run(runId), specs).runId()).isEqualTo(runId);
  }

  @Test
  void resume_runAtWork_isRefused() throws Exception {
    HookEngine engine =
        transcript.unheard(
            transcript.hook(
                "a",
                context -> {
                  runId = context.runId();
                  assertRefused(
                      () -> fixture.resume(Resume.run(runId), transcript.hook("a")),
                      "run RUN is at work in another process or thread; wait for its end");
                }));
    assertThat(engine.run(JournalFixture.SHOP, fixture.request).isSuccess()).isTrue();
  }

  @Test
  void resume_newerVersion_isRefused() throws Exception {
    die();
    String header = "hookline-journal 2 " + runId + " shop and more";
    Files.writeString(fixture.file(), LedgerText.line("", header));
    assertRefused(
        () -> fixture.resume(transcript.hook("a")),
        "journal DIR/RUN.journal has format version 2, but this Hookline knows only version 1;"
            + " resume the run with the Hookline that began it, or move the file away");
  }

  @Test
  void resume_damaged_isRefused() throws Exception {
    die();
    Files.writeString(
        fixture.file(), Files.readString(fixture.file()).replace("planned", "plammed"));
    assertRefused(
        () -> fixture.resume(transcript.hook("a")),
        "journal DIR/RUN.journal:2 is damaged: the line does not match its checksum; restore the"
            + " file, or move it away and see by hand what its run has done");
  }

  @Test
  void resume_withoutJournal_isRefused() {
    HookEngine engine = transcript.unheard(transcript.hook("a"));
    assertThatThrownBy(
            () -> engine.resume(JournalFixture.SHOP, Transcript.REQUEST, Resume.unfinished()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the request has no journal, or is a dry run, so there is nothing to resume; give it"
                + " the journal of the run with journal(…)");
  }

  @Test
  void run_directoryIsAFile_isRefusedBeforeAnyHook() throws Exception {
    Files.createFile(fixture.journal.directory());
    assertRefused(
        () -> fixture.run(transcript.hook("a")),
        "journal directory DIR is a file; move it away, or name another directory");
  }

  @Test
  void run_directoryCannotBeMade_isRefusedBeforeAnyHook() throws Exception {
    FileJournal journal = FileJournal.in(directory.resolve("x".repeat(300)));
    HookEngine engine = transcript.unheard(transcript.hook("a"));
    assertRefused(
        () -> engine.run(JournalFixture.SHOP, Transcript.REQUEST.journal(journal)),
        "journal "
            + journal.directory()
            + " cannot be written: File name too long; check that it can be written and that its"
            + " disk is not full");
  }
}
