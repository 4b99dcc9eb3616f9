package dev.hookline.core.run;

import java.util.Collection;
import java.util.List;

/** What the deciding thread does while workers run: stops and abandons hooks, and waits. */
final class Coordinator {
  private Coordinator() {}

  /** Starts a worker and returns when it has finished, or when one of its hooks was abandoned. */
  static void supervise(Run run, Worker worker) {
    start(run, worker);
    List<Worker> workers = List.of(worker);
    while (!worker.isFinished()) {
      await(run, workers);
    }
  }

  static void start(Run run, Worker worker) {
    run.wakeAt = run.clock.start(); // it is awake, and looks at the worker before it waits
    try {
      run.execute(worker);
    } catch (Throwable noThread) {
      worker.refuse(noThread);
    }
  }

  /** Applies what is due and waits, once, for something to happen. */
  static void await(Run run, Collection<Worker> workers) {
    run.takeInterrupt();
    long wake = nextCheck(run, workers);
    run.wakeAt = wake;
    // A worker may have set an earlier time before it could see when this thread wakes.
    long again = nextCheck(run, workers);
    long nanos = earlier(wake, again) - run.clock.nanos();
    if (nanos > 0 && !isAnyFinished(workers)) {
      run.clock.park(run, nanos);
    }
  }

  private static boolean isAnyFinished(Collection<Worker> workers) {
    for (Worker worker : workers) {
      if (worker.isFinished()) {
        return true;
      }
    }
    return false;
  }

  private static long nextCheck(Run run, Collection<Worker> workers) {
    long now = run.clock.nanos();
    long next = run.clock.never();
    for (Worker worker : workers) {
      next = earlier(next, worker.check(now));
    }
    return next;
  }

  private static long earlier(long one, long other) {
    return other - one < 0 ? other : one;
  }
}
