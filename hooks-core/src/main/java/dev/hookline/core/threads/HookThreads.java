package dev.hookline.core.threads;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of runs: daemons, so that no JVM waits for them, which inherit nothing from the
 * thread that happened to need them.
 */
public final class HookThreads implements ThreadFactory {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // a thread takes that of the one that makes it
  public Thread newThread(Runnable work) {
    String name = "hookline-" + NUMBERS.incrementAndGet();
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setPriority(Thread.NORM_PRIORITY);
    return thread;
  }
}
