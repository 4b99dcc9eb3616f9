package dev.hookline.api;

import java.util.function.UnaryOperator;

/**
 * Carries what a thread knows, such as the context of a logger or of a trace, to the threads on
 * which hooks run: those of runs in the background, and those of hooks with a limit. These inherit
 * nothing by themselves. For SLF4J:
 *
 * <pre>{@code
 * ContextPropagator mdc = () -> {
 *   Map<String, String> captured = MDC.getCopyOfContextMap();
 *   return work -> () -> {
 *     MDC.setContextMap(captured == null ? Map.of() : captured);
 *     work.run();
 *   };
 * };
 * }</pre>
 *
 * <p>Nothing has to be removed at the end: a thread serves one run only. Thread-safe.
 *
 * <p>No hook runs without its contexts. If a wrapper throws before it has run its work, or returns
 * without that, the hook for which the thread was made fails, and its message names the class of
 * the propagator. A run in the background needs a thread for itself, too: if that one cannot be had
 * in the contexts, no hook runs, and waiting for the run throws an {@code IllegalStateException}
 * that says why.
 */
@FunctionalInterface
public interface ContextPropagator {
  /**
   * Captures the context of the current thread, which is the one that starts a run. If it throws,
   * no hook runs, and whoever starts the run gets an {@code IllegalStateException} that names the
   * class of the propagator.
   *
   * @return wraps what another thread does, so that it happens in the captured context; the work
   *     has to be run on the thread on which the wrapper is, before that returns; a second time
   *     does nothing
   */
  UnaryOperator<Runnable> capture();
}
