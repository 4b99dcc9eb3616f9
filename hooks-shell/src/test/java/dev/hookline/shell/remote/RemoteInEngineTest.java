package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.core.rollout.FailureBudget;
import dev.hookline.core.rollout.Rollout;
import dev.hookline.core.rollout.RolloutReport;
import dev.hookline.core.rollout.TargetResult.Status;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scripts elsewhere and the engine together: limits, secrets, retries, hand-over, many targets. */
class RemoteInEngineTest extends RemoteTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");

  /** Only these failures repeat nothing when the hook is tried again. */
  private static final RetryPolicy UNSENT =
      RetryPolicy.attempts(3)
          .onlyIf(e -> e instanceof ConnectionLostException lost && !lost.mayHaveRun());

  private RunReport run(HookSpec... specs) {
    var builder =
        HookEngine.builder()
            .gracePeriod(Duration.ofSeconds(2))
            .environment(Environment.empty().withSecret("TOKEN", "s3cr3t-7501"));
    List.of(specs).forEach(builder::register);
    return builder.build().run(DEPLOY, HookRequest.in(directory));
  }

  private static HookSpec spec(String name, RemoteHook hook) {
    return HookSpec.of(DEPLOY, name, hook);
  }

  @Test
  void run_limitIsReached_endsTheTreeThere() throws Exception {
    RunReport report =
        run(
            spec("slow", there("trap '' TERM; echo begun; sleep 7502"))
                .timeout(Duration.ofMillis(500)));
    HookResult result = report.results().get(0);
    assertThat(result.outcome()).isInstanceOf(HookOutcome.TimedOut.class);
    assertThat(result.output().text()).isEqualTo("begun\n");
    assertThat(result.leftBehind()).isEmpty();
    assertThat(sleeps("7502")).isFalse();
  }

  @Test
  void run_secret_isSentAndMasked() {
    RunReport report =
        run(spec("login", there("[ \"$TOKEN\" = s3cr3t-''7501 ] && echo got $TOKEN; exit 3")));
    assertThat(report.results().get(0).output().text()).isEqualTo("got ***\n");
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.toString()).doesNotContain("s3cr3t-7501");
    assertThat(report.failure().orElseThrow().getMessage()).doesNotContain("s3cr3t-7501");
  }

  @Test
  void run_handedOverValue_reachesALaterLocalScript() {
    RunReport report =
        run(
            spec("ask", there("echo VERSION=1.2 >>$HOOKLINE_OUTPUT")),
            HookSpec.of(
                DEPLOY, "use", ScriptHook.inline(Interpreter.of("sh"), "echo here $VERSION")));
    assertThat(report.results().get(1).output().text()).isEqualTo("here 1.2\n");
  }

  @Test
  void retry_connectionThatCouldNotBeMade_isTriedAgain() throws Exception {
    Path calls = directory.resolve("calls");
    Launcher weak =
        Launcher.words(
            "sh", "-c", "echo >>" + calls + "; [ $(wc -l <" + calls + ") = 3 ] && \"$@\"", "weak");
    RunReport report = run(spec("far", RemoteHook.through(weak).script("echo ran")).retry(UNSENT));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.results().get(0).attempts()).isEqualTo(3);
    assertThat(report.results().get(0).output().text()).isEqualTo("ran\n");
  }

  @Test
  void retry_connectionLostInTheMiddle_isNotTriedAgain() throws Exception {
    Path ran = directory.resolve("ran");
    RunReport report =
        run(spec("far", there("echo >>" + ran, "kill -9 $PPID", "sleep 60")).retry(UNSENT));
    assertThat(report.results().get(0).attempts()).isEqualTo(1);
    assertThat(Files.readString(ran)).isEqualTo("\n");
  }

  @Test
  void failure_reportShowsACommandForPeople() {
    RunReport report = run(spec("far", there("exit 3").arguments("it's")));
    assertThat(report.results().get(0).commandByHand().orElseThrow())
        .contains("env -i PATH=/usr/bin:/bin sh -c")
        .contains("exit 3")
        .doesNotContain("hl_");
  }

  /** The host is chosen by what the rollout hands to each run. */
  @Test
  void rollout_overHosts_runsEachScriptThereAndResumes() throws Exception {
    Path up = Files.createDirectory(directory.resolve("up"));
    String script =
        "touch " + up + "/$HOOKLINE_TARGET; [ ! -e " + directory + "/bad-$HOOKLINE_TARGET ]";
    HookEngine engine =
        HookEngine.builder()
            .ledger(FileLedger.in(directory.resolve("ledger")))
            .register(
                DEPLOY,
                "restart",
                context -> {
                  String host = context.get(Rollout.TARGET).orElseThrow();
                  Launcher there =
                      Launcher.words("env", "-i", "PATH=/usr/bin:/bin", "NAME=" + host);
                  RemoteHook.through(there).script(script).run(context);
                })
            .build();
    List<String> hosts = IntStream.range(0, 12).mapToObj(i -> "web" + i).toList();
    Rollout rollout =
        Rollout.over(hosts)
            .batches("1", "50%", "100%")
            .atMost(4)
            .stopAfter(FailureBudget.percent(50));
    Path bad = Files.createFile(directory.resolve("bad-web3"));
    RolloutReport first = rollout.run(engine, DEPLOY, this::once);
    assertThat(first.targets(Status.FAILED)).extracting("target").containsExactly("web3");
    try (var files = Files.list(up)) {
      assertThat(files).hasSize(12);
    }
    Files.delete(bad);
    RolloutReport second = rollout.run(engine, DEPLOY, this::once);
    assertThat(second.isSuccess()).isTrue();
    assertThat(second.targets(Status.SUCCEEDED)).extracting("target").containsExactly("web3");
    assertThat(second.targets(Status.DONE_BEFORE)).hasSize(11);
  }

  private HookRequest once(String host) {
    return HookRequest.in(directory).once(DEPLOY, OnceKey.of("v42", host));
  }
}
