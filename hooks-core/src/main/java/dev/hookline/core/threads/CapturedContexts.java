package dev.hookline.core.threads;

import dev.hookline.api.ContextPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The contexts of the thread that started a run. Immutable. */
public final class CapturedContexts {
  private final List<UnaryOperator<Runnable>> captured;

  private CapturedContexts(List<UnaryOperator<Runnable>> captured) {
    this.captured = captured;
  }

  /** Captures the contexts of the current thread. */
  public static CapturedContexts of(List<ContextPropagator> propagators) {
    List<UnaryOperator<Runnable>> captured = new ArrayList<>(propagators.size());
    for (ContextPropagator propagator : propagators) {
      captured.add(propagator.capture());
    }
    return new CapturedContexts(captured);
  }

  /** Returns work that happens in these contexts, on whichever thread it is done. */
  public Runnable around(Runnable work) {
    Runnable wrapped = work;
    for (UnaryOperator<Runnable> each : captured) {
      wrapped = each.apply(wrapped);
    }
    return wrapped;
  }
}
