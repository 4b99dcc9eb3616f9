package dev.hookline.core.input;

import dev.hookline.core.secret.Masker;
import dev.hookline.core.threads.CapturedContexts;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * What one run is given.
 *
 * @param engine what all runs of the engine share
 * @param request what the caller asked for
 * @param name the name of the phase, or of the lifecycle
 * @param masker knows all secrets that are known before the run
 * @param cancellation the requests to cancel it
 * @param isAbandonable whether every hook can be abandoned, because the run is in the background
 * @param doubts what about the request seems wrong, for the report to warn of
 * @param contexts the contexts of the thread that started the run
 */
public record RunInput(
    EngineSettings engine,
    RunRequest request,
    String name,
    Masker masker,
    Cancellation cancellation,
    boolean isAbandonable,
    List<String> doubts,
    CapturedContexts contexts) {

  /** Copies the list. */
  public RunInput {
    doubts = List.copyOf(doubts);
  }

  /** Returns what makes the threads on which hooks can be abandoned. */
  public ThreadFactory threads() {
    return work -> engine.threads().newThread(contexts.around(work));
  }
}
