package dev.hookline.core;

import dev.hookline.api.HookCancelledException;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run in the background; it can be cancelled and waited for. Thread-safe. */
public final class RunHandle {
  final Cancellation cancellation = new Cancellation();
  final CompletableFuture<RunReport> result = new CompletableFuture<>();

  RunHandle() {}

  /**
   * Cancels the run: the ordinary hook that runs is asked to stop, and once this method has
   * returned no ordinary hook begins. Undo, on-failure and always hooks still run, and this call
   * stops none of them; another call, while one of them runs, stops that one. Does nothing to a run
   * that has ended.
   */
  public void cancel() {
    cancellation.request();
  }

  /**
   * Cancels the run and says why, as in {@code the run was cancelled: the lease was lost}; see
   * {@link #cancel()}. The first reason stays.
   */
  public void cancel(String reason) {
    Objects.requireNonNull(reason, "reason");
    cancellation.request(new HookCancelledException("the run was cancelled: " + reason, null));
  }

  /** Returns whether the run has ended. */
  public boolean isDone() {
    return result.isDone();
  }

  /**
   * Waits for the end of the run and returns its report. An interrupt ends the wait, not the run.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   * @throws JournalException if the run has a journal that could not be begun, or that does not
   *     allow to resume it; then nothing has run
   * @throws IllegalStateException if a context propagator kept the run from beginning
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
   * @throws JournalException as {@link #await()} does
   * @throws IllegalStateException as {@link #await()} does
   */
  public Optional<RunReport> await(Duration limit) throws InterruptedException {
    try {
      return Optional.of(result.get(RunClock.toNanos(limit), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  /** Returns whether the run has ended, and how. */
  @Override
  public String toString() {
    if (!result.isDone()) {
      return "run that has not ended";
    }
    return result.isCompletedExceptionally()
        ? "run that ended with an error"
        : result.join().name() + " " + result.join().status().words();
  }

  /** An error that no policy may hold up ends a run without a report, or a journal. */
  private static Error rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      return error;
    }
    if (e.getCause() instanceof JournalException refused) {
      throw refused;
    }
    if (e.getCause() instanceof IllegalStateException ofPropagator) {
      throw ofPropagator;
    }
    return new AssertionError(e.getCause());
  }
}
