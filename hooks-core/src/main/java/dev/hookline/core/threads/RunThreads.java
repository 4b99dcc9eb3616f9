package dev.hookline.core.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which hooks of one run can be abandoned, made when they are first needed. They are
 * never lent to another run, because what a hook leaves in its thread cannot be seen or removed:
 * thread-locals above all. They end with the run.
 */
public final class RunThreads {
  private final ExecutorService executor;

  /** Creates it; no thread is made yet. */
  public RunThreads(ThreadFactory factory) {
    this.executor =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), factory);
  }

  /** Runs something on a thread that no hook is using. */
  public void execute(Runnable work) {
    executor.execute(work);
  }

  /** Lets the threads end; one that was abandoned ends when its hook returns. */
  public void end() {
    executor.shutdown();
  }
}
