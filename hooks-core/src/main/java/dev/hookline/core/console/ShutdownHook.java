package dev.hookline.core.console;

import org.jspecify.annotations.Nullable;

/** What is done when the JVM ends, by Ctrl-C for instance, while a run is drawn. */
final class ShutdownHook {
  private ShutdownHook() {}

  /** Returns what {@link #remove} wants; null if the JVM is ending already. */
  static @Nullable Thread add(Runnable action) {
    Thread thread = new Thread(null, action, "hookline-console-end", 0, false);
    try {
      Runtime.getRuntime().addShutdownHook(thread);
      return thread;
    } catch (IllegalStateException isEnding) {
      return null;
    }
  }

  static void remove(@Nullable Thread added) {
    if (added == null) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(added);
    } catch (IllegalStateException isEnding) {
      // then it has been started, and finds nothing to do
    }
  }
}
