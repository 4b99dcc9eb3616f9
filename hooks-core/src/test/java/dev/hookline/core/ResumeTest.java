package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.CutOffRule;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.RunStatus;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.Resume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a resumed run does, and does not do. */
class ResumeTest {
  @TempDir private Path directory;
  private JournalFixture fixture;
  private Transcript transcript;

  @BeforeEach
  void makeFixture() {
    fixture = new JournalFixture(directory.resolve("journal"));
    transcript = fixture.transcript;
  }

  private HookSpec[] three() {
    return new HookSpec[] {
      transcript.undoable("a"), transcript.undoable("b"), transcript.hook("c").always()
    };
  }

  /** Returns three hooks of which the second has this rule. */
  private HookSpec[] three(CutOffRule rule) {
    HookSpec[] specs = three();
    specs[1] = specs[1].whenCutOff(rule);
    return specs;
  }

  private RunReport resumedAfter(String text, HookSpec... specs) throws IOException {
    RunReport first = fixture.run(specs);
    fixture.dieAfter(text);
    transcript.add("--");
    RunReport resumed = fixture.resume(specs);
    assertThat(resumed.runId()).isEqualTo(first.runId());
    return resumed;
  }

  private List<String> done() {
    List<String> lines = transcript.lines();
    return lines.subList(lines.indexOf("--") + 1, lines.size());
  }

  // ---- the truth table: what a run that died owes, and what it continues

