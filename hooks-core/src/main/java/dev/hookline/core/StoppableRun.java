package dev.hookline.core;

import dev.hookline.api.HookCancelledException;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.signal.StopSignals;
import dev.hookline.core.signal.UnfinishedHooks;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A run that a signal cancels: the first one asks it to clean up, the second one ends the JVM. */
final class StoppableRun {
  private static final int KILLED_BY = 128;

  private final Cancellation cancellation = new Cancellation();
  private final UnfinishedHooks unfinished = new UnfinishedHooks();
  private final AtomicInteger signals = new AtomicInteger();

  private StoppableRun() {}

  static RunReport run(HookRequest request, BiFunction<HookRequest, Cancellation, RunReport> run) {
    StoppableRun stoppable = new StoppableRun();
    StopSignals signals = StopSignals.receive(stoppable::received);
    try {
      return run.apply(request.listener(stoppable.unfinished), stoppable.cancellation);
    } finally {
      signals.close();
    }
  }

  private void received(String name, int number) {
    if (signals.incrementAndGet() == 1) {
      String message = "the run was cancelled by " + name;
      int exitCode = name.equals(StopSignals.JVM_ENDS) ? 1 : KILLED_BY + number;
      cancellation.request(new HookCancelledException(message, null, exitCode));
    } else {
      endNow(name, KILLED_BY + number);
    }
  }

  private void endNow(String name, int exitCode) {
    System.err.println(name + " again: ending at once; " + unfinished.words());
    System.exit(exitCode);
  }
}
