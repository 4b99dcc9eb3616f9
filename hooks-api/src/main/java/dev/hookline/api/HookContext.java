package dev.hookline.api;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one call of a hook may see and use. A context belongs to one attempt of one hook in one run;
 * it may be used by threads that the hook starts, until the hook returns.
 *
 * <p>Implemented by Hookline: later versions may add methods. A hook that runs another hook with
 * other arguments, variables or another directory hands it a {@link ContextView}.
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

  /**
   * Returns the arguments of the run, such as {@code up -d --build}: kompose hands those of its
   * command to every hook.
   */
  List<String> arguments();

  /**
   * Returns the environment that the hook is to see. Later layers win: inherited, the tool's, the
   * request's files in order, the source's, the spec's, what earlier hooks handed over, the
   * request's overrides. The map cannot be changed.
   */
  Map<String, String> environment();

  /** Returns the directory that the hook works in; absolute. */
  Path directory();

  /** Returns how much time is left before the nearest limit, or empty if there is none. */
  Optional<Duration> remaining();

  /**
   * Returns how long the hook may take to end after it was asked to stop: the grace period that was
   * set for it, or less in a run that has a limit.
   */
  Duration gracePeriod();

  /**
   * Returns whether the hook is to stop, because of a limit or a cancellation. A hook that polls
   * asks this, or {@link Thread#isInterrupted}; {@link Thread#interrupted} would hide the interrupt
   * from the engine.
   */
  boolean isStopping();

  /**
   * Returns the first failure of the phase: for an undo, an on-failure or an always hook the error
   * that it has to deal with. For an undo in an earlier phase of a lifecycle, and for the
   * on-failure and always hooks of the lifecycle itself, it is the first failure of the run; after
   * a cancellation it is a {@link HookCancelledException}.
   */
  Optional<Throwable> failure();

  /**
   * Returns the fencing token of this run of the phase, a number that is larger for each later
   * holder of a key: what a hook changes elsewhere can refuse a run that lost its key to another
   * one. Scripts find it in the variable {@code HOOKLINE_FENCING_TOKEN}. Empty without a key, and
   * with a ledger whose keys cannot be lost.
   */
  default OptionalLong fencingToken() {
    return OptionalLong.empty();
  }

  /** Returns the value that an earlier hook of this run, or the tool, gave under this key. */
  <T> Optional<T> get(HookKey<T> key);

  /**
   * Hands a value over to all later hooks of this run; the last one wins.
   *
   * @throws IllegalStateException if the hook has ended
   */
  <T> void put(HookKey<T> key, T value);

  /**
   * Hands a variable over: later hooks of this run find it in their environment.
   *
   * @throws IllegalArgumentException if the name cannot be the name of a variable
   * @throws IllegalStateException if the hook has ended
   */
  void export(String name, String value);

  /**
   * Hands a variable over as {@link #export} does, and masks its value from now on.
   *
   * @throws IllegalArgumentException if the name cannot be the name of a variable
   * @throws IllegalStateException if the hook has ended
   */
  void exportSecret(String name, String value);

  /** Returns where the hook writes. */
  HookOutput output();

  /** Returns {@link #output()} as a stream for text, in UTF-8. */
  default PrintStream out() {
    return output().out();
  }

  /** Returns {@link #output()} as a stream for complaints, in UTF-8. */
  default PrintStream err() {
    return output().err();
  }

  /**
   * Reports something that outlives the hook.
   *
   * @throws IllegalStateException if the hook has ended
   */
  void leaveBehind(LeftBehind leftBehind);

  /**
   * Reports something that the user should know and that fails nothing. It becomes a warning of the
   * run, with secrets masked.
   *
   * @param warning what is wrong, and what to do
   * @throws IllegalStateException if the hook has ended
   */
  void warn(String warning);

  /**
   * Says how a person can do what this hook does: if the hook fails, the report shows a command to
   * paste. The last call counts; it changes nothing else.
   *
   * @param directory where the program is to run
   * @param words the program and its arguments
   * @param variables the environment of the program; the report shows those that the tool has set
   *     and that hold no secret
   */
  default void byHand(Path directory, List<String> words, Map<String, String> variables) {}

  /**
   * Says what the hook was doing when it was asked to stop, for the report of a limit that was
   * reached. Takes the place of the stack of the thread; the last call counts.
   *
   * @param lines what was seen, one fact a line; secrets in them get masked
   */
  default void postMortem(List<String> lines) {}
}
