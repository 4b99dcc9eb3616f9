package dev.hookline.core.run;

import dev.hookline.core.input.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs what happens to an abandoned hook: the report of its run cannot say it any more. */
final class AbandonedHook {
  private AbandonedHook() {}

  /** Logs, on the thread of the hook, that it has ended after all. */
  static void hasEnded(Run run, Task task) {
    Logger logger = System.getLogger("dev.hookline");
    if (logger.isLoggable(Level.DEBUG)) {
      logger.log(
          Level.DEBUG, run.masker().mask(task.id + ", abandoned in run " + run.id + ", has ended"));
    }
  }
}
