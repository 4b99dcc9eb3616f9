package dev.hookline.core;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Durations;
import dev.hookline.api.Environment;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookListener;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason;
import dev.hookline.core.input.Once;
import dev.hookline.core.input.RunRequest;
import dev.hookline.core.journal.file.FileJournal;
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

/**
 * What one run is given: a directory, arguments, layers of environment, values, a limit. Immutable
 * and thread-safe; every setting returns a new request.
 *
 * <pre>{@code
 * HookRequest.in(project)
 *     .arguments("--fast")
 *     .environment(Environment.empty().withSecret("TOKEN", token))
 *     .timeout(Duration.ofMinutes(30))
 *     .once(build, OnceKey.of("shop").with("revision", revision))
 *     .skip("tag:slow")
 * }</pre>
 */
@CheckReturnValue
public final class HookRequest {
  private final RequestSettings settings;
  private final RunRequest toRun;

  private HookRequest(RequestSettings settings) {
    this.settings = settings;
    this.toRun = settings.toRun();
  }

  /**
   * Returns a request for hooks that work in this directory.
   *
   * @throws IllegalArgumentException if there is no such directory
   */
  public static HookRequest in(Path directory) {
    Objects.requireNonNull(directory, "directory");
    Path absolute = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new IllegalArgumentException(
          "directory "
              + absolute
              + (Files.exists(absolute) ? " is not a directory" : " does not exist")
              + "; hooks need one to work in");
    }
    return new HookRequest(new RequestSettings(absolute));
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
   * Returns this request with a limit for the whole run; none by default. A tenth of it is kept in
   * reserve for undo, on-failure and always hooks; {@link #cleanupReserve(Duration)} sets another
   * part. An ordinary hook is asked to stop early enough that its grace period, shortened to at
   * most a tenth of the ordinary time, ends before the reserve begins.
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
   *
   * <p>A single hook with a key, in a phase that runs every time, is a {@link
   * dev.hookline.core.ledger.OnceHook}.
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
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(state, "state");
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

  /**
   * Returns this request with a journal: what the run is about to do, and what it did, is written
   * down before and after each hook, so that {@link HookEngine#resume} can continue the run if its
   * process dies. What cannot be written is not done: the run stops there, without cleaning up, and
   * can be resumed. A dry run writes nothing.
   */
  public HookRequest journal(FileJournal journal) {
    Objects.requireNonNull(journal, "journal");
    return with(s -> s.journal = journal);
  }

  /** Returns the journal of the run, if it has one. */
  Optional<FileJournal> journal() {
    return settings.dryRun ? Optional.empty() : Optional.ofNullable(settings.journal);
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

  /**
   * Returns this request for these hooks alone; called again, for these as well. A selector is
   * {@code migrate} or {@code hook:migrate} for the hooks and steps of that name, {@code
   * deploy/migrate} for the one of that phase, {@code tag:slow} for the hooks with that tag, or
   * {@code phase:deploy} for all hooks of that phase.
   *
   * <p>Hooks that clean up go with what they clean up after: the on-failure and always hooks of a
   * phase run if a hook or step in its place is selected there, or if they are selected themselves,
   * and an undo runs if its hook does. Those of the lifecycle itself always run. A hook that is
   * attached to another, or ordered after it, is not selected with it.
   *
   * <p>What is left out is skipped, and plan and report say so. The selectors are checked when the
   * plan is known: one that selects nothing is refused then. A phase of which hooks are left out
   * does not count as done for its key.
   *
   * @throws IllegalArgumentException if a selector names nothing
   */
  public HookRequest only(String... selectors) {
    return with(s -> s.selection = s.selection().only(selectors));
  }

  /**
   * Returns this request without these hooks, no matter what else selects them. Hooks that clean up
   * are left out if a selector matches them, and not otherwise.
   *
   * @param selectors as for {@link #only}
   * @throws IllegalArgumentException if a selector names nothing
   */
  public HookRequest skip(String... selectors) {
    return with(s -> s.selection = s.selection().skip(selectors));
  }

  /**
   * Returns this request for the hooks from this one on, in the order of the plan, as after a run
   * that failed there. Earlier phases are left out with all their hooks, since nothing of them is
   * to be cleaned up; the on-failure and always hooks of the phase at which it begins run.
   *
   * @param selector as for {@link #only}; of several hooks that it selects the first one counts,
   *     and hooks that clean up do not
   * @throws IllegalArgumentException if the selector names nothing
   */
  public HookRequest from(String selector) {
    return with(s -> s.selection = s.selection().from(selector));
  }

  private HookRequest with(Consumer<RequestSettings> change) {
    RequestSettings changed = new RequestSettings(settings);
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

  /** Returns the hooks of a plan that this request leaves out, each with the reason. */
  Map<HookId, SkipReason> leftOut(Plan plan) {
    return settings.selection == null
        ? Map.of()
        : settings.selection.leftOut(plan.phasesToRun(), plan.ownToRun());
  }

  /**
   * Returns this request as a plan tries it out: nothing is executed, and no listener hears of it.
   */
  HookRequest tryOut() {
    return with(
        s -> {
          s.dryRun = true;
          s.unheard = true;
          s.listeners = List.of();
        });
  }

  /** Returns whether the listeners of the engine hear of the run. */
  boolean isHeard() {
    return !settings.unheard;
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
}
