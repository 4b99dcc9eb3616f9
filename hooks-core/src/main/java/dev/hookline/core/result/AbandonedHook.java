package dev.hookline.core.result;

import dev.hookline.core.input.Task;
import dev.hookline.core.secret.Masker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs what happens to an abandoned hook: the report of its run cannot say it any more. */
public final class AbandonedHook {
  private AbandonedHook() {}

  /** Logs, on the thread of the hook, that it has ended after all. */
  public static void hasEnded(Task task, RunId run, Masker masker) {
    Logger logger = System.getLogger("dev.hookline");
    if (logger.isLoggable(Level.DEBUG)) {
      logger.log(Level.DEBUG, masker.mask(task.id + ", abandoned in run " + run + ", has ended"));
    }
  }
}
