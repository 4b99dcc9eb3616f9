package dev.hookline.shell.conventions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.Condition;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutput;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the hooks of a convention one after another, in the order of their registration, and keeps a
 * transcript: what a convention means must not depend on more of the engine than that.
 */
final class TestRun {
  final List<String> transcript = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>(System.getenv());
  private final Map<String, String> exported = new LinkedHashMap<>();
  private final Map<HookKey<?>, Object> values = new HashMap<>();
  private final List<HookListener> listeners = new ArrayList<>();
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private List<String> arguments = List.of();

  private TestRun(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  static TestRun in(Path directory) {
    return new TestRun(directory);
  }

  TestRun variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  TestRun arguments(String... newArguments) {
    arguments = List.of(newArguments);
    return this;
  }

  TestRun listener(HookListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Returns everything that was written, in order. */
  String output() {
    return all.toString(UTF_8);
  }

  /** Returns the exit code of the first failure, or 0. */
  int exitCode() {
    if (failures.isEmpty()) {
      return 0;
    }
    return failures.get(0) instanceof HookExitException e ? e.exitCode() : -1;
  }

  TestRun phase(HookSource source, Phase phase) {
    runPhase(source.load(), phase);
    return this;
  }

  TestRun lifecycle(HookSource source, Lifecycle lifecycle) throws Exception {
    List<HookSpec> specs = source.load();
    for (Lifecycle.Stage stage : lifecycle.stages()) {
      if (stage instanceof Lifecycle.StepStage step) {
        transcript.add("step " + step.spec().name());
        step.spec().hook().run(new Context(step.spec(), new Output(step.spec().id())));
      } else if (!runPhase(specs, stage.phase()) && stage.onFailure() == FailurePolicy.ABORT) {
        transcript.add("aborted");
        return this;
      }
    }
    return this;
  }

  private boolean runPhase(List<HookSpec> specs, Phase phase) {
    boolean good = true;
    for (HookSpec spec : specs) {
      if (spec.phase().equals(phase) && !run(spec) && spec.onFailure() != FailurePolicy.IGNORE) {
        good = false;
        if (spec.onFailure() == FailurePolicy.ABORT) {
          return false;
        }
      }
    }
    return good;
  }

  private boolean run(HookSpec spec) {
    Output output = new Output(spec.id());
    HookOutcome outcome = call(spec, new Context(spec, output));
    output.end();
    listeners.forEach(listener -> listener.hookFinished(new Result(spec.id(), outcome)));
    String words =
        outcome instanceof HookOutcome.Skipped skipped
            ? "skipped: " + skipped.reason().words()
            : outcome.toString();
    transcript.add(spec.phase() + "/" + spec.name() + " " + words);
    outcome.failure().ifPresent(failures::add);
    return !outcome.isFailure();
  }

  private HookOutcome call(HookSpec spec, Context context) {
    try {
      for (Condition condition : spec.conditions()) {
        if (!condition.isMet(context)) {
          return new HookOutcome.Skipped(
              dev.hookline.api.SkipReason.because("runs only " + condition.words()));
        }
      }
      listeners.forEach(listener -> listener.hookStarted(spec.id()));
      spec.hook().run(context);
      return HookOutcome.succeeded();
    } catch (HookSkippedException e) {
      return new HookOutcome.Skipped(e.reason());
    } catch (Throwable e) {
      return new HookOutcome.Failed(e);
    }
  }

  private record Result(HookId hook, HookOutcome outcome) implements HookResult {
    @Override
    public int attempts() {
      return 1;
    }

    @Override
    public Instant startedAt() {
      return Instant.EPOCH;
    }

    @Override
    public Duration duration() {
      return Duration.ZERO;
    }

    @Override
    public KeptOutput output() {
      return KeptOutput.none();
    }

    @Override
    public List<LeftBehind> leftBehind() {
      return List.of();
    }
  }

  private final class Output implements HookOutput {
    private final HookId hook;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Output(HookId hook) {
      this.hook = hook;
    }

    @Override
    public PrintStream out() {
      return stream(OutputLine.Channel.OUT);
    }

    @Override
    public PrintStream err() {
      return stream(OutputLine.Channel.ERR);
    }

    private PrintStream stream(OutputLine.Channel channel) {
      return new PrintStream(
          new OutputStream() {
            @Override
            public void write(int b) {
              write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              Output.this.write(channel, bytes, offset, length);
            }
          },
          true,
          UTF_8);
    }

    @Override
    public synchronized void write(
        OutputLine.Channel channel, byte[] bytes, int offset, int length) {
      synchronized (all) {
        all.write(bytes, offset, length);
      }
      for (int i = offset; i < offset + length; i++) {
        if (bytes[i] == '\n') {
          tell(channel);
        } else {
          line.write(bytes[i]);
        }
      }
    }

    private void tell(OutputLine.Channel channel) {
      OutputLine written = new OutputLine(hook, channel, line.toString(UTF_8), false);
      line.reset();
      listeners.forEach(listener -> listener.lineWritten(written));
    }

    void end() {
      if (line.size() > 0) {
        tell(OutputLine.Channel.OUT);
      }
    }

    @Override
    public void copyTo(OutputStream stream) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isObserved() {
      return true;
    }

    @Override
    public void skip(long bytes) {}

    @Override
    public List<String> lastLines(int count) {
      List<String> lines = TestRun.this.output().lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
  }

  private final class Context implements HookContext {
    private final HookSpec spec;
    private final Output output;

    Context(HookSpec spec, Output output) {
      this.spec = spec;
      this.output = output;
    }

    @Override
    public HookId hook() {
      return spec.id();
    }

    @Override
    public String runId() {
      return "run-1";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public List<String> arguments() {
      return arguments;
    }

    @Override
    public Map<String, String> environment() {
      Map<String, String> merged = new LinkedHashMap<>(environment);
      merged.putAll(spec.environment().variables());
      merged.putAll(exported);
      return merged;
    }

    @Override
    public Path directory() {
      return spec.directory().map(directory::resolve).orElse(directory);
    }

    @Override
    public Optional<Duration> remaining() {
      return Optional.empty();
    }

    @Override
    public Duration gracePeriod() {
      return Duration.ofSeconds(5);
    }

    @Override
    public boolean isStopping() {
      return false;
    }

    @Override
    public Optional<Throwable> failure() {
      return Optional.empty();
    }

    @Override
    public <T> Optional<T> get(HookKey<T> key) {
      return Optional.ofNullable(values.get(key)).map(key.type()::cast);
    }

    @Override
    public <T> void put(HookKey<T> key, T value) {
      values.put(key, value);
    }

    @Override
    public void export(String name, String value) {
      exported.put(name, value);
    }

    @Override
    public void exportSecret(String name, String value) {
      exported.put(name, value);
    }

    @Override
    public HookOutput output() {
      return output;
    }

    @Override
    public void leaveBehind(LeftBehind leftBehind) {}
  }
}
