package dev.hookline.core.threads;

import dev.hookline.api.ContextPropagator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one propagator captured. It is code of others on which a whole run waits, so whatever it
 * does, the work either happens, once, or is refused.
 *
 * @param name the class of the propagator
 * @param wrapping wraps work
 */
record CapturedContext(String name, UnaryOperator<Runnable> wrapping) {

  static CapturedContext of(ContextPropagator propagator) {
    String name = propagator.getClass().getName();
    return new CapturedContext(name, made(name, "to capture a context", propagator::capture));
  }

  Runnable around(Runnable work, Consumer<Throwable> refused) {
    AtomicBoolean isDecided = new AtomicBoolean();
    Runnable once =
        () -> {
          if (isDecided.compareAndSet(false, true)) {
            work.run();
          }
        };
    Runnable wrapped = made(name, "to wrap its work", () -> wrapping.apply(once));
    return () -> {
      Throwable thrown = null;
      try {
        wrapped.run();
      } catch (Throwable ofWrapper) {
        if (isDecided.get()) {
          throw ofWrapper; // what was to happen has happened
        }
        thrown = ofWrapper;
      }
      if (isDecided.compareAndSet(false, true)) {
        refused.accept(refusal(thrown));
      }
    };
  }

  private Throwable refusal(@Nullable Throwable thrown) {
    if (thrown == null) {
      return new IllegalStateException(
          "the context propagator "
              + name
              + " did not run the work that it wrapped; it has to call run() of it before it"
              + " returns");
    }
    return thrown instanceof VirtualMachineError
        ? thrown
        : failure(name, "before the work that it wrapped could begin", thrown);
  }

  /** Returns what a propagator makes when it is asked to. */
  private static <T> T made(String name, String asked, Supplier<@Nullable T> making) {
    T made;
    try {
      made = making.get();
    } catch (VirtualMachineError fatal) {
      throw fatal;
    } catch (Throwable thrown) {
      throw failure(name, "when it was asked " + asked, thrown);
    }
    if (made == null) {
      throw new IllegalStateException(
          "the context propagator " + name + " returned null when it was asked " + asked);
    }
    return made;
  }

  private static IllegalStateException failure(String name, String when, Throwable thrown) {
    return new IllegalStateException(
        "the context propagator "
            + name
            + " threw "
            + thrown.getClass().getName()
            + " "
            + when
            + "; correct it, or leave it out",
        thrown);
  }
}
