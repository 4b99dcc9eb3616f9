package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.LeftBehind;
import dev.hookline.shell.cgroup.Cgroups;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Daemons that shed all by which they could be found, in a cgroup. Where this user may make none,
 * the same hooks fail and say why.
 */
@Timeout(60)
class ContainmentTest extends ScriptTestCase {
  private final Sleeper sleeper = new Sleeper();
  private final String refusal = refusal();

  private static String refusal() {
    Cgroups here = Cgroups.ofThisJvm();
    here.take().ifPresent(here::giveBack);
    return here.refusal();
  }

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  /** Forks twice, wipes its environment, leaves the session, closes its files. */
  private ScriptHook daemon() {
    return sh(
        "env -i setsid sh -c '(env -i setsid sh -c \": >up; "
            + sleeper
            + "; :\" &)' </dev/null >/dev/null 2>&1",
        "while [ ! -e up ]; do sleep 0.01; done",
        "echo ready",
        "[ \"$1\" = stay ] && " + sleeper,
        "exit 0");
  }

  /** Returns whether the hook was refused for the lack of a cgroup. */
  private boolean isRefused(Optional<ScriptFailedException> failure) {
    if (!refusal.isEmpty()) {
      assertThat(failure)
          .get()
          .extracting(ScriptFailedException::ending)
          .isEqualTo(
              new ScriptEnding.NotStarted(
                  "it must run in a cgroup of its own, but "
                      + refusal
                      + "; run as root or in a scope of your own (systemd-run --user --scope), or do"
                      + " not require a cgroup"));
    }
    return !refusal.isEmpty();
  }

  private Optional<ScriptFailedException> failure(ScriptHook hook) {
    return Optional.ofNullable(failureOf(hook.containment(Containment.REQUIRED)));
  }

  @Test
  void run_daemonWithoutTraces_isReportedWithItsCgroup() {
    Optional<ScriptFailedException> failure = failure(daemon());

    if (!isRefused(failure)) {
      assertThat(failure).isEmpty();
      assertThat(context.left)
          .extracting(LeftBehind::id)
          .containsAll(sleeper.awaitRunning(1))
          .doesNotContain(0L);
      assertThat(context.left)
          .extracting(LeftBehind::description)
          .allMatch(text -> text.matches("(?s).* in cgroup /.*/hookline-\\d+-\\d+-\\d+-\\d+"));
    }
  }

  @Test
  void run_policyKillAndDaemonWithoutTraces_isEnded() {
    Optional<ScriptFailedException> failure = failure(daemon().background(BackgroundPolicy.KILL));

    if (!isRefused(failure)) {
      assertThat(failure).isEmpty();
      assertThat(sleeper.running()).isEmpty();
      assertThat(context.left).isEmpty();
    }
  }

  @Test
  void run_policyFailAndDaemonWithoutTraces_failsByItsName() {
    Optional<ScriptFailedException> failure = failure(daemon().background(BackgroundPolicy.FAIL));

    if (!isRefused(failure)) {
      assertThat(failure).get().asString().contains(" (" + sleeper + " in cgroup ");
      assertThat(sleeper.running()).isEmpty();
    }
  }

  @Test
  void run_automaticAndPolicyKill_isInACgroupWhereThereMayBeOne() throws Exception {
    sh("grep ^0:: /proc/self/cgroup").background(BackgroundPolicy.KILL).run(context);

    assertThat(context.output.text().contains("/hookline-")).isEqualTo(refusal.isEmpty());
  }

  @Test
  void run_automaticAndPolicyLeave_isInTheCgroupOfTheTool() throws Exception {
    assertThat(outputOf(sh("cat /proc/self/cgroup"))).doesNotContain("hookline-");
  }

  @Test
  void run_noneAndPolicyKill_isInTheCgroupOfTheTool() throws Exception {
    ScriptHook hook = sh("cat /proc/self/cgroup").background(BackgroundPolicy.KILL);

    assertThat(outputOf(hook.containment(Containment.NONE))).doesNotContain("hookline-");
  }

