package dev.hookline.core.threads;

import dev.hookline.api.ContextPropagator;
import java.util.List;
import java.util.function.Consumer;

/** The contexts of the thread that started a run. Immutable. */
public final class CapturedContexts {
  private final List<CapturedContext> captured;

  private CapturedContexts(List<CapturedContext> captured) {
    this.captured = captured;
  }

  /**
   * Captures the contexts of the current thread.
   *
   * @throws IllegalStateException if a propagator cannot do that
   */
  public static CapturedContexts of(List<ContextPropagator> propagators) {
    return new CapturedContexts(propagators.stream().map(CapturedContext::of).toList());
  }

  /**
   * Returns work that happens in these contexts, on whichever thread it is done. It never happens
   * without them.
   *
   * @param refused is given, on that thread, why the work did not happen
   * @throws IllegalStateException if a propagator cannot wrap the work
   */
  public Runnable around(Runnable work, Consumer<Throwable> refused) {
    Runnable wrapped = work;
    for (CapturedContext each : captured) {
      wrapped = each.around(wrapped, refused);
    }
    return wrapped;
  }
}
