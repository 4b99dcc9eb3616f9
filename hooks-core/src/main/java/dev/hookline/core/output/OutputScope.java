package dev.hookline.core.output;

import dev.hookline.api.HookEvent;
import dev.hookline.core.secret.Masker;
import java.time.Instant;

/** What the output of a hook needs of the run that it belongs to. */
public interface OutputScope {
  /** Returns the masker that knows all secrets of the run so far. */
  Masker masker();

  /** Returns which events are heard; ask before making one. */
  Heard heard();

  /** Returns the listeners of the run; they are made for the first event that is heard. */
  Listeners listeners();

  /** Returns the time of day, by the clock of the run. */
  Instant now();

  /** Returns whether the run was to end: it was cancelled, or has reached its limit. */
  boolean isTimeUp();

  /** Sends an event that comes from the engine and not from a hook. */
  void announce(HookEvent event);

  /** Adds a warning to the report. */
  void warn(String warning);
}
