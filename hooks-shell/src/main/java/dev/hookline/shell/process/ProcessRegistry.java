package dev.hookline.shell.process;

import dev.hookline.shell.tree.ProcessTree;
import dev.hookline.shell.tree.TreeTermination;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The processes that are running, so that none outlives the JVM. One shutdown hook ends all of
 * them, as a stop does: SIGTERM, the grace period (five seconds at most, since whoever stops a JVM
 * will not wait), SIGKILL.
 */
public final class ProcessRegistry {
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 5;
  private static final Map<ProcessTree, Duration> RUNNING = new ConcurrentHashMap<>();
  private static final Set<Runnable> CLEAN_UPS = ConcurrentHashMap.newKeySet();

  /** Held for reading while a process is started, and for writing when the JVM begins to end. */
  private static final ReadWriteLock STARTING = new ReentrantReadWriteLock();

  private static boolean closed = !isWatchingTheJvm();

  private ProcessRegistry() {}

  private static boolean isWatchingTheJvm() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(ProcessRegistry::end, "hookline-shutdown"));
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /**
   * Starts a process and keeps its tree until {@link #remove}.
   *
   * @throws JvmEndingException if the JVM is ending
   * @throws IOException if the system refused
   */
  static ProcessTree start(
      ProcessBuilder builder, Duration grace, Function<Process, ProcessTree> treeOf)
      throws IOException {
    STARTING.readLock().lock();
    try {
      if (closed) {
        throw new JvmEndingException();
      }
      ProcessTree tree = treeOf.apply(builder.start());
      RUNNING.put(tree, grace);
      return tree;
    } finally {
      STARTING.readLock().unlock();
    }
  }

  static void remove(ProcessTree tree) {
    RUNNING.remove(tree);
  }

  /** Registers an action to run at JVM shutdown, after the processes have ended. */
  public static void atShutdown(Runnable cleanUp) {
    CLEAN_UPS.add(cleanUp);
  }

  /** Unregisters an action. */
  public static void forget(Runnable cleanUp) {
    CLEAN_UPS.remove(cleanUp);
  }

  private static void end() {
    close();
    List<TreeTermination> ends = new ArrayList<>();
    RUNNING.forEach((tree, grace) -> ends.add(new TreeTermination(tree, shortened(grace))));
    while (!ends.isEmpty()) {
      ends.removeIf(TreeTermination::isOver);
      pause();
    }
    CLEAN_UPS.forEach(Runnable::run);
  }

  private static void close() {
    STARTING.writeLock().lock();
    try {
      closed = true;
    } finally {
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
