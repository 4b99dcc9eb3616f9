package dev.hookline.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a report knows of one hook. Every result is immutable and thread-safe.
 *
 * <p>Implemented by Hookline: later versions may add methods.
 */
public interface HookResult {

  /** Returns which hook it was. */
  HookId hook();

  /** Returns how it ended. */
  HookOutcome outcome();

  /** Returns how many attempts began, one that skipped included; 0 if none did. */
  int attempts();

  /** Returns when its first attempt began, or when it was skipped. */
  Instant startedAt();

  /**
   * Returns how long it took, all attempts and the waits between them; zero if no attempt began.
   */
  Duration duration();

  /** Returns what is kept of its output, with secrets masked. */
  KeptOutput output();

  /** Returns what it had started and what was still running at its end. */
  List<LeftBehind> leftBehind();
}
