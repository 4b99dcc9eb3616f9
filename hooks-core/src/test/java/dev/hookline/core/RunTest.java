package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Condition;
import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a hook gets, what it hands on, and what the report says. */
@Timeout(60)
class RunTest {
  private static final HookKey<String> KEY = HookKey.of("key", String.class);

  @TempDir Path temp;
  private final Transcript transcript = new Transcript();

  private RunReport run(HookSpec... specs) {
    return transcript.engine(specs).run(DEPLOY, REQUEST);
  }

  private HookSpec says(String name, Saying saying) {
    return HookSpec.of(DEPLOY, name, context -> transcript.add(name + ": " + saying.of(context)));
  }

  private interface Saying {
    Object of(HookContext context);
  }

  private List<String> said() {
    return transcript.lines().stream().filter(line -> line.matches("\\w+: .*")).toList();
  }

  // ---- what a hook gets

  @Test
  void context_ofHook_saysWhichAndWhere() {
    Path directory = temp.toAbsolutePath().normalize();
    RunReport report =
        transcript
            .engine(
                says("id", context -> context.hook()),
                says("phase", context -> context.phase()),
                says("name", context -> context.name()),
                says("attempt", context -> context.attempt()),
                says("arguments", context -> context.arguments()),
                says("directory", context -> context.directory().equals(directory)),
                says("remaining", context -> context.remaining()),
                says("grace", context -> context.gracePeriod()),
                says("own", context -> context.gracePeriod()).gracePeriod(Duration.ofMillis(7)),
                says("stopping", context -> context.isStopping()),
                says("failure", context -> context.failure()),
                says("run", context -> context.runId()))
            .run(DEPLOY, HookRequest.in(temp).arguments("up", "-d", ""));
    assertThat(said())
        .containsExactly(
            "id: hook \"id\" (phase deploy)",
            "phase: deploy",
            "name: name",
            "attempt: 1",
            "arguments: [up, -d, ]",
            "directory: true",
            "remaining: Optional.empty",
            "grace: PT10S",
            "own: PT0.007S",
            "stopping: false",
            "failure: Optional.empty",
            "run: " + report.runId());
  }

  @Test
  void context_remaining_isThatOfTheNearestLimit() {
    transcript
        .engine(
            says("hook", context -> isWithin(context, 60)).timeout(Duration.ofMinutes(1)),
            says("attempt", context -> isWithin(context, 30))
                .timeout(Duration.ofMinutes(1))
                .attemptTimeout(Duration.ofSeconds(30)),
            says("run", context -> isWithin(context, 540)),
            says("cleanup", context -> isWithin(context, 600)).always())
        .run(DEPLOY, REQUEST.timeout(Duration.ofMinutes(10)));
    assertThat(said()).containsExactly("hook: true", "attempt: true", "run: true", "cleanup: true");
  }

  private static boolean isWithin(HookContext context, long seconds) {
    Duration remaining = context.remaining().orElseThrow();
    return remaining.compareTo(Duration.ofSeconds(seconds)) <= 0
        && remaining.compareTo(Duration.ofSeconds(seconds - 20)) > 0;
  }

  @Test
  void directory_ofSpecRelative_isBelowThatOfTheRun() {
    HookRequest request = HookRequest.in(temp);
    transcript
        .engine(
            says("relative", c -> request.directory().relativize(c.directory()))
                .directory(Path.of("x", "..", "app")),
            says("absolute", c -> c.directory()).directory(Path.of("/").resolve("srv")))
        .run(DEPLOY, request);
    assertThat(said()).containsExactly("relative: app", "absolute: " + Path.of("/").resolve("srv"));
  }

