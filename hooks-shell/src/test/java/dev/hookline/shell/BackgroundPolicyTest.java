package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.LeftBehind;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import dev.hookline.shell.testing.Traces;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise 3: what a script leaves running is a matter of policy, and is not waited for. */
class BackgroundPolicyTest extends ScriptTestCase {
  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  @Test
  void run_childHoldsTheOutput_returnsAndReportsIt() throws Exception {
    long before = System.nanoTime();

    sh(sleeper + " & echo started").run(context);

    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    assertThat(context.output.text()).isEqualTo("started\n");
    long pid = sleeper.awaitRunning(1).get(0);
    assertThat(context.left).first().isEqualTo(LeftBehind.process(pid, sleeper.command()));
  }

  @Test
  void run_childHoldsTheOutput_whatReadsItIsReportedAndEndsWithTheChild() throws Exception {
    sh("(while [ ! -e go ]; do sleep 0.01; done) &").settle(Duration.ZERO).run(context);
    LeftBehind drain = context.left.get(context.left.size() - 1);
    assertThat(drain.description())
        .isEqualTo("cat, which reads what the others still write, and ends with them");
    ProcessHandle cat = ProcessHandle.of(drain.id()).orElseThrow();
    assertThat(cat.info().command().orElse("")).endsWith("cat");

    write("go");

    cat.onExit().join();
  }

  /** A shell that writes to a broken pipe dies, or sees that it could not write. */
  @Test
  void run_childWritesByAnotherNumber_isNeverKilledByItsOutput() throws Exception {
    sh(
            "exec 3>&1",
            "(while [ ! -e go ]; do sleep 0.01; done; echo tick >&3 || exit; : >done)"
                + " </dev/null >/dev/null 2>&1 &")
        .settle(Duration.ZERO)
        .run(context);
    write("go");

    awaitFile("done");
  }

  @Test
  void run_daemonOfItsOwn_isReportedToo() throws Exception {
    sh("(setsid " + sleeper + " </dev/null >/dev/null 2>&1 &)").run(context);

    assertThat(context.left).extracting(LeftBehind::id).isEqualTo(sleeper.awaitRunning(1));
  }

  @Test
  void run_childDoesNotHoldTheOutput_doesNotEvenSettle() throws Exception {
    long before = System.nanoTime();

    sh(sleeper + " </dev/null >/dev/null 2>&1 &").settle(Duration.ofMinutes(5)).run(context);

    assertThat(System.nanoTime() - before).isLessThan(60_000_000_000L);
    assertThat(sleeper.awaitRunning(1)).hasSize(1);
  }

  @Test
  void run_childHoldsTheOutput_losesNoLineOfTheScript() throws Exception {
    for (int i = 0; i < 30; i++) {
      TestContext run = TestContext.in(directory);
      sh(sleeper + " & seq 2000").settle(Duration.ZERO).run(run);
      assertThat(run.output.lines()).hasSize(2000).endsWith("2000");
    }
  }

  @Test
  void run_childEndsWithinSettle_isNotReportedAndItsOutputIsKept() throws Exception {
    assertThat(outputOf(sh("(sleep 0.05; echo late) & echo first").settle(Duration.ofSeconds(20))))
        .isEqualTo("first\nlate\n");
    assertThat(context.left).isEmpty();
  }

  @Test
  void run_policyKill_endsItAndSucceeds() throws Exception {
    sh(sleeper + " &").background(BackgroundPolicy.KILL).settle(Duration.ofMillis(10)).run(context);

    assertThat(sleeper.running()).isEmpty();
    assertThat(context.left).isEmpty();
  }

  @Test
  void run_policyKillAndChildIgnoresSigterm_endsItAfterTheGrace() throws Exception {
    sh("trap '' TERM", sleeper + " &")
        .background(BackgroundPolicy.KILL)
        .settle(Duration.ofMillis(10))
        .run(context.grace(Duration.ofMillis(100)));

    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void run_policyFail_endsItAndFails() {
    // A child is a copy of its shell until it has become another program.
    String script = sleeper + " & until grep -q sleep /proc/$!/cmdline; do :; done; echo done";
    String message =
        messageOf(sh(script).background(BackgroundPolicy.FAIL).settle(Duration.ofMillis(10)));

    assertThat(
            message.replaceAll("running: \\d+", "running: PID").replaceAll(" in cgroup [^)]+", ""))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) failed although the script ended with exit code 0, \
            because processes that it started were still running: PID (%1$s); end them in the \
            script, or choose another background policy
              command:   sh -c '%2$s' migrate
              directory: DIR
              ran for:   TIME
              output, last lines:
                done\
            """
                .formatted(sleeper, script));
    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void run_policyFailAndNothingLeft_returns() throws Exception {
    sh("true & wait").background(BackgroundPolicy.FAIL).run(context);
  }

  @Test
  void run_chattyChildIsLeft_isNeverKilledByItsOutput() throws Exception {
    sh("(for i in $(seq 5000); do echo noise $i; done; echo survived > tmp; mv tmp done) &")
        .settle(Duration.ZERO)
        .run(context);

    awaitFile("done");
    assertThat(directory.resolve("done")).hasContent("survived");
  }

  @Test
  void run_leftChildEnds_nothingOfOursIsLeft() throws Exception {
    Traces before = Traces.now();
    sh("(while [ ! -e go ]; do sleep 0.01; done) &").settle(Duration.ZERO).run(context);
    long child = context.left.get(0).id();
    write("go");

    ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());

    Traces.now().assertNoMoreThan(before);
  }

  @Test
  void stop_whileSettling_endsWhatIsThere() throws Exception {
    RunningHook hook =
        RunningHook.start(
            sh(sleeper + " & echo gone; exit 0").settle(Duration.ofMinutes(5)), context);
    context.output.await("gone");

    hook.stop();

    assertThat(sleeper.running()).isEmpty();
    assertThat(hook.hasFailed()).isTrue();
    assertThat(hook.keptInterrupt()).isTrue();
  }
}
