package dev.hookline.core.report;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.Limit;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RunInfo;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The events of a run with the times that a test wants, in milliseconds from its beginning. */
final class FakeRun {
  static final Instant START = Instant.parse("2026-11-21T20:11:03Z");
  private static final String ID = "6d8b74c8-2277-4122-ae87-a9086e992f66";

  private final String name;
  private final List<HookId> plan = new ArrayList<>();
  private final List<Timed> events = new ArrayList<>();

  private interface Event {
    HookEvent of(RunInfo run, Instant time);
  }

  private record Timed(long millis, Event event) {}

  FakeRun(String name) {
    this.name = name;
  }

  static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private void add(long millis, Event event) {
    events.add(new Timed(millis, event));
  }

  FakeRun phase(String phase, long from, long to, RunStatus status) {
    add(from, (run, time) -> new PhaseStarted(run, time, Phase.of(phase)));
    add(to, (run, time) -> new PhaseFinished(run, time, Phase.of(phase), status));
    return this;
  }

  FakeRun ignoredPhase(String phase, long from, long to) {
    add(from, (run, time) -> new PhaseStarted(run, time, Phase.of(phase)));
    add(
        to,
        (run, time) ->
            new PhaseFinished(
                run, time, Phase.of(phase), RunStatus.FAILED, true, Optional.empty()));
    return this;
  }

  FakeRun waits(String phase, long from, String key, String holder) {
    add(from, (run, time) -> new KeyAwaited(run, time, Phase.of(phase), OnceKey.of(key), holder));
    return this;
  }

  FakeRun warning(long at, String text) {
    add(at, (run, time) -> new WarningRaised(run, time, text));
    return this;
  }

  static HookId id(String phase, String hook) {
    return new HookId(Phase.of(phase), hook, HookKind.ORDINARY);
  }

  static FakeResult good(String phase, String hook, long from, long to) {
    return ended(phase, hook, from, to, HookOutcome.succeeded());
  }

  static FakeResult ended(String phase, String hook, long from, long to, HookOutcome outcome) {
    return FakeResult.of(id(phase, hook), at(from), Duration.ofMillis(to - from), outcome);
  }

  static HookAttempt attempt(int number, long from, long to, HookOutcome outcome) {
    return new HookAttempt(number, at(from), Duration.ofMillis(to - from), outcome);
  }

  static HookOutcome failed(String message) {
    IllegalStateException failure = new IllegalStateException(message);
    failure.setStackTrace(new StackTraceElement[0]); // who made it is no news
    return new Failed(failure);
  }

  /** Adds a hook; one that was to end by a limit has it from its first attempt on. */
  FakeRun hook(FakeResult result, long... limit) {
    if (result.hook().kind() != HookKind.UNDO) {
      plan.add(result.hook());
    }
    long start = Duration.between(START, result.startedAt()).toMillis();
    List<HookAttempt> attempts = result.attemptHistory();
    if (!attempts.isEmpty()) {
      add(start, (run, time) -> new HookStarted(run, time, result.hook()));
    }
    for (HookAttempt attempt : attempts) {
      attempt(result, attempt, limit);
    }
    add(start + result.duration().toMillis(), (run, time) -> new HookFinished(run, time, result));
    return this;
  }

