package dev.hookline.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A run that goes on in the background; it can be cancelled and waited for. Thread-safe. */
public final class RunHandle {
  final AtomicInteger cancelRequests = new AtomicInteger();
  final CompletableFuture<RunReport> result = new CompletableFuture<>();
  volatile Thread coordinator = Thread.currentThread();

  RunHandle() {}

  /**
   * Tells the hook that runs to stop and skips the rest; undo, on-failure and always hooks still
   * run. Called again it stops the undo, on-failure or always hook that runs then. Does nothing to
   * a run that has ended.
   */
  public void cancel() {
    cancelRequests.incrementAndGet();
    LockSupport.unpark(coordinator);
  }

  /** Returns whether the run has ended. */
  public boolean isDone() {
    return result.isDone();
  }

  /**
   * Waits for the end of the run and returns its report. An interrupt ends the wait, not the run.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public RunReport await() throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  /**
   * Waits for the end of the run, at most this long, and returns its report if it has ended.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public Optional<RunReport> await(Duration limit) throws InterruptedException {
    try {
      return Optional.of(result.get(Work.toNanos(limit), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  /** Only an error that no policy may hold up ends a run without a report. */
  private static Error rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      return error;
    }
    return new AssertionError(e.getCause());
  }
}