  @Test
  void stop_daemonWithoutTracesThatIgnoresSigterm_isEnded() throws Exception {
    ScriptHook hook =
        sh(
            "trap '' TERM",
            "env -i setsid sh -c '(env -i setsid "
                + sleeper
                + " </dev/null >/dev/null 2>&1 &)'; echo ready; exec "
                + sleeper);
    RunningHook running =
        RunningHook.start(
            hook.containment(Containment.REQUIRED), context.grace(Duration.ofMillis(200)));
    if (refusal.isEmpty()) {
      context.output.await("ready");
      sleeper.awaitRunning(2);
    }

    running.stop();

    if (!isRefused(Optional.of(running.failure()))) {
      assertThat(sleeper.running()).isEmpty();
      assertThat(context.left).isEmpty();
      assertThat(running.failure().ending()).isEqualTo(new ScriptEnding.Killed(9, "SIGKILL"));
    }
  }

  /** It forks faster than it can be looked at, and is looked at frozen. */
  @Test
  void run_chainOfForksWithoutAPauseOrTraces_isNamedAndEnded() {
    ScriptHook chain =
        sh(
            "(env -i setsid perl -MPOSIX -e 'my $n = \""
                + sleeper
                + "\"; for (;;) { exit if fork; POSIX::setsid() }' </dev/null >/dev/null 2>&1 &)",
            "sleep 0.1");

    Optional<ScriptFailedException> failure = failure(chain.background(BackgroundPolicy.FAIL));

    if (!isRefused(failure)) {
      assertThat(failure).get().asString().contains("perl");
      assertThat(Sleeper.running(sleeper.toString())).isEmpty();
    }
  }

  @Test
  void run_scriptMakesCgroupsOfItsOwn_findsWhatIsInThem() {
    ScriptHook hook =
        sh(
            "own=$(sed -n 's/^0:://p' /proc/self/cgroup); own=${own##*/}",
            "own=$(find /sys/fs/cgroup -type d -name \"$own\")",
            "mkdir \"$own/below\" && echo 0 >\"$own/below/cgroup.procs\"",
            "(env -i setsid " + sleeper + " </dev/null >/dev/null 2>&1 &)",
            "sleep 0.1");

    Optional<ScriptFailedException> failure = failure(hook.background(BackgroundPolicy.KILL));

    if (!isRefused(failure)) {
      assertThat(failure).isEmpty();
      assertThat(sleeper.running()).isEmpty();
    }
  }

  @Test
  void run_required_addsNoVariable() throws Exception {
    context.environment.remove("PWD");
    context.variable("HOME", "/nowhere");
    outputOf(ScriptHook.command("env"));
    TestContext contained = TestContext.in(directory);
    contained.environment.clear();
    contained.environment.putAll(context.environment);
    if (refusal.isEmpty()) {
      ScriptHook.command("env").containment(Containment.REQUIRED).run(contained);

      assertThat(names(contained)).isEqualTo(names(context));
    }
  }

  private static List<String> names(TestContext context) {
    return context.output.lines().stream()
        .map(line -> line.replaceAll("(HOOKLINE_COOKIE|HOOKLINE_OUTPUT)=.*", "$1"))
        .filter(line -> !line.startsWith("_="))
        .sorted()
        .toList();
  }

  @Test
  void run_requiredAndVariableThatNoShellPassesOn_isRefused() {
    context.variable("app.name", "x");

    Optional<ScriptFailedException> failure = failure(sh("true"));

    assertThat(failure)
        .get()
        .extracting(ScriptFailedException::ending)
        .isEqualTo(
            new ScriptEnding.NotStarted(
                "it must run in a cgroup of its own, but its variable app.name has a name that does"
                    + " not get through the shell which moves it there; take the variable out of"
                    + " the environment, or do not require a cgroup"));
  }

  @Test
  void run_automaticAndVariableThatNoShellPassesOn_passesItOn() throws Exception {
    context.variable("app.name", "x");
    ScriptHook.command("env").background(BackgroundPolicy.KILL).run(context);

    assertThat(context.output.lines()).contains("app.name=x");
  }

  @Test
  void run_programDoesNotExist_isSaidAsWithoutACgroup() {
    context.variable("PATH", "/nowhere");
    ScriptHook hook = ScriptHook.command("no-such-program").background(BackgroundPolicy.KILL);

    assertThat(messageOf(hook)).isEqualTo(messageOf(hook.containment(Containment.NONE)));
  }

  @Test
  void run_manyScripts_useTheSameCgroupsAgain() throws Exception {
    for (int i = 0; i < 20; i++) {
      sh("grep ^0:: /proc/self/cgroup").background(BackgroundPolicy.KILL).run(context);
    }

    assertThat(context.output.lines()).hasSize(20);
    // One would do, but a busy kernel may say a moment late that a cgroup has become empty.
    assertThat(context.output.lines().stream().distinct()).hasSizeLessThan(10);
  }
}
