package dev.hookline.core.console;

import dev.hookline.api.HookEvent;

/** One way in which one run is shown. Thread-safe. */
interface View {
  /** Shows what happened. */
  void event(HookEvent event);

  /** Shows that time has passed. */
  void beat();

  /** Shows nothing more, and gives the terminal back: the JVM ends, or the console is broken. */
  void abandon();
}
