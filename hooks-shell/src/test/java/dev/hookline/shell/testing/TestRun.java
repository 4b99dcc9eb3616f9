package dev.hookline.shell.testing;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSource;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.ledger.file.FileLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the hooks of a convention in an engine, and keeps a transcript of one or more runs. */
public final class TestRun {
  public final List<String> transcript = new ArrayList<>();
  public final List<Throwable> failures = new ArrayList<>();
  public final List<String> warnings = new ArrayList<>();
  private final StringBuilder output = new StringBuilder();
  private final List<HookListener> listeners = new ArrayList<>();
  private HookRequest request;
  private Optional<FileLedger> ledger = Optional.empty();
  private int exitCode;

  private TestRun(Path directory) {
    this.request = HookRequest.in(directory);
  }

  public static TestRun in(Path directory) {
    return new TestRun(directory);
  }

  public TestRun variable(String name, String value) {
    request = request.environment(Environment.of(name, value));
    return this;
  }

  public TestRun arguments(String... arguments) {
    request = request.arguments(arguments);
    return this;
  }

  public TestRun dryRun() {
    request = request.dryRun();
    return this;
  }

  /** Runs a phase unless the ledger in this directory says that the key is what it did last. */
  public TestRun once(Path directory, Phase phase, OnceKey state) {
    ledger = Optional.of(FileLedger.in(directory));
    request = request.onceUntilChanged(phase, OnceKey.of("app"), state);
    return this;
  }

  public TestRun listener(HookListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Returns everything that the hooks wrote, in order. */
  public String output() {
    return output.toString();
  }

  /** Returns the exit code of the first run that failed, or 0. */
  public int exitCode() {
    return exitCode;
  }

  public TestRun phase(HookSource source, Phase phase) {
    return record(engine(source).run(phase, request));
  }

  public TestRun lifecycle(HookSource source, Lifecycle lifecycle) {
    return record(engine(source).run(lifecycle, request));
  }

  public TestRun around(HookSource source, String command, Hook action) {
    return record(engine(source).run(Lifecycle.around(command, action), request));
  }

  private HookEngine engine(HookSource source) {
    HookEngineBuilder builder = HookEngine.builder().load(source);
    listeners.forEach(builder::listener);
    ledger.ifPresent(builder::ledger);
    return builder.build();
  }

  private TestRun record(RunReport report) {
    for (HookResult result : report.results()) {
      output.append(result.output().text());
      if (!wasCutOff(result)) {
        transcript.add(line(result));
      }
    }
    warnings.addAll(report.warnings());
    report.failures().forEach(result -> failures.add(result.outcome().failure().orElseThrow()));
    exitCode = exitCode == 0 ? report.exitCode() : exitCode;
    return this;
  }

  private static boolean wasCutOff(HookResult result) {
    return result.outcome() instanceof Skipped skipped
        && skipped.reason().cause() == SkipReason.Cause.ABORTED;
  }

  private static String line(HookResult result) {
    String how =
        result.outcome() instanceof Skipped skipped
            ? "skipped: " + skipped.reason().words()
            : result.outcome().toString();
    return result.hook().kind() == HookKind.STEP && result.outcome().isSuccess()
        ? "step " + result.hook().name()
        : result.hook().phase() + "/" + result.hook().name() + " " + how;
  }
}
