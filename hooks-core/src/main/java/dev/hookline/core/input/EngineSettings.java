package dev.hookline.core.input;

import dev.hookline.api.ContextPropagator;
import dev.hookline.api.Environment;
import dev.hookline.api.HookListener;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.threads.CapturedContexts;
import dev.hookline.core.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all runs of an engine share.
 *
 * @param listeners the listeners of all runs
 * @param environment the tool's own layer of variables
 * @param isInheriting whether hooks see the environment of this JVM
 * @param gracePeriod the grace period of hooks that set none
 * @param ledger the ledger, if there is one
 * @param masker knows the secrets of the engine and of all registered hooks
 * @param mayOverlap whether hooks of some phase may run at the same time
 * @param time where the time is read
 * @param isRecorded whether Java Flight Recorder gets to see runs
 * @param warnings what each run warns of
 * @param contexts carry the context of whoever starts a run to the threads of its hooks
 * @param threads makes the threads on which hooks can be abandoned
 */
public record EngineSettings(
    List<HookListener> listeners,
    Environment environment,
    boolean isInheriting,
    Duration gracePeriod,
    @Nullable Ledger ledger,
    Masker masker,
    boolean mayOverlap,
    TimeSource time,
    boolean isRecorded,
    List<String> warnings,
    List<ContextPropagator> contexts,
    ThreadFactory threads) {

  /** Copies the lists. */
  public EngineSettings {
    listeners = List.copyOf(listeners);
    warnings = List.copyOf(warnings);
    contexts = List.copyOf(contexts);
  }

  /**
   * Captures the contexts of the current thread; null if none are carried.
   *
   * @throws IllegalStateException if a propagator cannot do that
   */
  public @Nullable CapturedContexts capturedContexts() {
    return contexts.isEmpty() ? null : CapturedContexts.of(contexts);
  }

  /**
   * Returns work that happens in the contexts of the current thread, wherever it is done.
   *
   * @param refused is given why it did not happen, if a propagator kept it from that
   * @throws IllegalStateException if a propagator cannot capture its context, or wrap the work
   */
  public Runnable inContexts(Runnable work, Consumer<Throwable> refused) {
    CapturedContexts captured = capturedContexts();
    return captured == null ? work : captured.around(work, refused);
  }

  /** Returns these settings without the listeners. */
  public EngineSettings unheard() {
    return new EngineSettings(
        List.of(),
        environment,
        isInheriting,
        gracePeriod,
        ledger,
        masker,
        mayOverlap,
        time,
        false,
        warnings,
        contexts,
        threads);
  }
}