  @Test
  void resume_betweenHooks_continuesWithTheNext() throws Exception {
    RunReport report = resumedAfter("ended deploy ORDINARY a", three());
    assertThat(done()).containsExactly("b", "c");
    assertThat(Transcript.words(report.results()))
        .containsExactly("a succeeded", "b succeeded", "c succeeded");
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void resume_beforeAnyHook_runsAll() throws Exception {
    var unused = resumedAfter(" begun ", three());
    assertThat(done()).containsExactly("a", "b", "c");
  }

  @Test
  void resume_afterAllHooks_runsNone() throws Exception {
    RunReport report = resumedAfter("ended deploy ALWAYS c", three());
    assertThat(done()).isEmpty();
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void resume_afterFailure_owesUndoOnFailureAndAlways() throws Exception {
    RunReport report =
        resumedAfter(
            "ended deploy ORDINARY b",
            transcript.undoable("a"),
            transcript.failing("b"),
            transcript.hook("d").onlyOnFailure(),
            transcript.hook("c").always());
    assertThat(done()).containsExactly("undo a", "d", "c");
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("IllegalStateException: b broke");
  }

  @Test
  void resume_duringUndo_undoesAgainAndTheRest() throws Exception {
    var unused =
        resumedAfter(
            "started deploy UNDO b",
            transcript.undoable("a"),
            transcript.undoable("b"),
            transcript.failing("d"));
    assertThat(done()).containsExactly("undo b", "undo a");
  }

  @Test
  void resume_afterUndo_undoesOnlyTheRest() throws Exception {
    var unused =
        resumedAfter(
            "ended deploy UNDO b",
            transcript.undoable("a"),
            transcript.undoable("b"),
            transcript.failing("d"));
    assertThat(done()).containsExactly("undo a");
  }

  @Test
  void resume_inLaterPhaseThatFails_undoesWhatTheDeadProcessDid() throws Exception {
    HookSpec later = HookSpec.of(JournalFixture.BUILD, "late", failure("broke"));
    var unused = resumedAfter("started build ORDINARY late", transcript.undoable("a"), later);
    assertThat(done()).containsExactly("undo a");
  }

  @Test
  void resume_twice_continuesWhereTheSecondProcessDied() throws Exception {
    RunReport first = resumedAfter("ended deploy ORDINARY a", three());
    fixture.dieAfter("started deploy ALWAYS c");
    transcript.add("again");
    RunReport second = fixture.resume(three());
    assertThat(done()).containsExactly("b", "c", "again", "c");
    assertThat(second.runId()).isEqualTo(first.runId());
  }

  // ---- the hook in flight

  @Test
  void resume_inFlight_runsAgainAndSaysSo() throws Exception {
    RunReport report = resumedAfter("started deploy ORDINARY b", three());
    assertThat(done()).containsExactly("b", "c");
    assertThat(report.warnings())
        .containsExactly(
            "hook \"b\" (phase deploy) was running when run "
                + report.runId()
                + " died; it runs again");
  }

  @Test
  void resume_inFlightToSkip_skips() throws Exception {
    RunReport report = resumedAfter("started deploy ORDINARY b", three(CutOffRule.SKIP));
    assertThat(done()).containsExactly("c");
    assertThat(report.results().get(1))
        .hasToString(
            "hook \"b\" (phase deploy) skipped: it was running when the process of run "
                + report.runId()
                + " died");
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void resume_inFlightToUndo_undoesItFirst() throws Exception {
    RunReport report = resumedAfter("started deploy ORDINARY b", three(CutOffRule.UNDO));
    assertThat(done()).containsExactly("undo b", "undo a", "c");
    assertThat(report.failure().orElseThrow())
        .hasMessage("it was running when the process of run " + report.runId() + " died");
  }

  @Test
  void resume_inFlightToUndo_diedAgain_undoesItOnce() throws Exception {
    var unused = resumedAfter("started deploy ORDINARY b", three(CutOffRule.UNDO));
    fixture.dieAfter("ended deploy UNDO b");
    transcript.add("again");
    var unusedToo = fixture.resume(three(CutOffRule.UNDO));
    assertThat(done()).containsExactly("undo b", "undo a", "c", "again", "undo a", "c");
  }

  @Test
  void resume_inFlightToAsk_asks() throws Exception {
    HookSpec[] specs = three(CutOffRule.ASK);
    var unused = fixture.run(specs);
    fixture.dieAfter("started deploy ORDINARY b");
    transcript.add("--");
    Resume how =
        Resume.unfinished()
            .ask(
                hook -> {
                  transcript.add("asked about " + hook);
                  return CutOffRule.SKIP;
                });
    var unusedToo = fixture.resume(how, specs);
    assertThat(done()).containsExactly("asked about hook \"b\" (phase deploy)", "c");
  }

  @Test
  void resume_inFlightToAskWithoutAnswer_isRefusedAndChangesNothing() throws Exception {
    HookSpec[] specs = three(CutOffRule.ASK);
    RunReport first = fixture.run(specs);
    fixture.dieAfter("started deploy ORDINARY b");
    List<String> before = fixture.said();
    assertThatThrownBy(() -> fixture.resume(specs))
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "hook \"b\" (phase deploy) was running when run "
                + first.runId()
                + " died, and its rule is to ask; give Resume answers with ask(…)");
    assertThat(fixture.said()).isEqualTo(before);
  }

  @Test
  void resume_inFlight_endsWhatItLeftRunningFirst() throws Exception {
    Hook leaving =
        new Hook() {
          @Override
          public void run(HookContext context) {
            transcript.add("a");
          }

          @Override
          public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
            transcript.add("end what " + hook.name() + " left");
            return List.of(LeftBehind.process(4711, "sleep 300"));
          }
        };
    RunReport report = resumedAfter("started deploy ORDINARY a", HookSpec.of(DEPLOY, "a", leaving));
    assertThat(done()).containsExactly("end what a left", "a");
    assertThat(report.warnings())
        .contains(
            "hook \"a\" (phase deploy) had left process 4711: sleep 300 running when run "
                + report.runId()
                + " died; it was ended");
  }

  // ---- what hooks hand over

  @Test
  void resume_variables_areHandedBack() throws Exception {
    var unused =
        resumedAfter(
            "ended deploy ORDINARY a",
            transcript.hook("a", context -> context.export("VERSION", "4.2 beta\n")),
            transcript.hook("b", context -> transcript.add(context.environment().get("VERSION"))));
    assertThat(done()).containsExactly("b", "4.2 beta\n");
  }

  @Test
  void resume_secretHandedOver_runsItsHookAgain() throws Exception {
    RunReport report =
        resumedAfter(
            "ended deploy ORDINARY a",
            transcript.hook("a", context -> context.exportSecret("TOKEN", "s3cr3t-t0ken")),
            transcript.hook("b", context -> transcript.add(context.environment().get("TOKEN"))));
    assertThat(done()).containsExactly("a", "b", "s3cr3t-t0ken");
    assertThat(report.warnings())
        .containsExactly(
            "hook \"a\" (phase deploy) had handed over TOKEN, which no journal holds;"
                + " it runs again");
  }

  @Test
  void resume_secretOfHookThatMayNotRunAgain_warns() throws Exception {
    RunReport report =
        resumedAfter(
            "ended deploy ORDINARY a",
            transcript
                .hook("a", context -> context.exportSecret("TOKEN", "s3cr3t-t0ken"))
                .whenCutOff(CutOffRule.SKIP),
            transcript.hook("b"));
    assertThat(done()).containsExactly("b");
    assertThat(report.warnings())
        .containsExactly(
            "hook \"a\" (phase deploy) had handed over TOKEN, which no journal holds;"
                + " later hooks do not have it");
  }

  @Test
  void resume_objectHandedOver_runsItsHookAgain() throws Exception {
    HookKey<List<?>> key = key();
    var unused =
        resumedAfter(
            "ended deploy ORDINARY a",
            transcript.hook("a", context -> context.put(key, List.of("x"))),
            transcript.hook("b", context -> transcript.add(context.get(key).toString())));
    assertThat(done()).containsExactly("a", "b", "Optional[[x]]");
  }

  @SuppressWarnings("unchecked")
  private static HookKey<List<?>> key() {
    return (HookKey<List<?>>) (HookKey<?>) HookKey.of("list", List.class);
  }

  @Test
  void resume_secretWhileRollingBack_runsNothingAgain() throws Exception {
    RunReport report =
        resumedAfter(
            "started deploy UNDO a",
            transcript
                .hook("a", context -> context.exportSecret("TOKEN", "s3cr3t-t0ken"))
                .undo(transcript.undo("a")),
            transcript.failing("b"));
    assertThat(done()).containsExactly("undo a");
    assertThat(report.warnings()).hasSize(2);
  }

  @Test
  void journal_secrets_areInNone() throws Exception {
    var unused =
        transcript
            .builder(
                transcript.hook(
                    "a",
                    context -> {
                      context.exportSecret("TOKEN", "s3cr3t-t0ken");
                      context.export("URL", "https://u:s3cr3t-t0ken@host/");
                    }),
                transcript.hook("b", failure("cannot log in with s3cr3t-t0ken")))
            .build()
            .run(JournalFixture.SHOP, fixture.request);
    assertThat(fixture.said())
        .noneMatch(line -> line.contains("s3cr3t"))
        .contains("TIME withheld deploy ORDINARY a TOKEN", "TIME withheld deploy ORDINARY a URL");
  }

  // ---- what a journal says

  @Test
  void journal_ofRun_saysWhatWasDoneBeforeAndAfter() throws Exception {
    var unused =
        fixture.run(
            transcript.undoable("a"), transcript.failing("b"), transcript.hook("c").always());
    assertThat(fixture.said())
        .containsExactly(
            "hookline-journal 1 RUN shop",
            "TIME planned deploy ORDINARY a lambda,%0020undo:%0020lambda",
            "TIME planned deploy ORDINARY b lambda",
            "TIME planned deploy ALWAYS c lambda",
            "TIME begun EACH_RECORD",
            "TIME started deploy ORDINARY a",
            "TIME ended deploy ORDINARY a TIME TOOK 1 succeeded",
            "TIME started deploy ORDINARY b",
            fixture.said().get(8),
            "TIME started deploy UNDO a",
            "TIME ended deploy UNDO a TIME TOOK 1 succeeded",
            "TIME started deploy ALWAYS c",
            "TIME ended deploy ALWAYS c TIME TOOK 1 succeeded",
            "TIME done FAILED");
    assertThat(fixture.said().get(8))
        .startsWith("TIME ended deploy ORDINARY b TIME TOOK 1 failed 0 IllegalStateException");
  }

  @Test
  void run_dry_writesNoJournal() {
    var unused = transcript.unheard(three()).run(JournalFixture.SHOP, fixture.request.dryRun());
    assertThat(fixture.journal.directory()).doesNotExist();
  }

  @Test
  void unfinished_deadRun_saysWhereItStood() throws Exception {
    RunReport report = fixture.run(three());
    assertThat(fixture.journal.unfinished()).isEmpty();
    fixture.dieAfter("started deploy ORDINARY b");
    assertThat(fixture.journal.unfinished())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.runId()).isEqualTo(report.runId());
              assertThat(run.name()).isEqualTo("shop");
              assertThat(run.ended()).extracting(HookId::name).containsExactly("a");
              assertThat(run.inFlight()).extracting(HookId::name).containsExactly("b");
              assertThat(run.file()).isEqualTo(fixture.file());
            });
  }

  @Test
  void unfinished_duringTheRun_isEmpty() {
    var unused =
        fixture.run(
            transcript.hook(
                "a", context -> transcript.add(fixture.journal.unfinished().toString())));
    assertThat(transcript.lines()).containsExactly("a", "[]");
  }
}
