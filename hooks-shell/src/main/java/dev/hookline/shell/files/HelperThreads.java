package dev.hookline.shell.files;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what may never return: opening a file, a listener, a console. Whoever waits for such
 * a thread can stop waiting. They are daemons, and end when they have had nothing to do for some
 * seconds.
 */
public final class HelperThreads implements ThreadFactory {
  private static final long IDLE_SECONDS = 5;
  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new HelperThreads());

  private HelperThreads() {}

  /** Makes one more thread. */
  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "hookline-helper");
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // that of whoever came first would be kept from collection
    return thread;
  }

  /**
   * Runs something on a thread of its own, with the class loader of the calling thread as context.
   *
   * @throws OutOfMemoryError if the system allows no more threads
   */
  public static void run(Runnable work) {
    POOL.execute(new Work(work, Thread.currentThread().getContextClassLoader()));
  }

  /** No lambda, as this is on the way of the first script: each takes up to a millisecond there. */
  private record Work(Runnable work, ClassLoader loader) implements Runnable {
    @Override
    public void run() {
      Thread.currentThread().setContextClassLoader(loader);
      try {
        work.run();
      } finally {
        Thread.currentThread().setContextClassLoader(null);
      }
    }
  }
}
