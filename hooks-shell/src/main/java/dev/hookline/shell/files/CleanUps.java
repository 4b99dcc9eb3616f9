package dev.hookline.shell.files;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be removed when the JVM ends, after all processes have. Thread-safe. */
public final class CleanUps {
  private static final Set<Runnable> ALL = ConcurrentHashMap.newKeySet();

  private CleanUps() {}

  /** Registers an action to run when the JVM ends. */
  public static void add(Runnable cleanUp) {
    ALL.add(cleanUp);
  }

  /** Unregisters an action. */
  public static void remove(Runnable cleanUp) {
    ALL.remove(cleanUp);
  }

  /** Runs all actions. */
  public static void run() {
    ALL.forEach(Runnable::run);
  }
}
