package dev.hookline.api.testing;

import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookKind;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A complete context for the test of one hook, without an engine. What the hook is given is set
 * before; what it did is asked afterwards:
 *
 * <pre>{@code
 * TestContext context = TestContext.in(directory).variable("TABLE", "guests");
 * context.run(new Migration());
 * assertThat(context.output().lines()).containsExactly("1 row");
 * assertThat(context.exported()).containsEntry("MIGRATED", "1");
 * }</pre>
 *
 * <p>{@link #stop} and {@link #stopAfterLine} do to the hook what an engine does at a limit or a
 * cancellation. The environment is empty unless variables are set. Thread-safe.
 */
public final class TestContext implements HookContext {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  private final TestOutput output = new TestOutput(this::stopIfAskedTo);
  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<HookKey<?>, Object> values = new HashMap<>();
  private final Map<String, String> exported = new LinkedHashMap<>();
  private final List<String> exportedSecrets = new ArrayList<>();
  private final List<LeftBehind> leftBehind = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private HookId hook = new HookId(Phase.of("test"), "hook under test", HookKind.ORDINARY);
  private List<String> arguments = List.of();
  private int attempt = 1;
  private @Nullable Throwable failure;
  private @Nullable Duration remaining;
  private Duration gracePeriod = DEFAULT_GRACE;
  private Predicate<String> stopLine = line -> false;
  private boolean isStopping;
  private boolean hasEnded;
  private @Nullable Thread thread;

  private TestContext(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /** Returns a context of an ordinary hook that works in a directory. */
  public static TestContext in(Path directory) {
    return new TestContext(directory);
  }

  // ---- what the hook is given

  /** Sets which hook this is; an ordinary one of phase {@code test} otherwise. */
  public synchronized TestContext hook(HookId newHook) {
    hook = Objects.requireNonNull(newHook, "hook");
    return this;
  }

  /** Sets the arguments of the run. */
  public synchronized TestContext arguments(String... newArguments) {
    arguments = List.of(newArguments);
    return this;
  }

  /**
   * Adds a variable.
   *
   * @throws IllegalArgumentException if the name cannot be the name of a variable
   */
  public synchronized TestContext variable(String name, String value) {
    environment.putAll(Environment.of(name, value).variables());
    return this;
  }

  /** Adds a value that an earlier hook, or the tool, would have given. */
  public synchronized <T> TestContext value(HookKey<T> key, T value) {
    values.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Sets which attempt this is, counted from 1. */
  public synchronized TestContext attempt(int number) {
    attempt = number;
    return this;
  }

  /** Sets the failure that a cleanup hook has to deal with. */
  public synchronized TestContext failure(Throwable newFailure) {
    failure = Objects.requireNonNull(newFailure, "failure");
    return this;
  }

  /** Sets how much time is left; it stays so, until the test sets another. */
  public synchronized TestContext remaining(Duration left) {
    remaining = Objects.requireNonNull(left, "remaining time");
    return this;
  }

  /** Sets the grace period; 10 seconds otherwise. */
  public synchronized TestContext gracePeriod(Duration period) {
    gracePeriod = Objects.requireNonNull(period, "grace period");
    return this;
  }

  /**
   * Stops the hook as soon as its last line, complete or not, is this one: without a guess at how
   * long it takes to get there.
   */
  public synchronized TestContext stopAfterLine(String line) {
    stopLine = Predicate.isEqual(Objects.requireNonNull(line, "line"));
    return this;
  }

  // ---- running it

  /**
   * Runs the hook on the current thread. The context ends with it: it takes no more values.
   *
   * @throws Exception what the hook throws
   */
  public void run(Hook hookUnderTest) throws Exception {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    try {
      hookUnderTest.run(this);
    } finally {
      end();
    }
  }

  /** Clears the interrupt by which the hook was stopped: it is not meant for the test. */
  private synchronized void end() {
    thread = null;
    hasEnded = true;
    if (isStopping) {
      Thread.interrupted();
    }
  }

  /**
   * Stops the hook, as a cancellation does: {@link #isStopping} is true from now on, and the thread
   * in {@link #run} is interrupted.
   */
  public synchronized TestContext stop() {
    isStopping = true;
    if (thread != null) {
      thread.interrupt();
    }
    return this;
  }

  /** Lets the time of the hook run out: nothing is left of it, and the hook is stopped. */
  public synchronized TestContext runOutOfTime() {
    remaining = Duration.ZERO;
    return stop();
  }

  private void stopIfAskedTo() {
    if (!isStopping() && output.lastLines(1).stream().anyMatch(stopLine())) {
      stop();
    }
  }

  private synchronized Predicate<String> stopLine() {
    return stopLine;
  }

  // ---- what the hook did

  /** Returns what the hook wrote. */
  @Override
  public TestOutput output() {
    return output;
  }

  /** Returns the variables that the hook handed over, secret ones included; a copy. */
  public synchronized Map<String, String> exported() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(exported));
  }

  /** Returns the names of the variables that the hook handed over as secrets; a copy. */
  public synchronized List<String> exportedSecrets() {
    return List.copyOf(exportedSecrets);
  }

  /** Returns what the hook left behind; a copy. */
  public synchronized List<LeftBehind> leftBehind() {
    return List.copyOf(leftBehind);
  }

  /** Returns what the hook warned of; a copy. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  // ---- the context

  @Override
  public synchronized HookId hook() {
    return hook;
  }

  /** Returns {@code test run}. */
  @Override
  public String runId() {
    return "test run";
  }

  @Override
  public synchronized int attempt() {
    return attempt;
  }

  @Override
  public synchronized List<String> arguments() {
    return arguments;
  }

  @Override
  public synchronized Map<String, String> environment() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public synchronized Optional<Duration> remaining() {
    return Optional.ofNullable(remaining);
  }

  @Override
  public synchronized Duration gracePeriod() {
    return gracePeriod;
  }

  @Override
  public synchronized boolean isStopping() {
    return isStopping;
  }

  @Override
  public synchronized Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public synchronized <T> Optional<T> get(HookKey<T> key) {
    return Optional.ofNullable(key.type().cast(values.get(key)));
  }

  @Override
  public synchronized <T> void put(HookKey<T> key, T value) {
    checkOpen();
    value(key, value);
  }

  @Override
  public synchronized void export(String name, String value) {
    checkOpen();
    exported.putAll(Environment.of(name, value).variables());
  }

  @Override
  public synchronized void exportSecret(String name, String value) {
    export(name, value);
    exportedSecrets.add(name);
  }

  @Override
  public synchronized void leaveBehind(LeftBehind left) {
    checkOpen();
    leftBehind.add(Objects.requireNonNull(left, "what is left behind"));
  }

  @Override
  public synchronized void warn(String warning) {
    checkOpen();
    warnings.add(Objects.requireNonNull(warning, "warning"));
  }

  private void checkOpen() {
    if (hasEnded) {
      throw new IllegalStateException(hook + " has ended; it can hand nothing over any more");
    }
  }
}