  @Test
  void environment_layers_laterOneWins() {
    String inherited = System.getenv().keySet().iterator().next();
    Environment all = Environment.empty();
    for (String name : List.of("T", "R", "S", "H", "O")) {
      all = all.with(name, "tool");
    }
    HookSpec handingOn =
        HookSpec.of(
            DEPLOY,
            "first",
            context -> {
              context.export("H", "handed over");
              context.export("O", "handed over");
            });
    transcript
        .builder(
            handingOn,
            says("env", c -> new TreeMap<>(only(c.environment())))
                .environment(Environment.of(Map.of("S", "old", "H", "spec", "O", "spec")))
                .environment(Environment.of("S", "spec")),
            says("inherited", c -> c.environment().get(inherited).equals(System.getenv(inherited))))
        .environment(Environment.of("T", "old"))
        .environment(all)
        .build()
        .run(
            DEPLOY,
            REQUEST
                .environment(Environment.of(Map.of("R", "old", "S", "file")))
                .environment(Environment.of(Map.of("R", "request", "H", "file", "O", "file")))
                .override("O", "override"));
    assertThat(said())
        .containsExactly(
            "env: {H=handed over, O=override, R=request, S=spec, T=tool}", "inherited: true");
  }

  private static Map<String, String> only(Map<String, String> environment) {
    Map<String, String> copy = new TreeMap<>(environment);
    copy.keySet().retainAll(List.of("T", "R", "S", "H", "O"));
    return copy;
  }

  @Test
  void environment_clean_hasOnlyWhatWasGiven() {
    transcript
        .builder(says("env", context -> context.environment()))
        .cleanEnvironment()
        .environment(Environment.of("A", "1"))
        .build()
        .run(DEPLOY, REQUEST.environment(Environment.of("B", "2")).override("C", "3"));
    assertThat(said()).containsExactly("env: {A=1, B=2, C=3}");
  }

  @Test
  void environment_changedByHook_isRefused() {
    RunReport report =
        run(
            HookSpec.of(DEPLOY, "a", context -> context.environment().put("A", "1"))
                .onFailure(FailurePolicy.CONTINUE),
            HookSpec.of(DEPLOY, "b", context -> context.environment().put("A", "1"))
                .environment(Environment.of("B", "2")));
    assertThat(report.failures())
        .extracting(result -> result.outcome().failure().orElseThrow().getClass().getSimpleName())
        .containsExactly("UnsupportedOperationException", "UnsupportedOperationException");
  }

  @Test
  void environment_handedOnByOneRun_isUnknownToTheNext() {
    HookEngine engine =
        transcript.engine(
            says("before", context -> context.environment().containsKey("HANDED_ON")),
            HookSpec.of(DEPLOY, "export", context -> context.export("HANDED_ON", "1")));
    engine.run(DEPLOY, REQUEST);
    engine.run(DEPLOY, REQUEST);
    assertThat(said()).containsExactly("before: false", "before: false");
  }

  @Test
  void export_nameThatCannotBe_failsTheHook() {
    RunReport report = run(HookSpec.of(DEPLOY, "a", context -> context.export("A=B", "1")));
    assertThat(report.failure().orElseThrow())
        .hasMessage(
            "variable name \"A=B\" cannot be used; it must not be empty and must not contain '=',"
                + " white space or control characters");
  }

  @Test
  void values_lastOneWinsAndTypesAreApart() {
    HookKey<Integer> number = HookKey.of("key", Integer.class);
    HookEngine engine =
        transcript.engine(
            says("a", context -> context.get(KEY)),
            HookSpec.of(
                DEPLOY,
                "put",
                context -> {
                  context.put(KEY, "one");
                  context.put(KEY, "two");
                  context.put(number, 3);
                }),
            says("b", context -> context.get(KEY) + " " + context.get(number)),
            says("z", context -> context.get(KEY)).always());
    engine.run(DEPLOY, REQUEST.attribute(KEY, "old").attribute(KEY, "of the tool"));
    assertThat(said())
        .containsExactly(
            "a: Optional[of the tool]", "b: Optional[two] Optional[3]", "z: Optional[two]");
  }

  // ---- conditions and dry run

