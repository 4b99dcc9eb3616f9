package dev.hookline.core;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the coordinator does while lanes run: stops and abandons hooks, and waits for the rest. */
final class Supervisor {
  private Supervisor() {}

  /** Starts a lane and returns when it has finished, or when one of its hooks was abandoned. */
  static void supervise(Run run, Lane lane) {
    start(run, lane);
    List<Lane> lanes = List.of(lane);
    while (!lane.isFinished()) {
      await(run, lanes);
    }
  }

  static void start(Run run, Lane lane) {
    run.wakeAt = run.clock.nanos() + Work.UNLIMITED;
    try {
      run.engine.threads().execute(lane);
    } catch (Throwable noThread) {
      lane.refuse(noThread);
    }
  }

  /** Does what is due and waits, once, for something to happen. */
  static void await(Run run, Collection<Lane> lanes) {
    if (run.takeCancellation()) {
      lanes.forEach(Lane::cancel);
    }
    long wake = nextCheck(run, lanes);
    run.wakeAt = wake;
    // A lane may have set an earlier time before it could see when this thread wakes.
    long again = nextCheck(run, lanes);
    long nanos = Math.min(wake, again) - System.nanoTime();
    if (nanos > 0 && lanes.stream().noneMatch(Lane::isFinished)) {
      LockSupport.parkNanos(run, nanos);
    }
  }

  private static long nextCheck(Run run, Collection<Lane> lanes) {
    long now = System.nanoTime();
    long next = run.clock.nanos() + Work.UNLIMITED;
    for (Lane lane : lanes) {
      next = Math.min(next, lane.check(now));
    }
    return next;
  }
}
