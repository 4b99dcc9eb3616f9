package dev.hookline.core.run;

import dev.hookline.api.Durations;
import dev.hookline.api.Limit;
import dev.hookline.core.input.Task;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The deadlines that hold in one phase: of an attempt, a hook, the phase and the run. */
final class Deadlines {
  /**
   * A hook that ignores its stop may cost ordinary hooks this part of the run, and cleanup none.
   */
  private static final int GRACE_PART = 10;

  private final Run run;
  private final @Nullable Deadline ofPhase;
  private final boolean bindAll;

  /**
   * When something must have ended, and by which limit, so that outcome and message can say it.
   *
   * @param at the moment, by the clock of the run
   * @param limit the limit
   * @param allowed how long the limit is as it was set, in nanoseconds
   * @param reserved which part of it is kept for cleanup, in nanoseconds
   */
  record Deadline(long at, Limit limit, long allowed, long reserved) {

    boolean isReached(long now) {
      return at - now <= 0;
    }

    /** Returns how messages say it, such as {@code hook limit of 2 min}. */
    String words() {
      String whole = limit.words() + " limit of " + Durations.words(Duration.ofNanos(allowed));
      return reserved == 0
          ? whole
          : whole + " less the cleanup reserve of " + Durations.words(Duration.ofNanos(reserved));
    }

    /** Returns the sooner one; null means never. */
    static @Nullable Deadline nearer(@Nullable Deadline one, @Nullable Deadline other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return other.at - one.at < 0 ? other : one;
    }

    /** Returns the deadline of a limit that counts from {@code start}; null if there is none. */
    static @Nullable Deadline of(long start, Limit limit, long allowed) {
      return allowed == RunClock.UNLIMITED
          ? null
          : new Deadline(start + allowed, limit, allowed, 0);
    }
  }

  Deadlines(Run run, @Nullable Duration phaseLimit) {
    this.run = run;
    this.ofPhase =
        phaseLimit == null
            ? null
            : Deadline.of(run.clock.nanos(), Limit.PHASE, RunClock.toNanos(phaseLimit));
    this.bindAll = ofPhase != null || run.isLimited();
  }

  /** Returns whether every hook of the phase has a limit, because the phase or the run has one. */
  boolean bindAll() {
    return bindAll;
  }

  /** Returns the deadline of the phase or of the run; the phase's does not bind its cleanup. */
  @Nullable Deadline ofPhase(Task task) {
    Deadline ofRun = run.isLimited() ? ofRun(task) : null;
    return Deadline.nearer(task.isCleanup ? null : ofPhase, ofRun);
  }

  /**
   * An ordinary hook is stopped early enough that its grace period, shortened if need be, ends
   * before the time that is reserved for cleanup begins.
   */
  private Deadline ofRun(Task task) {
    long allowed = run.deadline - run.clock.start();
    if (task.isCleanup || !run.hasReserve()) {
      return new Deadline(run.deadline, Limit.RUN, allowed, 0);
    }
    long end = run.ordinaryDeadline - RunClock.toNanos(gracePeriod(task));
    return new Deadline(end, Limit.RUN, allowed, run.deadline - run.ordinaryDeadline);
  }

  /** Returns the deadline of all attempts of a hook that began at {@code start}. */
  @Nullable Deadline ofHook(Task task, long start) {
    return Deadline.nearer(ofPhase(task), Deadline.of(start, Limit.HOOK, task.hookLimit));
  }

  /** Returns the deadline of an attempt that begins {@code now}. */
  @Nullable Deadline ofAttempt(Task task, long start, long now) {
    return Deadline.nearer(ofHook(task, start), Deadline.of(now, Limit.ATTEMPT, task.attemptLimit));
  }

  /** Returns how long a hook may take to end after it was asked to stop. */
  Duration gracePeriod(Task task) {
    Duration set = task.spec.gracePeriod().orElse(run.input.engine().gracePeriod());
    if (task.isCleanup || !run.hasReserve()) {
      return set;
    }
    long most = (run.ordinaryDeadline - run.clock.start()) / GRACE_PART;
    return RunClock.toNanos(set) <= most ? set : Duration.ofNanos(most);
  }

  /** Returns when a hook that is asked to stop now is abandoned; cleanup keeps its reserve. */
  long abandonAt(Task task, long now) {
    long end = now + RunClock.toNanos(gracePeriod(task));
    if (task.isCleanup || !run.hasReserve() || end - run.ordinaryDeadline <= 0) {
      return end;
    }
    return run.ordinaryDeadline - now > 0 ? run.ordinaryDeadline : now;
  }
}
