package dev.hookline.core;

import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.core.threads.HookThreads;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs in the background, some at once, and the others in the order in which they came. What a
 * server starts and forgets is neither unbounded nor lost: a full queue refuses, and closing it
 * waits for all that it took.
 *
 * <pre>{@code
 * try (RunQueue queue = RunQueue.of(engine, 2, 100)) {
 *   queue.submit(deploy, request);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class RunQueue implements AutoCloseable {
  private final HookEngine engine;
  private final ThreadPoolExecutor runs;
  private final Semaphore places;
  private final int capacity;

  private RunQueue(HookEngine engine, int atOnce, int waiting) {
    this.engine = engine;
    this.capacity = atOnce + waiting;
    this.places = new Semaphore(capacity);
    this.runs =
        new ThreadPoolExecutor(
            atOnce, atOnce, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new HookThreads());
    runs.allowCoreThreadTimeOut(true);
  }

  /**
   * Returns a queue.
   *
   * @param atOnce how many runs there are at once; at least 1
   * @param waiting how many more may wait; 0 or more
   * @throws IllegalArgumentException if one of the numbers is out of its range
   */
  public static RunQueue of(HookEngine engine, int atOnce, int waiting) {
    if (atOnce < 1 || waiting < 0) {
      throw new IllegalArgumentException(
          "a queue needs at least 1 run at once and 0 waiting, but has "
              + atOnce
              + " and "
              + waiting);
    }
    return new RunQueue(engine, atOnce, waiting);
  }

  /**
   * Runs the hooks of a phase when its turn comes. Cancelled before that, the run begins and skips
   * its hooks.
   *
   * @throws IllegalArgumentException as {@link HookEngine#start(Phase, HookRequest)} does
   * @throws RejectedExecutionException if the queue is full or closed
   */
  public RunHandle submit(Phase phase, HookRequest request) {
    return engine.start(phase, request, this::execute);
  }

  /**
   * Runs a lifecycle when its turn comes; see {@link #submit(Phase, HookRequest)}.
   *
   * @throws IllegalArgumentException as {@link HookEngine#start(Lifecycle, HookRequest)} does
   * @throws HookConfigurationException as {@link HookEngine#plan(Lifecycle)} does
   * @throws RejectedExecutionException if the queue is full or closed
   */
  public RunHandle submit(Lifecycle lifecycle, HookRequest request) {
    return engine.start(lifecycle, request, this::execute);
  }

  private void execute(Runnable run) {
    if (runs.isShutdown()) {
      throw new RejectedExecutionException("the queue is closed and takes no more runs");
    }
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException(
          "the queue is full: " + capacity + " runs have not ended; try again later");
    }
    try {
      runs.execute(() -> perform(run));
    } catch (RejectedExecutionException closedMeanwhile) {
      places.release();
      throw new RejectedExecutionException("the queue is closed and takes no more runs");
    }
  }

  private void perform(Runnable run) {
    try {
      run.run();
    } finally {
      places.release();
    }
  }

  /** Returns how many runs have not ended, those that wait included. */
  public int size() {
    return capacity - places.availablePermits();
  }

  /**
   * Waits until no run is left, at most this long; the queue may be given others meanwhile.
   *
   * @return whether there was such a moment
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    if (!places.tryAcquire(capacity, RunClock.toNanos(limit), TimeUnit.NANOSECONDS)) {
      return false;
    }
    places.release(capacity);
    return true;
  }

  /**
   * Takes no more runs, and waits until all that it took have ended. An interrupt does not end the
   * wait: cancel the runs for that.
   */
  @Override
  public void close() {
    runs.shutdown();
    places.acquireUninterruptibly(capacity);
    places.release(capacity);
  }
}
