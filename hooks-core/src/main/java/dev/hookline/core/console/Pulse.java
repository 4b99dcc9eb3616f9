package dev.hookline.core.console;

import java.time.Duration;

/** What makes a console look again although nothing has happened. */
@FunctionalInterface
public interface Pulse {
  /** The pulse of a daemon thread. */
  Pulse OF_A_THREAD = PulseThread::start;

  /**
   * Begins to beat.
   *
   * @param beat what to do each time
   * @param period how long to wait in between
   * @return what ends the pulse
   */
  Runnable start(Runnable beat, Duration period);
}
