package dev.hookline.core.threads;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which hooks of one run can be abandoned, made when they are first needed. They are
 * never lent to another run, because what a hook leaves in its thread cannot be seen or removed:
 * thread-locals above all. They end with the run.
 */
public final class RunThreads {
  /** How long a thread waits for more to do in a run that lasts. */
  private static final long PATIENCE_MILLIS = 60_000;

  private final ThreadFactory factory;
  private final @Nullable CapturedContexts contexts;

  /** What was handed to threads that wait; never more than there are of them. */
  private final Queue<Runnable> handedOver = new ArrayDeque<>(); // guarded by this

  private int waiting; // guarded by this
  private boolean isMoreExpected = true; // guarded by this
  private boolean hasEnded; // guarded by this

  /**
   * Creates it; no thread is made yet.
   *
   * @param contexts in which all happens; null if in none
   */
  public RunThreads(ThreadFactory factory, @Nullable CapturedContexts contexts) {
    this.factory = factory;
    this.contexts = contexts;
  }

  /**
   * Runs something on a thread that no hook is using.
   *
   * @throws RejectedExecutionException if the run has ended, or the factory has no thread
   * @throws IllegalStateException if it cannot be wrapped in the contexts
   */
  @SuppressWarnings("ConstantValue") // a factory may return null
  public void execute(ThreadWork work) {
    if (handOver(work)) {
      return;
    }
    Thread thread = factory.newThread(inContexts(work));
    if (thread == null) {
      throw new RejectedExecutionException("no thread can be had for it");
    }
    thread.start();
  }

  private Runnable inContexts(ThreadWork first) {
    Runnable all = () -> workOff(first);
    return contexts == null ? all : contexts.around(all, first::refuse);
  }

  private synchronized boolean handOver(Runnable work) {
    if (hasEnded) {
      throw new RejectedExecutionException("the run has ended");
    }
    if (waiting == handedOver.size()) {
      return false;
    }
    handedOver.add(work);
    notify();
    return true;
  }

  /**
   * Lets threads end as soon as they have nothing to do: one that waits has to be woken for that,
   * which makes a run with one thread an eighth longer. More can be done all the same.
   */
  public synchronized void expectNoMore() {
    isMoreExpected = false;
    notifyAll();
  }

  /** Lets the threads end; one that was abandoned ends when its hook returns. */
  public synchronized void end() {
    hasEnded = true;
    expectNoMore();
  }

  // ---- on a thread of the run

  private void workOff(Runnable first) {
    for (Runnable work = first; work != null; work = next()) {
      Thread.interrupted(); // meant what ran before
      work.run();
    }
  }

  /** Waits for more to do; null if there is none, and the thread can end. */
  @SuppressWarnings("WaitNotInLoop") // a thread that ends for no reason costs no more than another
  private synchronized @Nullable Runnable next() {
    waiting++;
    try {
      if (handedOver.isEmpty() && isMoreExpected) {
        wait(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      // A hook that has ended interrupts its former thread; that means no hook after it.
    }
    waiting--;
    return handedOver.poll();
  }
}
