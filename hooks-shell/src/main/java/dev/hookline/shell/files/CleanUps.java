package dev.hookline.shell.files;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is to be done when the JVM ends: first all processes end, then files go. Thread-safe. */
public final class CleanUps extends Thread {
  private static final Set<Runnable> ALL = ConcurrentHashMap.newKeySet();
  private static volatile @Nullable Runnable first;
  private static final boolean IS_WATCHING_THE_JVM = isWatchingTheJvm();

  private CleanUps() {
    super("hookline-shutdown");
  }

  private static boolean isWatchingTheJvm() {
    try {
      Runtime.getRuntime().addShutdownHook(new CleanUps());
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /**
   * Registers the action that comes before all others.
   *
   * @return false if the JVM is ending, so that it will not run
   */
  public static boolean setFirst(Runnable action) {
    first = action;
    return IS_WATCHING_THE_JVM;
  }

  /** Registers an action to run when the JVM ends. */
  public static void add(Runnable cleanUp) {
    ALL.add(cleanUp);
  }

  /** Does all of it. */
  @Override
  public void run() {
    Runnable before = first;
    if (before != null) {
      before.run();
    }
    for (Runnable cleanUp : ALL) {
      cleanUp.run();
    }
  }
}
