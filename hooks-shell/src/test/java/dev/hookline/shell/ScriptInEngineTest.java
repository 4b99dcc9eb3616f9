package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import dev.hookline.core.RunReport;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scripts and the engine together: limits, cancellation, hand-over, secrets. */
class ScriptInEngineTest extends ScriptTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  private RunReport run(HookSpec... specs) {
    return engine(specs).run(DEPLOY, HookRequest.in(directory));
  }

  private static HookEngine engine(HookSpec... specs) {
    var builder = HookEngine.builder().phases(DEPLOY).gracePeriod(GRACE);
    for (HookSpec spec : specs) {
      builder.register(spec);
    }
    return builder.build();
  }

  private static HookSpec spec(String name, ScriptHook hook) {
    return HookSpec.of(DEPLOY, name, hook);
  }

  @Test
  void run_limitIsReached_treeIsGoneAndTheOutcomeIsATimeout() {
    long before = System.nanoTime();

    RunReport report =
        run(
            spec("stubborn", sh("trap '' TERM; (setsid " + sleeper + " &); echo begun; " + sleeper))
                .timeout(Duration.ofMillis(500)));

    assertThat(System.nanoTime() - before).isLessThan(3_000_000_000L);
    HookResult result = report.results().get(0);
    assertThat(result.outcome()).isInstanceOf(HookOutcome.TimedOut.class);
    assertThat(result.output().text()).isEqualTo("begun\n");
    assertThat(result.leftBehind()).isEmpty();
    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void cancel_whileAScriptRuns_treeIsGoneAndTheRunIsCancelled() throws Exception {
    RunHandle handle =
        engine(spec("long", sh("touch begun; " + sleeper + " & wait")))
            .start(DEPLOY, HookRequest.in(directory));
    awaitFile("begun");

    handle.cancel();

    assertThat(handle.await().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void run_firstHookHandsOn_secondHookSeesIt() {
    RunReport report =
        run(
            spec("first", sh("printf 'A=1\\nB<<E\\ntwo\\nlines\\nE\\n' >> $HOOKLINE_OUTPUT")),
            spec("second", sh("echo \"$A $B\"")));

    assertThat(report.isSuccess()).isTrue();
    assertThat(report.results().get(1).output().text()).isEqualTo("1 two\nlines\n");
  }

  @Test
  void run_scriptPrintsASecret_itIsMaskedInOutputLogAndMessage() throws Exception {
    RunReport report =
        run(
            spec("leaky", sh("echo token=$TOKEN; exit 3").logTo(Path.of("log")))
                .environment(Environment.empty().withSecret("TOKEN", "s3cret-value")));

    assertThat(report.results().get(0).output().text()).isEqualTo("token=***\n");
    assertThat(directory.resolve("log")).hasContent("token=***\n");
    assertThat(report.failure().orElseThrow()).hasMessageContaining("token=***");
    assertThat(report.exitCode()).isEqualTo(3);
  }

  @Test
  void run_functionFails_reportSaysWhatItSaysOfAScript() throws Exception {
    write("hooks.sh", "f() { echo database is locked; return 3; }");

    RunReport report =
        run(HookSpec.of(DEPLOY, "migrate", FunctionHook.of(Path.of("hooks.sh"), "f")));

    assertThat(stable(report.toString()))
        .contains(
            """
            hook "migrate" (phase deploy) failed: f of hooks.sh returned 3
              command:   bash -p -c 'source DIR/hooks.sh; f'
              directory: DIR
              ran for:   TIME
              output, last lines:
                database is locked\
            """);
  }

  @Test
  void run_oneGibibyte_heapStaysFlatAndTheReportHasBothEnds() {
    long before = usedHeap();

    RunReport report =
        run(spec("loud", sh("echo first; head -c 1073741824 /dev/zero; echo; echo last")));

    assertThat(usedHeap() - before).isLessThan(16 << 20);
    KeptOutput output = report.results().get(0).output();
    assertThat(output.head()).startsWith("first\n");
    assertThat(output.tail()).endsWith("\nlast\n");
    assertThat(output.head().length() + output.omittedBytes() + output.tail().length())
        .isEqualTo((1L << 30) + "first\n\nlast\n".length());
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void run_childIsLeft_reportListsIt() {
    RunReport report = run(spec("starter", sh(sleeper + " & echo started")));

    assertThat(report.isSuccess()).isTrue();
    assertThat(report.results().get(0).leftBehind())
        .contains(LeftBehind.process(sleeper.awaitRunning(1).get(0), sleeper.command()));
  }

  @Test
  void plan_script_showsItsCommand() {
    HookEngine engine = engine(spec("a", ScriptHook.command("make", "check all")));

    assertThat(engine.plan(DEPLOY).toString()).contains("make 'check all'");
  }

  @Test
  void dryRun_script_saysItsCommandDirectoryAndVariables() {
    HookEngine engine = engine(spec("a", ScriptHook.command("make", "check all")));
    HookRequest request =
        HookRequest.in(directory)
            .arguments("--fast")
            .environment(Environment.of("DB_URL", "x").withSecret("TOKEN", "hunter2"));

    RunReport report = engine.run(DEPLOY, request.dryRun());

    assertThat(report.toString())
        .contains(
            "  dry run   hook \"a\" (phase deploy): would run make 'check all' --fast in "
                + directory
                + " with DB_URL, TOKEN");
  }
}
