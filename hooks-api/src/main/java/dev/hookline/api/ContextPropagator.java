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
 *     MDC.setContextMap(captured);
 *     work.run();
 *   };
 * };
 * }</pre>
 *
 * <p>Nothing has to be removed at the end: a thread serves one run only. Thread-safe.
 */
@FunctionalInterface
public interface ContextPropagator {
  /**
   * Captures the context of the current thread, which is the one that starts a run.
   *
   * @return wraps what another thread does, so that it happens in the captured context
   */
  UnaryOperator<Runnable> capture();
}
