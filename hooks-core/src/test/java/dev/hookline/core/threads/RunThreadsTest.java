package dev.hookline.core.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of one run. */
@Timeout(60)
class RunThreadsTest {
  private final RunThreads threads = new RunThreads(new HookThreads(), null);

  @AfterEach
  void end() {
    threads.end();
  }

  /** Returns the thread that works, which has nothing left to do once this has returned. */
  private Thread worker() throws InterruptedException {
    Exchanger<Thread> met = new Exchanger<>();
    threads.execute(() -> meet(met));
    Thread thread = met.exchange(Thread.currentThread());
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static void meet(Exchanger<Thread> met) {
    try {
      met.exchange(Thread.currentThread());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void execute_threadWaits_itIsUsedAgain() throws InterruptedException {
    Thread first = worker();
    assertThat(worker()).isSameAs(first);
    assertThat(worker()).isSameAs(first);
  }

  @Test
  void execute_threadIsBusy_anotherOneIsMade() throws InterruptedException {
    CountDownLatch isOver = new CountDownLatch(1);
    Thread[] busy = new Thread[1];
    CountDownLatch hasBegun = new CountDownLatch(1);
    threads.execute(
        () -> {
          busy[0] = Thread.currentThread();
          hasBegun.countDown();
          await(isOver);
        });
    await(hasBegun);
    assertThat(worker()).isNotSameAs(busy[0]);
    isOver.countDown();
  }

  /** A hook that has ended interrupts its former thread, which may have work again by then. */
  @Test
  void execute_threadIsInterruptedAfterItWasHandedWork_thatIsNotMeant()
      throws InterruptedException {
    Thread first = worker();
    boolean[] isInterrupted = new boolean[1];
    CountDownLatch done = new CountDownLatch(1);
    ThreadWork work =
        () -> {
          isInterrupted[0] = Thread.currentThread().isInterrupted();
          done.countDown();
        };
    synchronized (threads) { // it cannot begin in between
      threads.execute(work);
      first.interrupt(); // it does not wait any more, so that this does not end its wait
    }
    await(done);
    assertThat(isInterrupted[0]).isFalse();
  }

  @Test
  void expectNoMore_threadWaits_itEndsAndMoreCanBeDoneOnAnother() throws InterruptedException {
    Thread first = worker();
    threads.expectNoMore();
    first.join();
    Thread second = worker();
    second.join();
    assertThat(second).isNotSameAs(first);
  }

  @Test
  void end_threadWaits_itEndsAndNothingMoreIsDone() throws InterruptedException {
    Thread first = worker();
    threads.end();
    first.join();
    assertThatThrownBy(() -> threads.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the run has ended");
  }
}
