package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which processes are looked at: few of them right after a start, and all where that might miss
 * one.
 */
class CandidatesTest {
  private static final long JVM = ProcessHandle.current().pid();

  private Process root;

  @BeforeEach
  void start() throws Exception {
    root = new ProcessBuilder("sleep", "3600").start();
  }

  @AfterEach
  void end() throws Exception {
    root.destroyForcibly().waitFor();
  }

  private Candidates justStarted() {
    return Candidates.of(root.pid(), System.nanoTime(), root.pid());
  }

  private static boolean lookAtAll(Candidates candidates) {
    return candidates.stats(0).containsKey(JVM);
  }

  @Test
  void stats_rootIsNew_areThoseWithTheIdsSince() {
    assertThat(justStarted().stats(0)).containsOnlyKeys(root.pid());
  }

  @Test
  void stats_idsMayHaveComeRound_areAll() {
    long longAgo = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(101);

    assertThat(lookAtAll(Candidates.of(root.pid(), longAgo, root.pid()))).isTrue();
  }

  @Test
  void stats_idsHaveComeRound_areAll() {
    assertThat(lookAtAll(Candidates.of(root.pid(), System.nanoTime(), root.pid() - 1))).isTrue();
  }

  @Test
  void stats_manyIdsSince_areAll() {
    assertThat(lookAtAll(Candidates.of(root.pid(), System.nanoTime(), root.pid() + 257))).isTrue();
  }

  @Test
  void stats_fewerIdsThanUsual_areAll() {
    assertThat(lookAtAll(Candidates.of(root.pid(), System.nanoTime(), root.pid(), 32_767)))
        .isTrue();
  }

  @Test
  void stats_rootOfAnotherTree_isNoneOfThem() {
    LiveRoots.add(root);
    try {
      Candidates ofAnother = Candidates.of(root.pid() - 1, System.nanoTime(), root.pid());
      assertThat(ofAnother.stats(0)).doesNotContainKey(root.pid());
      assertThat(justStarted().stats(0)).containsKey(root.pid());
    } finally {
      LiveRoots.remove(root);
    }
  }

  @Test
  void areNone_aProcessWasStartedSince_isFalse() {
    assertThat(Candidates.areNone(root.pid() - 1, System.nanoTime(), pid -> false)).isFalse();
  }

  @Test
  void areNone_whatWasStartedSinceIsOfOthers_isTrue() {
    assertThat(Candidates.areNone(root.pid() - 1, System.nanoTime(), pid -> true)).isTrue();
  }

  @Test
  void areNone_rootOfAnotherTreeWasStartedSince_isTrueOnceNothingElseIs() {
    LiveRoots.add(root);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    try {
      while (!Candidates.areNone(root.pid() - 1, System.nanoTime(), pid -> false)) {
        assertThat(System.nanoTime())
            .as("others start processes without a pause")
            .isLessThan(until);
        restart();
      }
    } finally {
      LiveRoots.remove(root);
    }
  }

  /** So that fewer others have been started since. */
  private void restart() {
    LiveRoots.remove(root);
    root.destroyForcibly();
    try {
      start();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    LiveRoots.add(root);
  }

  @Test
  void areNone_idsMayHaveComeRound_isFalse() {
    long longAgo = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(101);

    assertThat(Candidates.areNone(root.pid() - 1, longAgo, pid -> false)).isFalse();
  }

  /** Its id may then be that of a process of any tree. */
  @Test
  void contain_rootHasEnded_isFalse() throws Exception {
    LiveRoots.add(root);
    root.destroyForcibly().waitFor();

    assertThat(LiveRoots.contain(root.pid(), 0)).isFalse();
    LiveRoots.remove(root);
  }

  @Test
  void isProcess_threadWhoseIdIsInTheRange_isFalse() throws Exception {
    long thread = anotherThread();
    ProcFs.Stat stat = ProcFs.stat(thread).orElseThrow();

    assertThat(Candidates.of(thread, System.nanoTime(), thread).isProcess(stat)).isFalse();
  }

  private static long anotherThread() {
    String[] threads = new java.io.File("/proc/self/task").list();
    return java.util.Arrays.stream(threads)
        .mapToLong(Long::parseLong)
        .filter(id -> id != JVM)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isOfOthers_parentIsOlderAndNoAncestor_isTrue() {
    ProcFs.Stat stat = new ProcFs.Stat(root.pid(), root.pid() - 1, 0, 0, 0, true);

    assertThat(justStarted().isOfOthers(stat)).isTrue();
  }

  @Test
  void isOfOthers_parentMayHaveAdoptedIt_isFalse() {
    for (long parent : new long[] {0, 1, JVM}) {
      ProcFs.Stat stat = new ProcFs.Stat(root.pid(), parent, 0, 0, 0, true);

      assertThat(justStarted().isOfOthers(stat)).as("parent %d", parent).isFalse();
    }
  }
}
