package dev.hookline.shell.script;

import dev.hookline.shell.process.Ended;
import dev.hookline.shell.process.Launch;
import dev.hookline.shell.process.OutputTail;
import dev.hookline.shell.process.ProcessRun;
import java.io.IOException;

/** Runs a process whose program may be one that somebody is still writing. */
public final class ScriptLaunch {
  private static final int BUSY_TRIES = 5;
  private static final long BUSY_PAUSE_MILLIS = 20;

  private ScriptLaunch() {}

  /** Runs the process and waits for its end. */
  public static Ended run(Launch launch, OutputTail output) throws NotLaunchedException {
    return run(launch, output, BUSY_TRIES);
  }

  /** A program that somebody has just written is busy until the last writer has closed it. */
  private static Ended run(Launch launch, OutputTail output, int tries)
      throws NotLaunchedException {
    try {
      return ProcessRun.run(launch, output);
    } catch (IOException e) {
      if (LaunchFailure.isBusy(e) && tries > 1 && hasPaused()) {
        return run(launch, output, tries - 1);
      }
      throw LaunchFailure.explain(e, launch.words().get(0));
    }
  }

  private static boolean hasPaused() {
    try {
      Thread.sleep(BUSY_PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