  private void attempt(FakeResult result, HookAttempt attempt, long... limit) {
    long start = Duration.between(START, attempt.startedAt()).toMillis();
    Optional<Duration> left =
        limit.length == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(limit[0]));
    add(start, (run, time) -> new AttemptStarted(run, time, result.hook(), attempt.number(), left));
    if (attempt.number() < result.attempts()) {
      HookAttempt next = result.attemptHistory().get(attempt.number());
      Instant end = attempt.startedAt().plus(attempt.duration());
      Throwable failure = attempt.outcome().failure().orElseThrow();
      add(
          Duration.between(START, end).toMillis(),
          (run, time) ->
              new RetryAwaited(
                  run,
                  time,
                  result.hook(),
                  attempt.number(),
                  failure,
                  Duration.between(end, next.startedAt())));
    }
  }

  /** Passes the events on in the order of their times. */
  RunRecorder record(long end, RunStatus status, HookListener... others) {
    RunInfo run = new RunInfo(ID, name, Path.of("/srv/app"), plan);
    RunRecorder recorder = RunRecorder.create();
    List<HookListener> listeners = new ArrayList<>(List.of(others));
    listeners.add(recorder);
    List<HookEvent> all = new ArrayList<>();
    all.add(new RunStarted(run, START));
    events.stream()
        .sorted(Comparator.comparingLong(Timed::millis))
        .forEach(timed -> all.add(timed.event().of(run, at(timed.millis()))));
    all.add(new RunFinished(run, at(end), status));
    all.forEach(event -> listeners.forEach(listener -> listener.event(event)));
    return recorder;
  }

  /** A deployment in which much happens: what pictures and tests of whole documents show. */
  static FakeRun deployment() {
    FakeRun run = new FakeRun("deployment");
    run.phase("build", 0, 9_100, RunStatus.SUCCEEDED);
    run.hook(good("build", "checkout", 0, 1_400).command("git fetch --depth 1 origin main"));
    run.hook(
        good("build", "compile", 1_400, 6_200)
            .command("make -j4 all")
            .output("\u001b[32m[ok]\u001b[0m 412 files compiled\n3 warnings\n"));
    run.hook(good("build", "assets", 1_450, 4_300).command("npm run build"));
    run.hook(
        ended("build", "licences", 1_500, 2_100, failed("2 packages have no licence"))
            .command("./tools/licences.sh --strict")
            .ignored());
    run.hook(good("build", "image", 6_200, 9_050).command("./image.sh registry/app:42"));
    run.phase("deploy", 9_100, 38_000, RunStatus.FAILED);
    run.waits("deploy", 9_100, "deploy", "run 41f1 on host ci-3, since 20:10:55");
    run.hook(good("deploy", "freeze", 12_300, 12_600).command("lambda"));
    run.hook(
        good("deploy", "pull-image", 12_600, 22_900)
            .command("docker pull registry/app:42")
            .attempts(
                attempt(1, 12_600, 14_100, failed("exit code 1")),
                attempt(2, 15_100, 17_400, failed("exit code 1")),
                attempt(3, 19_400, 22_900, HookOutcome.succeeded()))
            .output("Error response from daemon: registry is busy\n42: Pulling from app\n"));
    run.hook(good("deploy", "warm-cache", 12_700, 16_500).command("./warm.sh"), 10_000);
    run.hook(good("deploy", "drain", 12_750, 19_800).command("./drain.sh web-1 web-2"));
    run.hook(
        ended(
                "deploy",
                "migrate",
                22_900,
                32_900,
                new TimedOut(
                    Limit.HOOK,
                    Duration.ofSeconds(10),
                    new HookTimeoutException("reached its hook limit of PT10S", null)))
            .command("./migrate.sh up --to 42")
            .output(
                "applying 0041_orders_index.sql … done\n"
                    + "applying 0042_orders_split.sql …\n"
                    + "waiting for a lock on table orders\n")
            .postMortem(
                "process 4711 (sleeping, 0.03 s of CPU): sh ./migrate.sh up --to 42",
                "  waits for: do_wait",
                "process 4713 (sleeping, 0.41 s of CPU): psql -f 0042_orders_split.sql",
                "  waits for: poll_schedule_timeout")
            .byHand(
                "cd /srv/app && env STAGE=prod ./migrate.sh up --to 42  # first set what is secret: PGPASSWORD"),
        10_000);
    run.hook(
        ended(
            "deploy", "smoke", 32_900, 32_900, skipped("hook \"migrate\" (phase deploy) failed")));
    run.hook(
        ended(
            "deploy", "switch", 32_900, 32_900, skipped("hook \"migrate\" (phase deploy) failed")));
    run.hook(undo("deploy", "drain", 32_950, 36_000, HookOutcome.succeeded()));
    run.hook(undo("deploy", "freeze", 36_000, 36_400, failed("no such lock: freeze-42")));
    run.hook(good("deploy", "page", 36_400, 37_900).command("./page.sh on-call"));
    run.warning(
        2_100, "hook \"licences\" (phase build) failed: 2 packages have no licence (ignored)");
    run.hook(ended("verify", "probe", 38_000, 38_000, skipped("phase deploy failed")));
    return run;
  }

  private static FakeResult undo(String phase, String hook, long from, long to, HookOutcome how) {
    HookId id = new HookId(Phase.of(phase), hook, HookKind.UNDO);
    return FakeResult.of(id, at(from), Duration.ofMillis(to - from), how);
  }

  static HookOutcome skipped(String words) {
    return new Skipped(SkipReason.because(words));
  }

  /** A run of many hooks, eight at once, one of a hundred of which fails. */
  static FakeRun large(int hooks) {
    FakeRun run = new FakeRun("large");
    run.phase("deploy", 0, hooks * 10L, RunStatus.FAILED);
    for (int i = 0; i < hooks; i++) {
      HookOutcome outcome = i % 100 == 99 ? failed("exit code 3") : HookOutcome.succeeded();
      run.hook(
          ended("deploy", "hook-" + i, i * 10L, i * 10L + 80, outcome)
              .command("./scripts/hook-" + i + ".sh --stage prod")
              .output(i % 10 == 9 ? "one line\nof output\n".repeat(20) : ""));
    }
    return run;
  }
}
