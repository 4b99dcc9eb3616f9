package dev.hookline.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened in a run. The events of a run are one stream from which consoles, reports
 * and traces are made. Every event is immutable and thread-safe, and has its secrets masked.
 *
 * <p>{@link #VERSION} counts changes that a reader of written events must know of. A later version
 * may add events and parts of events, so use the accessors rather than record patterns.
 */
public sealed interface HookEvent {
  /** The version of the stream: 1. */
  int VERSION = 1;

  /** Returns which run it happened in. */
  RunInfo run();

  /** Returns when it happened. */
  Instant time();

  /** Calls the method of the listener that is for this kind of event. */
  void passTo(HookListener listener);

  /**
   * A run begins.
   *
   * @param run the run
   * @param time when
   * @param isDryRun whether it executes nothing
   */
  record RunStarted(RunInfo run, Instant time, boolean isDryRun) implements HookEvent {
    /** Describes the beginning of a run that is no dry run. */
    public RunStarted(RunInfo run, Instant time) {
      this(run, time, false);
    }

    @Override
    public void passTo(HookListener listener) {
      listener.runStarted(this);
    }
  }

  /**
   * A phase, or a step, begins.
   *
   * @param run the run
   * @param time when
   * @param phase the phase; a step stands in a phase of its own name
   */
  record PhaseStarted(RunInfo run, Instant time, Phase phase) implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.phaseStarted(this);
    }
  }

  /**
   * A phase waits, because another run holds its key of the ledger.
   *
   * @param run the run
   * @param time when
   * @param phase the phase
   * @param key the key
   * @param holder who holds it, in words
   */
  record KeyAwaited(RunInfo run, Instant time, Phase phase, OnceKey key, String holder)
      implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.keyAwaited(this);
    }
  }

  /**
   * A hook begins: its conditions are met, and its first attempt follows.
   *
   * @param run the run
   * @param time when
   * @param hook the hook
   * @param output when people see what it writes
   */
  record HookStarted(RunInfo run, Instant time, HookId hook, OutputPolicy output)
      implements HookEvent {
    /** Describes the beginning of a hook without a policy of its own for its output. */
    public HookStarted(RunInfo run, Instant time, HookId hook) {
      this(run, time, hook, OutputPolicy.AUTOMATIC);
    }

    @Override
    public void passTo(HookListener listener) {
      listener.hookStarted(this);
    }
  }

  /**
   * An attempt of a hook begins.
   *
   * @param run the run
   * @param time when
   * @param hook the hook
   * @param attempt which attempt, counted from 1
   * @param remaining how much time is left before the nearest limit, if there is one
   */
  record AttemptStarted(
      RunInfo run, Instant time, HookId hook, int attempt, Optional<Duration> remaining)
      implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.attemptStarted(this);
    }
  }

  /**
   * A hook wrote a line.
   *
   * @param run the run
   * @param time when
   * @param line the line
   */
  record LineWritten(RunInfo run, Instant time, OutputLine line) implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.lineWritten(this);
    }
  }

  /**
   * A hook wrote the beginning of a line and waits, as for an answer to a prompt. The whole line
   * follows as an event of its own when its end is written.
   *
   * @param run the run
   * @param time when
   * @param line the line so far
   */
  record PartialLineWritten(RunInfo run, Instant time, OutputLine line) implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.partialLineWritten(this);
    }
  }

  /**
   * An attempt of a hook ended.
   *
   * @param run the run
   * @param time when
   * @param hook the hook
   * @param attempt which attempt, counted from 1
   * @param outcome how it ended
   */
  record AttemptEnded(RunInfo run, Instant time, HookId hook, int attempt, HookOutcome outcome)
      implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.attemptEnded(this);
    }
  }

  /**
   * An attempt failed and another one follows after a wait.
   *
   * @param run the run
   * @param time when
   * @param hook the hook
   * @param attempt the attempt that failed, counted from 1
   * @param failure why it failed
   * @param delay how long the run waits before the next attempt
   */
  record RetryAwaited(
      RunInfo run, Instant time, HookId hook, int attempt, Throwable failure, Duration delay)
      implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.retryAwaited(this);
    }
  }

  /**
   * A hook ended, or was skipped.
   *
   * @param run the run
   * @param time when
   * @param result how it ended
   */
  record HookFinished(RunInfo run, Instant time, HookResult result) implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.hookFinished(this);
    }
  }

  /**
   * Something went wrong that does not change how the run ends.
   *
   * @param run the run
   * @param time when
   * @param warning what, in words
   */
  record WarningRaised(RunInfo run, Instant time, String warning) implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.warningRaised(this);
    }
  }

  /**
   * A phase, or a step, ended.
   *
   * @param run the run
   * @param time when
   * @param phase the phase
   * @param status how it ended
   * @param isIgnored whether it failed and its failure policy is to ignore that: then what failed
   *     in it so far changes nothing
   * @param failure the first failure in it that is not one of a hook: of the ledger or the journal,
   *     or a limit that was reached before a hook could begin
   */
  record PhaseFinished(
      RunInfo run,
      Instant time,
      Phase phase,
      RunStatus status,
      boolean isIgnored,
      Optional<Throwable> failure)
      implements HookEvent {
    /** Describes the end of a phase in which at most hooks failed, and count. */
    public PhaseFinished(RunInfo run, Instant time, Phase phase, RunStatus status) {
      this(run, time, phase, status, false, Optional.empty());
    }

    @Override
    public void passTo(HookListener listener) {
      listener.phaseFinished(this);
    }
  }

  /**
   * A run ended.
   *
   * @param run the run
   * @param time when
   * @param status how it ended
   */
  record RunFinished(RunInfo run, Instant time, RunStatus status) implements HookEvent {
    @Override
    public void passTo(HookListener listener) {
      listener.runFinished(this);
    }
  }
}
