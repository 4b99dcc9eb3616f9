package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookSpec;
import dev.hookline.api.RunStatus;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run is resumed as it may be run: a phase alone, in the background, until a signal. */
@Timeout(120)
class ResumeWaysTest {
  private static final Resume UNFINISHED = Resume.unfinished();

  @TempDir private Path directory;
  private JournalFixture fixture;
  private Transcript transcript;
  private HookEngine engine;

  @BeforeEach
  void makeFixture() {
    fixture = new JournalFixture(directory.resolve("journal"));
    transcript = fixture.transcript;
    engine = transcript.unheard(transcript.undoable("a"), transcript.hook("b"));
  }

  private RunReport diedBeforeB(RunReport report) throws IOException {
    fixture.dieAfter("ended deploy ORDINARY a");
    transcript.add("--");
    return report;
  }

  private List<String> done() {
    List<String> lines = transcript.lines();
    return lines.subList(lines.indexOf("--") + 1, lines.size());
  }

  // ---- a phase alone

  @Test
  void resume_phase_continues() throws Exception {
    RunReport first = diedBeforeB(engine.run(DEPLOY, fixture.request));
    RunReport resumed = engine.resume(DEPLOY, fixture.request, UNFINISHED);
    assertThat(done()).containsExactly("b");
    assertThat(resumed.runId()).isEqualTo(first.runId());
    assertThat(Transcript.words(resumed.results())).containsExactly("a succeeded", "b succeeded");
  }

  @Test
  void resume_phaseWithAnotherPlan_isRefused() throws Exception {
    RunReport first = diedBeforeB(engine.run(DEPLOY, fixture.request));
    HookEngine other = transcript.unheard(transcript.hook("b"));
    assertThatThrownBy(() -> other.resume(DEPLOY, fixture.request, UNFINISHED))
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "run %s of deploy cannot be resumed, because its plan has changed (- was, + is):\n  - hook \"a\" (phase deploy): lambda, undo: lambda\nresume it with the plan that it had, or give it up with anewIfPlanChanged()"
                .formatted(first.runId()));
  }

  @Test
  void resume_phaseOfRunOfLifecycle_isRefused() throws Exception {
    RunReport first = diedBeforeB(engine.run(JournalFixture.SHOP, fixture.request));
    Resume how = Resume.run(first.runId());
    assertThatThrownBy(() -> engine.resume(DEPLOY, fixture.request, how))
        .hasMessage(
            "run %s is one of shop, not of deploy; resume it with its own lifecycle"
                .formatted(first.runId()));
  }

  // ---- in the background

  @Test
  void start_lifecycle_continuesInTheBackground() throws Exception {
    RunReport first = diedBeforeB(engine.run(JournalFixture.SHOP, fixture.request));
    RunHandle handle = engine.start(JournalFixture.SHOP, fixture.request, UNFINISHED);
    assertThat(handle.await().runId()).isEqualTo(first.runId());
    assertThat(done()).containsExactly("b");
  }

  @Test
  void start_phase_canBeCancelled() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    HookSpec endless = HookSpec.of(DEPLOY, "b", Transcript.endless(begun));
    var unused = diedBeforeB(engine.run(DEPLOY, fixture.request));
    RunHandle handle =
        transcript
            .unheard(transcript.undoable("a"), endless)
            .start(DEPLOY, fixture.request, UNFINISHED);
    begun.await();
    handle.cancel();
    assertThat(handle.await().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(done()).containsExactly("undo a");
    assertThat(fixture.journal.unfinished()).isEmpty();
  }

  @Test
  void start_nothingToResume_saysSoToWhoeverWaits() {
    RunHandle handle = engine.start(DEPLOY, fixture.request, UNFINISHED);
    assertThatThrownBy(handle::await)
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "no run of deploy is unfinished in journal %s; begin one with run(…)"
                .formatted(fixture.journal.directory()));
  }

  @Test
  void start_withoutJournal_isRefusedAtOnce() {
    assertThatThrownBy(() -> engine.start(DEPLOY, Transcript.REQUEST, UNFINISHED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the request has no journal, or is a dry run, so there is nothing to resume; give it"
                + " the journal of the run with journal(…)");
  }

  // ---- until a signal

  @Test
  void runUntilSignal_continues() throws Exception {
    var unused = diedBeforeB(engine.run(DEPLOY, fixture.request));
    RunReport resumed = engine.runUntilSignal(DEPLOY, fixture.request, UNFINISHED);
    assertThat(resumed.isSuccess()).isTrue();
    assertThat(done()).containsExactly("b");
  }

  @Test
  void runUntilSignal_signalWhileResumed_undoesWhatTheDeadProcessDid() throws Exception {
    String journal = fixture.journal.directory().toString();
    Path effects = directory.resolve("effects");
    try (ChildJvm child = start(journal, effects)) {
      assertThat(child.line()).isEqualTo("b begins");
      assertThat(child.kill()).isEmpty();
    }
    try (ChildJvm child = start(journal, effects)) {
      assertThat(child.line()).isEqualTo("b begins");
      new ProcessBuilder("kill", "-TERM", String.valueOf(child.pid())).start().waitFor();
      assertThat(child.waitFor()).isEqualTo(143);
    }
    assertThat(Files.readAllLines(effects)).containsExactly("a", "b", "b", "undo a");
    assertThat(fixture.journal.unfinished()).isEmpty();
  }

  private static ChildJvm start(String journal, Path effects) throws IOException {
    return ChildJvm.startWithSignals(ResumingChild.class.getName(), journal, effects.toString());
  }
}
