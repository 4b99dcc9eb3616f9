package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.ledger.file.FileLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hooks a request leaves out, and what becomes of those that clean up. */
class SelectionTest {
  private static final Phase BUILD = Phase.of("build");
  private static final Lifecycle LIFECYCLE =
      Lifecycle.named("all")
          .phase(BUILD)
          .phase(DEPLOY)
          .step("switch", context -> {})
          .always("unlock", context -> {})
          .build();

  @TempDir Path temp;

  private final HookEngine engine =
      engine(
          spec(BUILD, "compile").tags("slow"),
          spec(BUILD, "tidy").always(),
          spec(DEPLOY, "backup").tags("db"),
          spec(DEPLOY, "migrate").tags("db", "slow"),
          spec(DEPLOY, "warm"),
          spec(DEPLOY, "mail").onlyOnFailure(),
          spec(DEPLOY, "report").always());

  private static HookSpec spec(Phase phase, String name) {
    return HookSpec.of(phase, name, context -> {});
  }

  private static HookEngine engine(HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder().phases(LIFECYCLE);
    List.of(specs).forEach(builder::register);
    return builder.build();
  }

  private static List<String> ran(RunReport report) {
    return report.results().stream()
        .filter(result -> result.outcome().isSuccess())
        .map(result -> result.hook().name())
        .toList();
  }

  private List<String> ran(HookRequest request) {
    return ran(engine.run(LIFECYCLE, request));
  }

  // ---- skip

  @Test
  void skip_name_leavesThatHookOutAndSaysSo() {
    RunReport report = engine.run(LIFECYCLE, REQUEST.skip("migrate"));
    assertThat(Transcript.words(report.results()))
        .containsExactly(
            "compile succeeded",
            "tidy succeeded",
            "backup succeeded",
            "migrate skipped: left out: skip \"migrate\"",
            "warm succeeded",
            "mail skipped: nothing failed",
            "report succeeded",
            "switch succeeded",
            "unlock succeeded");
    assertThat(report.isSuccess()).isTrue();
    Skipped skipped = (Skipped) report.results().get(3).outcome();
    assertThat(skipped.reason().cause()).isEqualTo(Cause.NOT_SELECTED);
  }

  @Test
  void skip_tag_leavesAllHooksWithItOut() {
    assertThat(ran(REQUEST.skip("tag:slow")))
        .containsExactly("tidy", "backup", "warm", "report", "switch", "unlock");
  }

  @Test
  void skip_phase_leavesItOutAsAWhole() {
    RunReport report = engine.run(LIFECYCLE, REQUEST.skip("phase:deploy"));
    assertThat(ran(report)).containsExactly("compile", "tidy", "switch", "unlock");
    assertThat(report.phases())
        .extracting(PhaseReport::status)
        .containsExactly(
            RunStatus.SUCCEEDED, RunStatus.SKIPPED, RunStatus.SUCCEEDED, RunStatus.SUCCEEDED);
    assertThat(report.isSuccess()).isTrue();
  }

  @Test
  void skip_hookThatCleansUp_leavesItOut() {
    assertThat(ran(REQUEST.skip("report", "unlock", "mail")))
        .containsExactly("compile", "tidy", "backup", "migrate", "warm", "switch");
  }

  @Test
  void skip_cleansUpAfterAFailure_isLeftOutThereToo() {
    HookEngine failing =
        engine(
            HookSpec.of(DEPLOY, "a", Transcript.failure("broke")),
            spec(DEPLOY, "mail").onlyOnFailure());
    assertThat(Transcript.words(failing.run(DEPLOY, REQUEST.skip("mail")).results()))
        .containsExactly("a failed", "mail skipped: left out: skip \"mail\"");
  }

  // ---- only

  @Test
  void only_name_runsItWithWhatCleansUpAfterItsPhase() {
    assertThat(ran(REQUEST.only("migrate"))).containsExactly("migrate", "report", "unlock");
  }

  @Test
  void only_severalCalls_runAllOfThem() {
    assertThat(ran(REQUEST.only("compile").only("switch")))
        .containsExactly("compile", "tidy", "switch", "unlock");
  }

  @Test
  void only_tag_runsAllHooksWithIt() {
    assertThat(ran(REQUEST.only("tag:slow")))
        .containsExactly("compile", "tidy", "migrate", "report", "unlock");
  }

  @Test
  void only_phase_runsAllOfIt() {
    assertThat(ran(REQUEST.only("phase:build"))).containsExactly("compile", "tidy", "unlock");
  }

  @Test
  void only_hookThatCleansUp_runsItAlone() {
    assertThat(ran(REQUEST.only("report"))).containsExactly("report", "unlock");
  }

  @Test
  void only_withSkip_skipWins() {
    assertThat(ran(REQUEST.only("tag:db").skip("migrate")))
        .containsExactly("backup", "report", "unlock");
  }

  @Test
  void only_nameOfTwoPhases_meansBothUnlessThePhaseIsNamed() {
    HookEngine twice = engine(spec(BUILD, "lint"), spec(DEPLOY, "lint"));
    assertThat(ran(twice.run(LIFECYCLE, REQUEST.only("lint"))))
        .containsExactly("lint", "lint", "unlock");
    assertThat(twice.run(LIFECYCLE, REQUEST.only("deploy/lint")).results())
        .filteredOn(result -> result.outcome().isSuccess())
        .extracting(result -> result.hook().phase() + "/" + result.hook().name())
        .containsExactly("deploy/lint", "all/unlock");
  }

