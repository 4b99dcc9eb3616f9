package dev.hookline.shell.process;

import dev.hookline.shell.cgroup.Cgroup;
import dev.hookline.shell.cgroup.Cgroups;
import dev.hookline.shell.files.CleanUps;
import dev.hookline.shell.tree.MarkedProcesses;
import dev.hookline.shell.tree.ProcessTree;
import dev.hookline.shell.tree.TreeTermination;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The processes that are running, so that none outlives the JVM. One shutdown hook ends all of
 * them, as a stop does: SIGTERM, the grace period (five seconds at most, since whoever stops a JVM
 * will not wait), SIGKILL.
 */
public final class ProcessRegistry implements Runnable {
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 5;
  private static final long LONGEST_START_MILLIS = 1_000;
  private static final Map<ProcessTree, Duration> RUNNING = new ConcurrentHashMap<>();

  /** The cookies of those that could not be ended for lack of memory. */
  private static final Set<String> NOT_ENDED = ConcurrentHashMap.newKeySet();

  /** Held for reading while a process is started, and for writing when the JVM begins to end. */
  private static final ReadWriteLock STARTING = new ReentrantReadWriteLock();

  private static volatile boolean closed = !CleanUps.setFirst(new ProcessRegistry());

  private ProcessRegistry() {}

  /**
   * Starts a process and keeps its tree until {@link #remove}.
   *
   * @param cookie by which the process is found and killed if there is no tree of it after all
   * @param outputs the files to which it writes, as {@code /proc} calls them
   * @throws StartRefusedException if the JVM is ending
   * @throws IOException if the system refused
   */
  static ProcessTree start(
      ProcessBuilder builder,
      String cookie,
      Duration grace,
      Set<String> outputs,
      Optional<Cgroup> cgroup)
      throws IOException {
    LastResort.prepare();
    STARTING.readLock().lock();
    try {
      if (closed) {
        throw StartRefusedException.jvmIsEnding();
      }
      ProcessTree tree = new ProcessTree(builder.start(), cookie, outputs, cgroup);
      RUNNING.put(tree, grace);
      return tree;
    } catch (Error e) {
      endStarted(cookie);
      throw e;
    } finally {
      STARTING.readLock().unlock();
    }
  }

  /** The JDK throws if it can get no thread to wait for a process, which it has started. */
  private static void endStarted(String cookie) {
    if (!LastResort.succeeds(() -> MarkedProcesses.kill(cookie))) {
      NOT_ENDED.add(cookie);
    }
  }

  static void remove(ProcessTree tree) {
    RUNNING.remove(tree);
    tree.forget();
    if (tree.cgroup().isPresent()) {
      Cgroups.ofThisJvm().giveBack(tree.cgroup().get());
    }
  }

  /** Ends all. */
  @Override
  public void run() {
    close();
    List<TreeTermination> ends = new ArrayList<>();
    for (Map.Entry<ProcessTree, Duration> running : RUNNING.entrySet()) {
      ends.add(new TreeTermination(running.getKey(), shortened(running.getValue())));
    }
    while (!ends.isEmpty()) {
      LastResort.succeeds(() -> ends.removeIf(TreeTermination::isOver));
      pause();
    }
    for (String cookie : NOT_ENDED) {
      MarkedProcesses.kill(cookie);
    }
  }

  /** Waits a while only: the start of a process may be held up by a file that does not open. */
  private static void close() {
    boolean isHeld = false;
    try {
      isHeld = STARTING.writeLock().tryLock(LONGEST_START_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // There is no reason to interrupt this thread, and it must finish its work.
    }
    closed = true;
    if (isHeld) {
      STARTING.writeLock().unlock();
    }
  }

  private static Duration shortened(Duration grace) {
    return grace.compareTo(LONGEST_GRACE) < 0 ? grace : LONGEST_GRACE;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // There is no reason to interrupt this thread, and it must finish its work.
    }
  }
}
