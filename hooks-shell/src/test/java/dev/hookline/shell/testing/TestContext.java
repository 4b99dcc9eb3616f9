package dev.hookline.shell.testing;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context without an engine, so that a test sees what a script hook does by itself. */
public final class TestContext implements HookContext {
  public final RecordingOutput output;
  public final Map<String, String> environment = new LinkedHashMap<>(System.getenv());
  public final Map<String, String> exported = new LinkedHashMap<>();
  public final List<LeftBehind> left = new CopyOnWriteArrayList<>();
  public final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Path directory;
  private List<String> arguments = List.of();
  private Duration grace = Duration.ofSeconds(5);

  private TestContext(Path directory, RecordingOutput output) {
    this.directory = directory.toAbsolutePath();
    this.output = output;
  }

  public static TestContext in(Path directory) {
    return new TestContext(directory, new RecordingOutput());
  }

  public TestContext arguments(String... arguments) {
    this.arguments = List.of(arguments);
    return this;
  }

  public TestContext grace(Duration grace) {
    this.grace = grace;
    return this;
  }

  public TestContext variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  @Override
  public HookId hook() {
    return new HookId(Phase.of("deploy"), "migrate", HookKind.ORDINARY);
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
    return environment;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Optional<Duration> remaining() {
    return Optional.empty();
  }

  @Override
  public Duration gracePeriod() {
    return grace;
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
    return Optional.empty();
  }

  @Override
  public <T> void put(HookKey<T> key, T value) {
    throw new UnsupportedOperationException("scripts have no typed values");
  }

  @Override
  public void export(String name, String value) {
    exported.put(name, value);
  }

  @Override
  public void exportSecret(String name, String value) {
    throw new UnsupportedOperationException("scripts cannot mark what they hand on");
  }

  @Override
  public HookOutput output() {
    return output;
  }

  @Override
  public void leaveBehind(LeftBehind leftBehind) {
    left.add(leftBehind);
  }

  @Override
  public void warn(String warning) {
    warnings.add(warning);
  }
}
