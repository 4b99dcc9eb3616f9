package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunQueueTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final AtomicInteger ended = new AtomicInteger();
  private final HookEngine engine =
      HookEngine.builder()
          .register(
              DEPLOY,
              "wait",
              context -> {
                begun.release();
                mayEnd.await();
                ended.incrementAndGet();
              })
          .build();

  @Test
  void submit_moreThanAtOnce_theOthersWait() throws InterruptedException {
    try (RunQueue queue = RunQueue.of(engine, 2, 3)) {
      submit(queue, 5);
      begun.acquire(2);
      assertThat(begun.tryAcquire()).isFalse();
      assertThat(queue.size()).isEqualTo(5);
      mayEnd.countDown();
    }
    assertThat(ended).hasValue(5);
  }

  @Test
  void submit_queueIsFull_isRefused() {
    try (RunQueue queue = RunQueue.of(engine, 1, 1)) {
      submit(queue, 2);
      assertThatThrownBy(() -> queue.submit(DEPLOY, REQUEST))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessage("the queue is full: 2 runs have not ended; try again later");
      mayEnd.countDown();
    }
    assertThat(ended).hasValue(2);
  }

  @Test
  void submit_queueIsClosed_isRefused() {
    RunQueue queue = RunQueue.of(engine, 1, 1);
    queue.close();
    assertThatThrownBy(() -> queue.submit(DEPLOY, REQUEST))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the queue is closed and takes no more runs");
  }

  @Test
  void cancel_beforeItsTurn_runsNoHook() throws InterruptedException {
    try (RunQueue queue = RunQueue.of(engine, 1, 1)) {
      List<RunHandle> handles = submit(queue, 2);
      handles.get(1).cancel();
      mayEnd.countDown();
      assertThat(handles.get(1).await().status()).isEqualTo(RunStatus.CANCELLED);
    }
    assertThat(ended).hasValue(1);
  }

  @Test
  void awaitIdle_runsLeftOrNone_saysSo() throws InterruptedException {
    try (RunQueue queue = RunQueue.of(engine, 1, 1)) {
      submit(queue, 1);
      assertThat(queue.awaitIdle(Duration.ZERO)).isFalse();
      mayEnd.countDown();
      assertThat(queue.awaitIdle(Duration.ofMinutes(1))).isTrue();
      assertThat(ended).hasValue(1);
    }
  }

  @Test
  void of_numbersOutOfRange_isRefused() {
    assertThatThrownBy(() -> RunQueue.of(engine, 0, -1))
        .hasMessage("a queue needs at least 1 run at once and 0 waiting, but has 0 and -1");
  }

  private static List<RunHandle> submit(RunQueue queue, int runs) {
    List<RunHandle> handles = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      handles.add(queue.submit(DEPLOY, REQUEST));
    }
    return handles;
  }
}