  @Test
  void conditions_allMustBeMet_firstThatIsNotIsTheReason() {
    RunReport report =
        run(
            transcript.hook("met").when("on a", c -> true).when("on b", c -> true),
            transcript
                .hook("not")
                .when("on a", c -> true)
                .when("on b", c -> false)
                .when(
                    "never asked",
                    c -> {
                      throw new IllegalStateException("asked");
                    }),
            transcript
                .hook("broken")
                .when(
                    "on c",
                    c -> {
                      throw new IOException("cannot tell");
                    }));
    assertThat(Transcript.words(report.results()))
        .containsExactly("met succeeded", "not skipped: runs only on b", "broken failed");
    assertThat(report.failure().orElseThrow())
        .hasMessage("its condition \"on c\" threw IOException: cannot tell");
    assertThat(report.results()).extracting(HookResult::attempts).containsExactly(1, 0, 0);
  }

  @Test
  void dryRun_wholeLifecycle_tellsTheStoryAndExecutesNothing() {
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(DEPLOY)
            .step("switch", context -> transcript.add("executed"))
            .build();
    RunReport report =
        transcript
            .engine(
                transcript.undoable("a"),
                transcript.hook("b").when("with effects", c -> transcript.lines().isEmpty()),
                transcript.hook("c").when(Condition.withoutEffects("on production", c -> false)),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .run(lifecycle, REQUEST.dryRun());
    assertThat(transcript.lines())
        .containsExactly(
            "run all",
            "phase deploy",
            "< a skipped: dry run",
            "< b skipped: dry run",
            "< c skipped: runs only on production",
            "< f skipped: nothing failed",
            "< z skipped: dry run",
            "phase deploy succeeded",
            "phase switch",
            "< switch skipped: dry run",
            "phase switch succeeded",
            "run all succeeded");
    assertThat(report.isSuccess()).isTrue();
  }

  // ---- around

  @Test
  void around_actionSucceeds_runsPostHooks() {
    assertThat(around(context -> transcript.add("up"))).containsExactly("pre", "up", "post");
  }

  @Test
  void around_actionFails_skipsPostHooks() {
    assertThat(
            around(
                context -> {
                  throw new IOException("no such image");
                }))
        .containsExactly("pre");
    assertThat(transcript.lines())
        .contains("< switch off skipped: step \"up\" failed")
        .endsWith("run up failed");
  }

  @Test
  void around_preHookFails_skipsTheAction() {
    RunReport report =
        HookEngine.builder()
            .register(Phase.of("pre_up"), "a", Transcript.failure("broke"))
            .build()
            .run(Lifecycle.around("up", context -> transcript.add("up")), REQUEST);
    assertThat(Transcript.words(report.results()))
        .containsExactly("a failed", "up skipped: phase pre_up failed");
    assertThat(report.phases())
        .extracting(phase -> phase.phase() + " " + phase.status())
        .containsExactly("pre_up FAILED", "up SKIPPED", "post_up SKIPPED");
  }

  private List<String> around(Hook action) {
    HookEngine engine =
        transcript
            .builder()
            .register(Phase.of("pre_up"), "switch on", context -> transcript.add("pre"))
            .register(Phase.of("post_up"), "switch off", context -> transcript.add("post"))
            .build();
    engine.run(Lifecycle.around("up", action), REQUEST);
    return transcript.lines().stream().filter(line -> line.matches("pre|up|post")).toList();
  }

  // ---- listeners

  @Test
  void listener_throws_isReportedOnceAndChangesNothing() {
    class Broken implements HookListener {
      int calls;

      @Override
      public void phaseStarted(PhaseStarted event) {
        calls++;
        throw new AssertionError("broken listener");
      }

      @Override
      public void hookStarted(HookStarted event) {
        calls++;
      }
    }
    Broken broken = new Broken();
    HookEngine engine =
        HookEngine.builder()
            .listener(broken)
            .listener(transcript)
            .register(transcript.hook("a"))
            .build();
    for (int run = 1; run <= 2; run++) {
      RunReport report = engine.run(DEPLOY, REQUEST);
      assertThat(report.isSuccess()).isTrue();
      assertThat(report.warnings())
          .containsExactly(
              "listener "
                  + Broken.class.getName()
                  + " threw AssertionError: broken listener; it gets no more events of this run");
      assertThat(broken.calls).isEqualTo(run); // each run begins anew
    }
    assertThat(transcript.lines()).hasSize(2 * 7);
  }

  @Test
  void listener_slow_doesNotUseUpTheLimitOfTheNextHook() {
    HookListener slow =
        new HookListener() {
          @Override
          public void hookFinished(HookFinished event) {
            long until = System.nanoTime() + Duration.ofMillis(400).toNanos();
            while (System.nanoTime() - until < 0) {
              Thread.onSpinWait();
            }
          }
        };
    RunReport report =
        HookEngine.builder()
            .listener(slow)
            .register(transcript.hook("a"))
            .register(transcript.hook("b").timeout(Duration.ofMillis(300)))
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results())).containsExactly("a succeeded", "b succeeded");
  }

  @Test
  void console_wholeRun_isReadable() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HookEngine.builder()
        .listener(ConsoleProgress.to(new PrintStream(bytes, true)))
        .register(
            HookSpec.of(DEPLOY, "a", context -> context.out().println("hello"))
                .undo(context -> context.err().println("bye")))
        .register(
            HookSpec.of(DEPLOY, "b", Transcript.failure("broke")).retry(RetryPolicy.attempts(2)))
        .register(transcript.hook("c"))
        .build()
        .run(DEPLOY, REQUEST);
    assertThat(bytes.toString().replaceAll("[0-9]\\.[0-9]{3} s", "TIME").lines())
        .containsExactly(
            "== deploy",
            "-> a",
            "   [a] hello",
            "<- a succeeded (TIME)",
            "-> b",
            "   b: attempt 1 failed, next one in 0 ms",
            "<- b failed (TIME)",
            "<- c skipped: hook \"b\" (phase deploy) failed",
            "-> undo of a",
            "   [a] bye",
            "<- undo of a succeeded (TIME)",
            "== deploy failed");
  }

  // ---- report

  @Test
  void report_everything_isOneTextThatCanBeRead() {
    RunReport report =
        run(
            HookSpec.of(
                DEPLOY, "a", context -> context.leaveBehind(LeftBehind.process(4711, "sleep 60"))),
            HookSpec.of(DEPLOY, "b", Transcript.failure("ignored"))
                .onFailure(FailurePolicy.IGNORE)
                .retry(RetryPolicy.attempts(2)),
            HookSpec.of(DEPLOY, "c", Transcript.failure("first line\nsecond line")),
            transcript.hook("d"));
    assertThat(Transcript.text(report))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "deploy failed after TIME, run RUN",
                "  succeeded hook \"a\" (phase deploy) in TIME, left behind process 4711: sleep 60",
                "  failed    hook \"b\" (phase deploy) in TIME, 2 attempts",
                "  failed    hook \"c\" (phase deploy) in TIME",
                "  skipped   hook \"d\" (phase deploy): hook \"c\" (phase deploy) failed",
                "failure: hook \"c\" (phase deploy) failed: IllegalStateException: first line\nsecond line",
                "warning: hook \"b\" (phase deploy) failed: IllegalStateException: ignored (ignored)"));
    assertThat(report.results().get(2))
        .hasToString(
            "hook \"c\" (phase deploy) failed: IllegalStateException: first line\nsecond line");
  }

  @Test
  void report_times_followOneAnother() {
    Instant before = Instant.now().minusMillis(5);
    RunReport report = run(transcript.hook("a"), transcript.hook("b"));
    List<HookResult> results = report.results();
    assertThat(report.startedAt()).isAfterOrEqualTo(before);
    assertThat(results.get(0).startedAt()).isAfterOrEqualTo(report.startedAt());
    assertThat(results.get(1).startedAt())
        .isAfterOrEqualTo(results.get(0).startedAt().plus(results.get(0).duration()));
    assertThat(report.duration())
        .isGreaterThanOrEqualTo(results.get(0).duration().plus(results.get(1).duration()));
  }

  @Test
  void report_runId_isUniqueAndStable() {
    HookEngine engine = transcript.engine(transcript.hook("a"));
    RunReport one = engine.run(DEPLOY, REQUEST);
    assertThat(one.runId())
        .isEqualTo(one.runId())
        .isNotEqualTo(engine.run(DEPLOY, REQUEST).runId());
  }

  @Test
  void report_changedFromOutside_isRefused() {
    RunReport report = run(transcript.failing("a"));
    for (List<?> list :
        List.of(report.results(), report.failures(), report.warnings(), report.phases())) {
      assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(() -> report.phases().get(0).results().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void throwIfFailed_success_doesNothing() {
    RunReport report = run(transcript.hook("a"));
    report.throwIfFailed();
    assertThat(report.failure()).isEmpty();
    assertThat(report.exitCode()).isZero();
  }

  @Test
  void exitCode_firstFailure_decides() {
    Hook exit42 =
        context -> {
          throw new HookExitException(42, "exit code 42");
        };
    assertThat(
            run(
                    HookSpec.of(DEPLOY, "a", exit42).onFailure(FailurePolicy.CONTINUE),
                    transcript.failing("b"))
                .exitCode())
        .isEqualTo(42);
    assertThat(
            run(
                    transcript.failing("a").onFailure(FailurePolicy.CONTINUE),
                    HookSpec.of(DEPLOY, "b", exit42))
                .exitCode())
        .isEqualTo(1);
    assertThat(run(HookSpec.of(DEPLOY, "a", exit42).onFailure(FailurePolicy.IGNORE)).exitCode())
        .isZero();
  }

  @Test
  void output_long_keepsHeadAndTail() {
    HookResult result =
        run(HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  for (int i = 0; i < 100_000; i++) {
                    context.out().print("line " + i + "\n");
                  }
                }))
            .results()
            .get(0);
    assertThat(result.output().head()).startsWith("line 0\nline 1\n").hasSize(8 * 1024);
    assertThat(result.output().tail()).endsWith("line 99998\nline 99999\n").hasSize(24 * 1024);
    assertThat(result.output().omittedBytes()).isEqualTo(1_088_890 - 32 * 1024);
    assertThat(result.output().text()).contains("\n[… 1056122 bytes omitted …]\n");
  }

  @Test
  void output_copyFails_warnsOnceAndGoesOn() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    RunReport report =
        run(
            HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  context.output().copyTo(full);
                  context.out().println("one");
                  context.out().println("two");
                }));
    assertThat(report.results().get(0).output().text().lines()).containsExactly("one", "two");
    assertThat(report.warnings())
        .containsExactly(
            "the output of hook \"a\" (phase deploy) is no longer copied: IOException: disk full");
  }

  // ---- requests

  @Test
  void request_directoryThatIsNone_isRefused() throws IOException {
    Path missing = temp.toAbsolutePath().normalize().resolve("missing");
    assertThatThrownBy(() -> HookRequest.in(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("directory " + missing + " does not exist; hooks need one to work in");
    Path file = Files.createFile(missing);
    assertThatThrownBy(() -> HookRequest.in(file))
        .hasMessage("directory " + file + " is not a directory; hooks need one to work in");
  }

  @Test
  void request_limitsOutOfRange_areRefused() {
    Duration minute = Duration.ofMinutes(1);
    assertRefused(
        () -> REQUEST.timeout(Duration.ZERO), "run limit must be longer than zero, but is PT0S");
    assertRefused(
        () -> REQUEST.timeout(minute.negated()),
        "run limit must be longer than zero, but is PT-1M");
    assertRefused(
        () -> REQUEST.cleanupReserve(minute.negated()),
        "cleanup reserve must not be negative, but is PT-1M");
    String nothingLeft =
        "cleanup reserve of PT1M leaves nothing of the run limit of PT1M; set a shorter reserve or"
            + " a longer limit";
    assertRefused(() -> REQUEST.timeout(minute).cleanupReserve(minute), nothingLeft);
    assertRefused(() -> REQUEST.cleanupReserve(minute).timeout(minute), nothingLeft);
    assertThat(REQUEST.cleanupReserve()).isZero();
    assertThat(REQUEST.timeout(minute).cleanupReserve()).isEqualTo(Duration.ofSeconds(6));
    assertThat(REQUEST.timeout(minute).cleanupReserve(Duration.ZERO).cleanupReserve()).isZero();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void request_settings_returnNewRequests() {
    HookRequest changed =
        REQUEST
            .environment(Environment.of("A", "1"))
            .override("B", "2")
            .arguments("x")
            .timeout(Duration.ofMinutes(1))
            .dryRun()
            .attribute(KEY, "value");
    assertThat(REQUEST.environment().variables()).isEmpty();
    assertThat(REQUEST.overrides().variables()).isEmpty();
    assertThat(REQUEST.arguments()).isEmpty();
    assertThat(REQUEST.timeout()).isEmpty();
    assertThat(REQUEST.isDryRun()).isFalse();
    assertThat(changed.arguments()).containsExactly("x");
    assertThat(changed.arguments("y", "z").arguments()).containsExactly("y", "z");
    assertThat(changed.isDryRun()).isTrue();
  }

  @Test
  @SuppressWarnings("NullAway")
  void builder_null_isRefusedAtOnce() {
    HookEngineBuilder builder = HookEngine.builder();
    String none = System.getProperty("no such property");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> builder.phases(new Phase[] {null}),
            () -> builder.phases((Lifecycle) null),
            () -> builder.load(null),
            () -> builder.register(null),
            () -> builder.register(null, "a", context -> {}),
            () -> builder.register(DEPLOY, none, context -> {}),
            () -> builder.register(DEPLOY, "a", null),
            () -> builder.listener(null),
            () -> builder.environment(null),
            () -> builder.gracePeriod(null),
            () -> builder.timeout(null, Duration.ofSeconds(1)),
            () -> builder.timeout(DEPLOY, null),
            () -> builder.concurrency(null, 1),
            () -> builder.ledger(null),
            () -> REQUEST.environment(null),
            () -> REQUEST.override(null),
            () -> REQUEST.override("A", none),
            () -> REQUEST.arguments("a", none),
            () -> REQUEST.attribute(null, "a"),
            () -> REQUEST.attribute(KEY, none),
            () -> REQUEST.once(null, OnceKey.of("a")),
            () -> REQUEST.once(DEPLOY, null))) {
      assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
    }
    assertThat(builder.build().plan(DEPLOY).hooks()).isEmpty();
  }

  @Test
  void builder_outOfRange_isRefusedAtOnce() {
    HookEngineBuilder builder = HookEngine.builder();
    assertRefused(
        () -> builder.gracePeriod(Duration.ofMillis(-1)),
        "grace period must not be negative, but is PT-0.001S");
    assertRefused(
        () -> builder.timeout(DEPLOY, Duration.ZERO),
        "the limit of phase deploy must be longer than zero, but is PT0S");
    assertRefused(
        () -> builder.concurrency(DEPLOY, 0),
        "the concurrency of phase deploy must be at least 1, but is 0");
  }

  @Test
  void builder_usedAfterBuild_doesNotChangeTheEngine() {
    HookEngineBuilder builder = transcript.builder(transcript.hook("a"));
    HookEngine engine = builder.build();
    builder
        .register(transcript.hook("b"))
        .cleanEnvironment()
        .timeout(DEPLOY, Duration.ofNanos(1))
        .listener(transcript)
        .phases(Phase.of("other"));
    assertThat(engine.run(DEPLOY, REQUEST).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(transcript.lines()).filteredOn("run deploy"::equals).hasSize(1);
    List<String> names = new ArrayList<>();
    engine.plan(DEPLOY).hooks().forEach(hook -> names.add(hook.name()));
    assertThat(names).containsExactly("a");
  }
}
