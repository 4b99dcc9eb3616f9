package dev.hookline.core;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Durations;
import dev.hookline.api.Environment;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookListener;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.input.Once;
import dev.hookline.core.input.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one run is given: a directory, arguments, layers of environment, values, a limit. Immutable
 * and thread-safe; every setting returns a new request.
 */
@CheckReturnValue
public final class HookRequest {
  private final Settings settings;
  private final RunRequest toRun;

  private HookRequest(Settings settings) {
    this.settings = settings;
    this.toRun = settings.toRun();
  }

  /**
   * Returns a request for hooks that work in this directory.
   *
   * @throws IllegalArgumentException if there is no such directory
   */
  public static HookRequest in(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new IllegalArgumentException(
          "directory "
              + absolute
              + (Files.exists(absolute) ? " is not a directory" : " does not exist")
              + "; hooks need one to work in");
    }
    return new HookRequest(new Settings(absolute));
  }

  /**
   * Returns this request with a later layer of environment variables, such as a {@code .env} file.
   */
  public HookRequest environment(Environment layer) {
    Objects.requireNonNull(layer, "environment");
    return with(s -> s.environment = s.environment.overlaidBy(layer));
  }

  /**
   * Returns this request with a variable that wins over every layer, and over what hooks hand over.
   *
   * @throws IllegalArgumentException if the name or the value cannot be used
   */
  public HookRequest override(String name, String value) {
    return with(s -> s.overrides = s.overrides.with(name, value));
  }

  /** Returns this request with variables that win over every layer. */
  public HookRequest override(Environment variables) {
    Objects.requireNonNull(variables, "overrides");
    return with(s -> s.overrides = s.overrides.overlaidBy(variables));
  }

  /** Returns this request with these arguments for the hooks, instead of those it had. */
  public HookRequest arguments(String... arguments) {
    return arguments(Arrays.asList(arguments));
  }

  /** Returns this request with these arguments for the hooks, instead of those it had. */
  public HookRequest arguments(List<String> arguments) {
    arguments.forEach(argument -> Objects.requireNonNull(argument, "argument"));
    List<String> copy = List.copyOf(arguments);
    return with(s -> s.arguments = copy);
  }

  /** Returns this request with a value that hooks find under the key. */
  public <T> HookRequest attribute(HookKey<T> key, T value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    return with(
        s -> {
          Map<HookKey<?>, Object> more = new HashMap<>(s.attributes);
          more.put(key, value);
          s.attributes = Map.copyOf(more);
        });
  }

  /**
   * Returns this request with a limit for the whole run. A tenth of it is kept in reserve for undo,
   * on-failure and always hooks; {@link #cleanupReserve(Duration)} sets another part. An ordinary
   * hook is asked to stop early enough that its grace period, shortened to at most a tenth of the
   * ordinary time, ends before the reserve begins.
   *
   * @throws IllegalArgumentException if it is zero or negative, or not longer than the reserve
   */
  public HookRequest timeout(Duration limit) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException(
          "run limit must be longer than zero, but is " + Durations.words(limit));
    }
    return with(s -> s.timeout = limit).checkReserve();
  }

  /**
   * Returns this request with the part of the run's limit that ordinary hooks must leave for undo,
   * on-failure and always hooks.
   *
   * @throws IllegalArgumentException if it is negative, or leaves nothing of the run's limit
   */
  public HookRequest cleanupReserve(Duration reserve) {
    if (reserve.isNegative()) {
      throw new IllegalArgumentException(
          "cleanup reserve must not be negative, but is " + Durations.words(reserve));
    }
    return with(s -> s.cleanupReserve = reserve).checkReserve();
  }

  private HookRequest checkReserve() {
    if (timeout().filter(limit -> limit.compareTo(cleanupReserve()) <= 0).isPresent()) {
      throw new IllegalArgumentException(
          "cleanup reserve of "
              + Durations.words(cleanupReserve())
              + " leaves nothing of the run limit of "
              + timeout().map(Durations::words).orElseThrow()
              + "; set a shorter reserve or a longer limit");
    }
    return this;
  }

  /**
   * Returns this request as a dry run: the same path and the same story, but nothing is executed.
   */
  public HookRequest dryRun() {
    return with(s -> s.dryRun = true);
  }

  /**
   * Returns this request with a phase that runs only once, ever, for a key: it is skipped if the
   * engine's ledger says that its last run for this key succeeded, no matter what ran for other
   * keys since. That is right for what is never to happen twice, such as a migration or the build
   * of a revision. The key belongs to the phase: it says nothing about another one. A phase that is
   * skipped hands nothing over: write what later phases need to a file.
   *
   * <p>One run at a time has the key; others wait for it. A run that finds that an earlier one was
   * cut off rolls that back first. A dry run writes nothing, waits for nothing, and says what the
   * ledger would have the run skip or roll back.
   */
  public HookRequest once(Phase phase, OnceKey key) {
    return once(phase, new Once(key, Optional.empty()));
  }

  /**
   * Returns this request with a phase that is skipped if what it is to bring about is what it
   * brought about last: after runs for the states 1 and 2, one for 1 runs again. That is right for
   * what replaces something, such as the deployment of a revision: the last state is the one that
   * is deployed now. Runs for the same place wait for one another, also if their states differ, and
   * roll back one that was cut off, as {@link #once(Phase, OnceKey)} says.
   *
   * @param place what has one state at a time, such as an application in an environment
   * @param state what the phase is to bring about, such as a revision
   */
  public HookRequest onceUntilChanged(Phase phase, OnceKey place, OnceKey state) {
    return once(phase, new Once(place, Optional.of(state)));
  }

  private HookRequest once(Phase phase, Once once) {
    Objects.requireNonNull(phase, "phase");
    return with(
        s -> {
          Map<Phase, Once> more = new HashMap<>(s.once);
          more.put(phase, once);
          s.once = Map.copyOf(more);
        });
  }

  /** Returns this request with a listener of its own, which gets the events of this run alone. */
  public HookRequest listener(HookListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(
        s -> {
          List<HookListener> more = new ArrayList<>(s.listeners);
          more.add(listener);
          s.listeners = List.copyOf(more);
        });
  }

  private HookRequest with(Consumer<Settings> change) {
    Settings changed = new Settings(settings);
    change.accept(changed);
    return new HookRequest(changed);
  }

  /** Returns the directory; absolute. */
  public Path directory() {
    return settings.directory;
  }

  /** Returns the layers of environment variables, merged. */
  public Environment environment() {
    return settings.environment;
  }

  /** Returns the variables that win over every layer. */
  public Environment overrides() {
    return settings.overrides;
  }

  /** Returns the arguments. */
  public List<String> arguments() {
    return settings.arguments;
  }

  /** Returns the limit of the run, if there is one. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(settings.timeout);
  }

  /** Returns the part of the limit that is kept for cleanup; zero if there is no limit. */
  public Duration cleanupReserve() {
    return settings.reserve();
  }

  /** Returns whether nothing is to be executed. */
  public boolean isDryRun() {
    return settings.dryRun;
  }

  /** Returns this request as a run wants it. */
  RunRequest toRun() {
    return toRun;
  }

  /** Returns the directory, and how the run is limited. */
  @Override
  public String toString() {
    return "request in "
        + settings.directory
        + timeout().map(limit -> ", run limit " + Durations.words(limit)).orElse("")
        + (settings.dryRun ? ", dry run" : "");
  }

  /** The settings of a request; never changed once a request holds them. */
  private static final class Settings {
    final Path directory;
    Environment environment = Environment.empty();
    Environment overrides = Environment.empty();
    List<String> arguments = List.of();
    Map<HookKey<?>, Object> attributes = Map.of();
    Map<Phase, Once> once = Map.of();
    List<HookListener> listeners = List.of();
    @Nullable Duration timeout;
    @Nullable Duration cleanupReserve;
    boolean dryRun;

    Settings(Path directory) {
      this.directory = directory;
    }

    Settings(Settings other) {
      this(other.directory);
      environment = other.environment;
      overrides = other.overrides;
      arguments = other.arguments;
      attributes = other.attributes;
      once = other.once;
      listeners = other.listeners;
      timeout = other.timeout;
      cleanupReserve = other.cleanupReserve;
      dryRun = other.dryRun;
    }

    Duration reserve() {
      if (cleanupReserve != null) {
        return cleanupReserve;
      }
      return timeout == null ? Duration.ZERO : timeout.dividedBy(10);
    }

    RunRequest toRun() {
      return new RunRequest(
          directory,
          arguments,
          attributes,
          environment,
          overrides,
          timeout,
          reserve(),
          dryRun,
          once,
          listeners);
    }
  }
}
