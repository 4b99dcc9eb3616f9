package dev.hookline.core.run;

import dev.hookline.api.Hook;
import dev.hookline.api.HookOutcome;
import dev.hookline.core.run.Deadlines.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Executes what belongs to a hook and can be stopped: its conditions, its attempts, and the waits
 * between them. What a hook throws is caught here; {@link Outcomes} says what it means.
 */
final class Execution {

  /** How it ended: with an outcome, or the coordinator abandoned it. */
  sealed interface End permits Ended, Abandoned {}

  /** The coordinator abandoned it, and has recorded that. */
  enum Abandoned implements End {
    ABANDONED
  }

  /** It ended by itself. */
  record Ended(HookOutcome outcome) implements End {
    static final Ended SUCCEEDED = new Ended(HookOutcome.succeeded());

    private static Ended with(HookOutcome outcome) {
      return outcome == HookOutcome.succeeded() ? SUCCEEDED : new Ended(outcome);
    }
  }

  private Execution() {}

  /** Returns what says what the end of a hook means. */
  static Outcomes outcomes(Run run) {
    return new Outcomes(run, Execution.class.getName());
  }

  /** Executes the body, unless the call is cancelled already. */
  static End execute(CallContext call, Hook body) {
    Worker worker = call.worker();
    return worker == null ? executeHere(call, body) : executeOn(worker, call, body);
  }

  private static End executeHere(CallContext call, Hook body) {
    if (call.task.isCleanup) {
      call.run().takeInterrupt(); // it was not meant for this hook, unless it is another one
    }
    return call.isCancelled() ? cancelled(call.run()) : Ended.with(onThisThread(call, body));
  }

  /** Executes the body on the calling thread, also if the call is cancelled already. */
  static HookOutcome onThisThread(CallContext call, Hook body) {
    Throwable thrown = thrownBy(body, call);
    return thrown == null ? HookOutcome.succeeded() : outcomes(call.run()).unguarded(call, thrown);
  }

  private static End executeOn(Worker worker, CallContext call, Hook body) {
    Worker.Stop refusal = worker.enter(call, deadlineOf(call));
    if (refusal != Worker.Stop.NONE) {
      return refusal == Worker.Stop.ABANDONED ? Abandoned.ABANDONED : cancelled(call.run());
    }
    Throwable thrown = thrownBy(body, call);
    Worker.Stop stop = worker.exit();
    return stop == Worker.Stop.ABANDONED
        ? Abandoned.ABANDONED
        : Ended.with(outcomes(call.run()).guarded(call, stop, thrown));
  }

  private static @Nullable Throwable thrownBy(Hook body, CallContext call) {
    try {
      body.run(call);
      return null;
    } catch (Throwable thrown) {
      CallDetail rare = call.rare();
      rare.thrown = thrown;
      // While it can be abandoned: reading may never return.
      rare.shown = outcomes(call.run()).shown(thrown);
      return thrown;
    }
  }

  /** Returns the end of something that did not begin, because the run was cancelled. */
  static End cancelled(Run run) {
    return new Ended(outcomes(run).cancelledBefore());
  }

  private static long deadlineOf(CallContext call) {
    Deadline nearest = call.deadline();
    return nearest == null ? call.run().clock.never() : nearest.at();
  }
}
