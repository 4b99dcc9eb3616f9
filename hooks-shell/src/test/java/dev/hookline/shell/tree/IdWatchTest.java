package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whether ids can have come round unnoticed. */
class IdWatchTest {
  private static final int MOST_TRIES = 100;

  private static boolean isRecent(IdWatch watch) {
    return System.nanoTime() - watch.since() < Candidates.MOMENT_NANOS;
  }

  private static void pause(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  /** This machine may stop a test for longer than a moment. */
  private static boolean isEverRecentAfter(int looks) {
    for (int i = 0; i < MOST_TRIES; i++) {
      IdWatch watch = new IdWatch(0);
      for (int look = 0; look < looks; look++) {
        pause(30);
        watch.look();
      }
      if (isRecent(watch)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void look_everyFewMoments_staysRecent() {
    assertThat(isEverRecentAfter(10)).isTrue();
  }

  @Test
  void look_onceTooLate_isNeverRecentAgain() {
    IdWatch watch = new IdWatch(0);
    pause(TimeUnit.NANOSECONDS.toMillis(Candidates.MOMENT_NANOS) + 1);

    for (int i = 0; i < 5; i++) {
      watch.look();
      assertThat(isRecent(watch)).isFalse();
      pause(30);
    }
  }

  @Test
  void look_idsHaveComeRound_isNotRecentForLong() {
    IdWatch watch = new IdWatch(Long.MAX_VALUE);
    pause(60);
    watch.look();
    pause(60);

    assertThat(isRecent(watch)).isFalse();
  }
}
