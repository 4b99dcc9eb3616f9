package dev.hookline.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files that a listener writes of real runs. */
@Timeout(60)
class ReportFilesTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final String SECRET = "s3cret-t0ken";

  @TempDir private Path directory;

  private HookEngineBuilder builder() {
    return HookEngine.builder().listener(ReportFiles.in(directory));
  }

  private HookRequest request() {
    return HookRequest.in(directory);
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  @Test
  void files_ofARun_areAllThereAndValid() throws IOException {
    builder()
        .register(DEPLOY, "a", context -> context.out().print("hello\nPassword: "))
        .register(
            HookSpec.of(
                    DEPLOY,
                    "b",
                    context -> {
                      context.out().print("Password: ");
                      context.out().flush();
                      throw new IOException("exit");
                    })
                .retry(RetryPolicy.attempts(2))
                .onFailure(FailurePolicy.IGNORE))
        .register(
            HookSpec.of(DEPLOY, "c", context -> new CountDownLatch(1).await())
                .timeout(Duration.ofMillis(20)))
        .register(DEPLOY, "d", context -> {})
        .build()
        .run(DEPLOY, request());
    Json.assertValid("report-1", read("report.json"));
    List<String> lines = Files.readAllLines(directory.resolve("events.jsonl"));
    TreeSet<Object> kinds = new TreeSet<>();
    for (String line : lines) {
      Json.assertValid("event-1", line);
      kinds.add(Json.at(Json.read(line), "event"));
    }
    assertThat(kinds)
        .containsExactly(
            "attempt-ended",
            "attempt-started",
            "hook-finished",
            "hook-started",
            "line",
            "partial-line",
            "phase-finished",
            "phase-started",
            "retry-awaited",
            "run-finished",
            "run-started",
            "warning");
    assertThat(read("report.html")).contains("ReportFilesTest.lambda$");
  }

  @Test
  void keyAwaited_isAValidLine() throws IOException {
    new FakeRun("r")
        .waits("deploy", 1, "key", "run 7")
        .record(2, RunStatus.SUCCEEDED, ReportFiles.in(directory));
    assertThat(Files.readAllLines(directory.resolve("events.jsonl")))
        .satisfiesOnlyOnce(
            line -> {
              Json.assertValid("event-1", line);
              assertThat(line).contains("\"event\":\"key-awaited\"");
            });
  }

  @Test
  void events_areInTheFileWhileTheRunIsUnderWay() {
    builder()
        .register(
            DEPLOY,
            "a",
            context -> {
              context.out().println("hello");
              assertThat(read("events.jsonl")).contains("\"text\":\"hello\"");
              assertThat(directory.resolve("report.json")).doesNotExist();
            })
        .build()
        .run(DEPLOY, request())
        .throwIfFailed();
    assertThat(directory.resolve("report.json")).exists();
  }

  @Test
  void reportsOfAnEarlierRun_areRemovedWhenANewOneBegins() throws IOException {
    Files.writeString(directory.resolve("junit.xml"), "old");
    builder()
        .register(DEPLOY, "a", c -> assertThat(directory.resolve("junit.xml")).doesNotExist())
        .build()
        .run(DEPLOY, request())
        .throwIfFailed();
    assertThat(read("junit.xml")).startsWith("<?xml");
  }

  @Test
  void secondRunOfOneListener_getsADirectoryOfItsOwn() throws IOException {
    HookEngine engine = builder().register(DEPLOY, "a", context -> {}).build();
    RunReport first = engine.run(DEPLOY, request());
    RunReport second = engine.run(DEPLOY, request());
    assertThat(read("report.json")).contains(first.runId());
    assertThat(read(second.runId() + "/report.json")).contains(second.runId());
  }

  @Test
  void reportThatCannotBeWritten_isAWarningOfTheRun_andHindersNoOther() throws IOException {
    HookEngine engine =
        builder()
            .register(
                DEPLOY,
                "a",
                context -> {
                  Files.createDirectories(directory.resolve("junit.xml/full"));
                })
            .build();
    RunReport report = engine.run(DEPLOY, request());
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.warnings()).hasSize(1);
    assertThat(report.warnings().get(0))
        .startsWith("listener dev.hookline.core.report.ReportFiles threw UncheckedIOException:")
        .contains("cannot write the report " + directory.resolve("junit.xml"));
    assertThat(directory.resolve("report.html")).exists();
  }

  /** Returns what a run warns of whose report is to be written there. */
  private String warningOfAReportIn(Path place) {
    RunReport report =
        HookEngine.builder()
            .listener(ReportFiles.in(place))
            .register(DEPLOY, "a", context -> {})
            .build()
            .run(DEPLOY, request());
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.warnings()).hasSize(1);
    return report.warnings().get(0);
  }

  @Test
  void directory_isAFile_saysWhatToDo() throws IOException {
    Path file = Files.createFile(directory.resolve("reports"));
    assertThat(warningOfAReportIn(file))
        .isEqualTo(
            """
            listener dev.hookline.core.report.ReportFiles threw UncheckedIOException: cannot write \
            the report FILE: it is a file; remove it, or give ReportFiles another directory; it \
            gets no more events of this run
              caused by FileAlreadyExistsException: FILE"""
                .replace("FILE", file.toString()));
  }

  @Test
  void directory_isToBeMadeInAFile_saysWhichFile() throws IOException {
    Path file = Files.createFile(directory.resolve("reports"));
    assertThat(warningOfAReportIn(file.resolve("today")))
        .isEqualTo(
            """
            listener dev.hookline.core.report.ReportFiles threw UncheckedIOException: cannot write \
            the report FILE/today: FILE is a file; remove it, or give ReportFiles another \
            directory; it gets no more events of this run
              caused by FileSystemException: FILE/today: Not a directory"""
                .replace("FILE", file.toString()));
  }

  @Test
  void directory_cannotBeMade_saysWhatTheSystemSaysAndWhatToDo() {
    assertThat(warningOfAReportIn(Path.of("/proc/reports")))
        .isEqualTo(
            """
            listener dev.hookline.core.report.ReportFiles threw UncheckedIOException: cannot write \
            the report /proc/reports: java.nio.file.NoSuchFileException: /proc/reports; give \
            ReportFiles a directory that this user can make and write; it gets no more events of \
            this run
              caused by NoSuchFileException: /proc/reports""");
  }

  @Test
  void recorder_beforeTheEndOfARun_saysWhatToDo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RunRecorder.create().report(ReportFormat.JSON))
        .withMessage(
            "no run has ended yet; give this recorder to an engine or a request as a listener, and"
                + " ask for the report after the run");
  }

  /** A secret stands wherever a text can stand. */
  @Test
  void secrets_areInNoFile() throws IOException {
    Phase phase = Phase.of("phase-" + SECRET);
    Lifecycle lifecycle =
        Lifecycle.named("run-" + SECRET)
            .phase(phase)
            .step("step-" + SECRET, context -> {})
            .always("always-" + SECRET, context -> {})
            .build();
    HookSpec told =
        HookSpec.of(phase, "hook-" + SECRET, new Talkative())
            .declaredAt("at " + SECRET)
            .retry(RetryPolicy.attempts(2))
            .undo(context -> context.warn("undo " + SECRET));
    HookSpec hung =
        HookSpec.of(
                phase,
                "hung-" + SECRET,
                context -> {
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    context.postMortem(List.of("seen " + SECRET));
                  }
                })
            .timeout(Duration.ofMillis(20))
            .onFailure(FailurePolicy.CONTINUE);
    Path place = Files.createDirectory(directory.resolve("in-" + SECRET));
    Path summary = directory.resolve("step-summary");
    HookEngine.builder()
        .listener(
            ReportFiles.in(directory)
                .stepSummary(Map.of("GITHUB_STEP_SUMMARY", summary.toString())))
        .environment(Environment.empty().withSecret("TOKEN", SECRET))
        .register(HookSpec.of(phase, "first", context -> {}).when("if " + SECRET, c -> false))
        .register(hung)
        .register(told)
        .build()
        .run(lifecycle, HookRequest.in(place).arguments(SECRET));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        assertThat(text).as(file.toString()).contains("***").doesNotContain(SECRET);
      }
    }
    assertThat(summary).exists();
  }

  /** Says a secret in every way that a hook has. */
  private static final class Talkative implements Hook {
    @Override
    public void run(HookContext context) throws IOException {
      context
          .out()
          .println("\u001b[1m" + SECRET.substring(0, 4) + "\u001b[0m" + SECRET.substring(4));
      context.out().println(SECRET);
      context.err().print(SECRET);
      context.err().flush();
      context.warn("warned of " + SECRET);
      context.leaveBehind(LeftBehind.unseen("left " + SECRET));
      context.byHand(Path.of("/" + SECRET), List.of(SECRET), Map.of("TOKEN", SECRET));
      throw new IOException("threw " + SECRET, new IllegalStateException("because of " + SECRET));
    }

    @Override
    public String description() {
      return "command " + SECRET;
    }
  }
}