  @Test
  void only_undoOfASelectedHook_runs() {
    Transcript transcript = new Transcript();
    HookEngine undoable =
        transcript.engine(
            transcript.undoable("a"), transcript.undoable("b"), transcript.failing("c"));
    assertThat(Transcript.words(undoable.run(DEPLOY, REQUEST.only("b", "c")).results()))
        .containsExactly(
            "a skipped: left out: only \"b\", \"c\"",
            "b succeeded",
            "c failed",
            "undo b succeeded");
  }

  // ---- from

  @Test
  void from_hook_leavesOutWhatIsBeforeIt() {
    assertThat(ran(REQUEST.from("migrate")))
        .containsExactly("migrate", "warm", "report", "switch", "unlock");
  }

  @Test
  void from_phaseOrStep_beginsThere() {
    assertThat(ran(REQUEST.from("phase:deploy")))
        .containsExactly("backup", "migrate", "warm", "report", "switch", "unlock");
    assertThat(ran(REQUEST.from("switch"))).containsExactly("switch", "unlock");
  }

  @Test
  void from_hookThatCleansUp_isRefused() {
    assertThatThrownBy(() -> engine.run(LIFECYCLE, REQUEST.from("report")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "from \"report\" selects only hooks that clean up; name a hook that runs in its place,"
                + " or a phase");
  }

  // ---- wrong selectors

  @Test
  void selector_unknown_isRefusedWithAllOthersAndAdvice() {
    HookRequest request =
        REQUEST.only("migrat", "slow", "deploy").skip("tag:slwo", "phase:x").from("build/warm");
    String message =
        String.join(
            System.lineSeparator(),
            "only \"migrat\": the plan has no such hook; did you mean \"migrate\"?",
            "only \"slow\": the plan has no such hook; for the tag write \"tag:slow\"",
            "only \"deploy\": the plan has no such hook; for the phase write \"phase:deploy\"",
            "skip \"tag:slwo\": the plan has no such tag; did you mean \"slow\"?",
            "skip \"phase:x\": the plan has no such phase; it has \"build\", \"deploy\","
                + " \"switch\", \"all\"",
            "from \"build/warm\": the plan has no such hook; it has \"build/compile\","
                + " \"build/tidy\", \"deploy/backup\", \"deploy/migrate\", \"deploy/warm\","
                + " \"deploy/mail\", \"deploy/report\", \"switch/switch\", \"all/unlock\"");
    Stream.<ThrowingCallable>of(
            () -> engine.run(LIFECYCLE, request), () -> engine.plan(LIFECYCLE, request))
        .forEach(
            call ->
                assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message));
  }

  @Test
  void selector_empty_isRefusedAtOnce() {
    assertThatThrownBy(() -> REQUEST.skip("tag:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "selector \"tag:\" names nothing; write HOOK, PHASE/HOOK, tag:TAG or phase:PHASE");
  }

  @Test
  void selector_hookWhoseNameLooksLikeATag_isSelectedByItsPrefix() {
    HookEngine odd = engine(spec(DEPLOY, "tag:a"), spec(DEPLOY, "b"));
    assertThat(ran(odd.run(DEPLOY, REQUEST.only("hook:tag:a")))).containsExactly("tag:a");
  }

  // ---- with others

  @Test
  void skip_whereHooksOverlap_leavesThatOneOut() {
    HookEngine overlapping =
        HookEngine.builder()
            .concurrency(DEPLOY, 4)
            .register(spec(DEPLOY, "a"))
            .register(spec(DEPLOY, "b"))
            .register(spec(DEPLOY, "c").after("b"))
            .build();
    assertThat(ran(overlapping.run(DEPLOY, REQUEST.skip("b")))).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void only_phaseWithAKey_doesNotCountAsDone() {
    HookEngine once =
        HookEngine.builder()
            .ledger(FileLedger.in(temp))
            .register(spec(DEPLOY, "a"))
            .register(spec(DEPLOY, "b"))
            .build();
    HookRequest request = REQUEST.once(DEPLOY, OnceKey.of("shop"));
    RunReport report = once.run(DEPLOY, request.only("b"));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.warnings())
        .containsExactly("key \"shop\" of phase deploy does not count as done: the run left out a");
    assertThat(ran(once.run(DEPLOY, request))).containsExactly("a", "b");
    assertThat(ran(once.run(DEPLOY, request))).isEmpty();
  }

  @Test
  void skip_wholePhaseWithAKey_leavesTheLedgerAlone() {
    HookEngine once =
        HookEngine.builder()
            .ledger(FileLedger.in(temp.resolve("ledger")))
            .register(spec(DEPLOY, "a"))
            .build();
    HookRequest request = REQUEST.once(DEPLOY, OnceKey.of("shop")).skip("phase:deploy");
    assertThat(once.run(DEPLOY, request).isSuccess()).isTrue();
    assertThat(temp.resolve("ledger")).doesNotExist();
  }

  @Test
  void plan_ofARequest_showsWhatIsLeftOut() {
    assertThat(engine.plan(DEPLOY, REQUEST.only("migrate").skip("report")).toText(120))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "phase deploy: 5 hooks",
                "  1  backup   lambda  would be skipped: left out: only \"migrate\"; tag db",
                "  2  migrate  lambda  tag db; tag slow",
                "  3  warm     lambda  would be skipped: left out: only \"migrate\"",
                "  4  mail     lambda  on-failure hook",
                "  5  report   lambda  would be skipped: left out: skip \"report\"; always hook"));
  }
}
