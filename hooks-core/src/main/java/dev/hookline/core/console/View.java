package dev.hookline.core.console;

import dev.hookline.api.HookEvent;

/** One way in which one run is shown. Thread-safe. */
interface View {
  /** Shows what happened. */
  void event(HookEvent event);

  /** Shows that time has passed. */
  void beat();

  /**
   * Says that nothing more is shown of the run, shows nothing more, and gives the terminal back.
   */
  void abandon();
}
