package dev.hookline.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** Returns how it ended in a word or two, such as {@code timed out}. */
  default String status() {
    return outcome().toString();
  }

  /**
   * Returns whether it failed and its failure policy is to ignore that. A failure that the policy
   * of a phase ignores is not marked here, because the phase has not ended: {@link
   * HookEvent.PhaseFinished#isIgnored} says it.
   */
  boolean isIgnored();

  /** Returns what was to run, as {@link Hook#description} says it, with secrets masked. */
  String command();

  /** Returns where the hook is declared, such as {@code hooks.yml:12}, with secrets masked. */
  Optional<String> declaredAt();

  /** Returns how many attempts began, one that skipped included; 0 if none did. */
  int attempts();

  /** Returns when its first attempt began, or when it was skipped. */
  Instant startedAt();

  /**
   * Returns how long it took, all attempts and the waits between them; zero if no attempt began.
   */
  Duration duration();

  /**
   * Returns its attempts in order, each with its time and its outcome; none for a hook of which no
   * attempt began.
   */
  List<HookAttempt> attemptHistory();

  /** Returns what is kept of its output, with secrets masked. */
  KeptOutput output();

  /** Returns what it had started and what was still running at its end. */
  List<LeftBehind> leftBehind();

  /**
   * Returns what it was doing when a limit was reached, just before it was asked to stop: the
   * processes of a script, or the stack of the thread. Lines without control characters, with
   * secrets masked; empty if no limit was reached.
   */
  List<String> postMortem();

  /**
   * Returns a command for a POSIX shell that tries a hook that failed again by hand: directory,
   * variables that the tool has set, program and arguments. Secrets are left out, and a comment at
   * the end names their variables. Empty if the hook did not fail, or runs no program.
   */
  Optional<String> commandByHand();
}
