package dev.hookline.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time that passes only when it is made to, and that stops at every alarm. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualTimeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualTime time = new VirtualTime();
  private final List<String> story = new CopyOnWriteArrayList<>();

  private void say(String what) {
    story.add(what + " at " + time.passed());
  }

  /** What may be interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private Runnable work(Work work) {
    return () -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        say("interrupted");
      }
    };
  }

  /** Starts a thread that parks once, and says when that ended. */
  private Thread parker(Duration longest) {
    Thread thread =
        new Thread(
            () -> {
              time.park(this, longest.toNanos());
              say(Thread.currentThread().isInterrupted() ? "interrupted" : "woken");
            });
    thread.start();
    return thread;
  }

  @Test
  void pass_alone_movesBothClocks() throws Exception {
    long nanos = time.nanoTime();
    time.pass(HOUR.plusMillis(3));
    assertThat(time.nanoTime() - nanos).isEqualTo(HOUR.plusMillis(3).toNanos());
    assertThat(Instant.ofEpochMilli(time.epochMillis()))
        .isEqualTo(VirtualTime.BEGINNING.plus(HOUR).plusMillis(3));
  }

  @Test
  void sleep_interruptedBefore_throwsAndNoTimePasses() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> time.pass(HOUR)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(time.passed()).isZero();
  }

  @Test
  void park_noTime_returnsAtOnce() {
    time.park(this, 0);
    time.park(this, -1);
    assertThat(time.passed()).isZero();
  }

  @Test
  void park_unparkedBefore_returnsAtOnceButOnlyOnce() throws Exception {
    time.unpark(Thread.currentThread());
    time.unpark(Thread.currentThread());
    time.park(this, HOUR.toNanos());
    say("first");
    Thread hook = time.threads().newThread(work(() -> time.pass(HOUR)));
    hook.start();
    time.park(this, HOUR.toNanos());
    say("second");
    hook.interrupt();
    hook.join();
    assertThat(story).containsExactly("first at PT0S", "second at PT1H", "interrupted at PT1H");
  }

  @Test
  void park_unparkedMeanwhile_returnsAtOnce() throws Exception {
    Thread parker = parker(HOUR);
    time.unpark(parker);
    parker.join();
    assertThat(story).containsExactly("woken at PT0S");
  }

  @Test
  void park_interrupted_returnsAndKeepsTheInterrupt() throws Exception {
    Thread parker = parker(HOUR);
    parker.interrupt();
    parker.join();
    assertThat(story).containsExactly("interrupted at PT0S");
  }

  @Test
  void pass_onAThreadOfHooks_waitsForTheCoordinatorAndStopsAtEachOfItsAlarms() throws Exception {
    Thread hook =
        time.threads()
            .newThread(
                work(
                    () -> {
                      time.pass(HOUR.multipliedBy(5));
                      say("done");
                    }));
    hook.start();
    for (int alarm = 1; alarm <= 4; alarm++) {
      time.park(this, HOUR.toNanos());
      say("alarm");
    }
    Thread coordinator = parker(HOUR.multipliedBy(2));
    hook.join();
    time.unpark(coordinator);
    coordinator.join();
    assertThat(story)
        .containsExactly(
            "alarm at PT1H",
            "alarm at PT2H",
            "alarm at PT3H",
            "alarm at PT4H",
            "done at PT5H",
            "woken at PT5H");
  }

  @Test
  void passDeaf_interruptedWhenTheAlarmStrikes_passesToItsEnd() throws Exception {
    Thread hook =
        time.threads()
            .newThread(
                () -> {
                  time.passDeaf(HOUR.multipliedBy(2));
                  say("done");
                });
    hook.start();
    time.park(this, HOUR.toNanos());
    hook.interrupt();
    time.park(this, HOUR.toNanos());
    hook.join();
    assertThat(story).containsExactly("done at PT2H");
  }

  @Test
  void pass_interruptedWhenTheAlarmStrikes_endsThere() throws Exception {
    Thread hook = time.threads().newThread(work(() -> time.pass(HOUR.multipliedBy(2))));
    hook.start();
    time.park(this, HOUR.toNanos());
    hook.interrupt();
    hook.join();
    assertThat(story).containsExactly("interrupted at PT1H");
  }
}
