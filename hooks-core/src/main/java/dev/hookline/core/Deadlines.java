package dev.hookline.core;

import dev.hookline.api.Limit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The deadlines that hold in one phase: of an attempt, a hook, the phase and the run. */
final class Deadlines {
  private final Run run;
  private final @Nullable Deadline ofPhase;
  private final boolean bindAll;

  Deadlines(Run run, @Nullable Duration phaseLimit) {
    this.run = run;
    this.ofPhase =
        phaseLimit == null
            ? null
            : Deadline.of(System.nanoTime(), Limit.PHASE, Work.toNanos(phaseLimit));
    this.bindAll = ofPhase != null || run.isLimited();
  }

  /** Returns whether every hook of the phase has a limit, because the phase or the run has one. */
  boolean bindAll() {
    return bindAll;
  }

  /** Returns the deadline of the phase or of the run; the phase's does not bind its cleanup. */
  @Nullable Deadline ofPhase(Work work) {
    boolean isCleanup = work.isCleanup;
    long end = isCleanup ? run.deadline : run.ordinaryDeadline;
    long start = run.clock.nanos();
    Deadline ofRun = run.isLimited() ? new Deadline(end, Limit.RUN, end - start) : null;
    return Deadline.nearer(isCleanup ? null : ofPhase, ofRun);
  }

  /** Returns the deadline of all attempts of a hook that began at {@code start}. */
  @Nullable Deadline ofHook(Work work, long start) {
    return Deadline.nearer(ofPhase(work), Deadline.of(start, Limit.HOOK, work.hookLimit));
  }

  /** Returns the deadline of an attempt that begins {@code now}. */
  @Nullable Deadline ofAttempt(Work work, long start, long now) {
    return Deadline.nearer(ofHook(work, start), Deadline.of(now, Limit.ATTEMPT, work.attemptLimit));
  }
}
