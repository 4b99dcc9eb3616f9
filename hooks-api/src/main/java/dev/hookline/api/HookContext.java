package dev.hookline.api;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one call of a hook may see and use. A context belongs to one attempt of one hook in one run;
 * it may be used by threads that the hook starts, until the hook returns.
 */
public interface HookContext {

  /** Returns which hook this is. */
  HookId hook();

  /** Returns the phase that is running. */
  default Phase phase() {
    return hook().phase();
  }

  /** Returns the name of the hook. */
  default String name() {
    return hook().name();
  }

  /** Returns an id of the run that is unique among all runs everywhere. */
  String runId();

  /** Returns which try this is, counted from 1. */
  int attempt();

  /** Returns the arguments of the run, such as {@code up -d --build} for kompose (K8). */
  List<String> arguments();

  /**
   * Returns the environment that the hook is to see. Later layers win: inherited, the tool's, the
   * request's files in order, the source's, the spec's, what earlier hooks handed on, the request's
   * overrides. The map cannot be changed.
   */
  Map<String, String> environment();

  /** Returns the directory that the hook works in; absolute. */
  Path directory();

  /** Returns how much time is left before the nearest limit, or empty if there is none. */
  Optional<Duration> remaining();

  /** Returns how long the hook may take to end after it was told to stop. */
  Duration gracePeriod();

  /** Returns whether the hook was told to stop, by a limit or by a cancellation. */
  boolean isStopping();

  /**
   * Returns the first failure of the phase: for an undo, an on-failure or an always hook the error
   * that it has to deal with.
   */
  Optional<Throwable> failure();

  /** Returns the value that an earlier hook of this run, or the tool, gave under this key. */
  <T> Optional<T> get(HookKey<T> key);

  /** Hands a value on to all later hooks of this run; the last one wins. */
  <T> void put(HookKey<T> key, T value);

  /**
   * Hands a variable on: later hooks of this run find it in their environment.
   *
   * @throws IllegalArgumentException if the name cannot be the name of a variable
   */
  void export(String name, String value);

  /** Hands a variable on as {@link #export} does, and masks its value from now on. */
  void exportSecret(String name, String value);

  /** Returns where the hook writes. */
  HookOutput output();

  /** Returns {@link #output()} as a stream for text. */
  default PrintStream out() {
    return output().out();
  }

  /** Returns {@link #output()} as a stream for complaints. */
  default PrintStream err() {
    return output().err();
  }

  /** Puts into the report that something goes on although the hook has ended. */
  void leaveBehind(LeftBehind leftBehind);
}
