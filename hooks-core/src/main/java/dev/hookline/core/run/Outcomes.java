package dev.hookline.core.run;

import dev.hookline.api.Durations;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.SkipReason;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.output.MaskedFailure;
import dev.hookline.core.run.Deadlines.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what it means that a hook returned or threw, and whether it had been asked to stop. */
final class Outcomes {
  private static final int DEEPEST_CAUSE = 20;

  private final Run run;
  private final String caller;

  /**
   * Creates it.
   *
   * @param caller the name of the class of which one method calls hooks and then {@link #unguarded}
   */
  Outcomes(Run run, String caller) {
    this.run = run;
    this.caller = caller;
  }

  /** Returns the outcome of a hook that threw on the calling thread. */
  HookOutcome unguarded(CallContext call, Throwable thrown) {
    return wasInterrupted(thrown) && !isFatal(thrown)
        ? cancelled(call, thrown)
        : threw(call, thrown);
  }

  /** Takes the interrupt of the calling thread, whether the hook consumed it or not. */
  private boolean wasInterrupted(Throwable thrown) {
    if (Thread.currentThread().isInterrupted()) {
      run.takeInterrupt();
      return true;
    }
    if (isInterruptOfThisThread(thrown)) {
      run.interrupted();
      return true;
    }
    return false;
  }

  /**
   * Blocking methods of the JDK clear the flag when they throw, so the exception is all that is
   * left of an interrupt. One that they threw in this call, on this thread, is real; one that user
   * code made, or that another thread was interrupted by, is a failure like another.
   */
  private boolean isInterruptOfThisThread(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      if (at instanceof InterruptedException && wasThrownHereByTheJdk(at.getStackTrace())) {
        return true;
      }
      at = MaskedFailure.causeOf(at);
    }
    return false;
  }

  private boolean wasThrownHereByTheJdk(StackTraceElement[] trace) {
    if (trace.length == 0 || !"java.base".equals(trace[0].getModuleName())) {
      return false;
    }
    List<StackTraceElement> callers = callers();
    int own = trace.length - callers.size();
    return own > 0
        && trace[own - 1].getClassName().equals(caller)
        && List.of(trace).subList(own, trace.length).equals(callers);
  }

  /** Returns who called the method that called the hook: the same until that method returns. */
  private List<StackTraceElement> callers() {
    List<StackTraceElement> stack = List.of(new Throwable().getStackTrace());
    int at = 0;
    while (at < stack.size() && !stack.get(at).getClassName().equals(caller)) {
      at++;
    }
    return stack.subList(Math.min(at + 1, stack.size()), stack.size());
  }

  /** Returns the outcome of a hook that ran on a worker, and was not abandoned. */
  HookOutcome guarded(CallContext call, Worker.Stop stop, @Nullable Throwable thrown) {
    if (thrown != null && isFatal(thrown)) {
      return threw(call, thrown);
    }
    if (stop == Worker.Stop.LIMIT) {
      return timedOut(call, thrown);
    }
    if (thrown == null) {
      return HookOutcome.succeeded();
    }
    return stop == Worker.Stop.CANCEL || call.isCancelled()
        ? cancelled(call, thrown)
        : threw(call, thrown);
  }

  private static boolean isFatal(Throwable thrown) {
    return thrown instanceof VirtualMachineError;
  }

  private HookOutcome threw(CallContext call, Throwable thrown) {
    if (thrown instanceof HookSkippedException skipped) {
      SkipReason reason = skipped.reason();
      return new Skipped(new SkipReason(reason.cause(), run.masker().mask(reason.words())));
    }
    if (thrown instanceof VirtualMachineError error) {
      run.trouble().failFatally(error);
    }
    return new Failed(shown(call, thrown));
  }

  private Throwable shown(CallContext call, Throwable thrown) {
    Throwable known = call.rare().shown;
    return known != null && thrown == call.rare().thrown ? known : shown(thrown);
  }

  /** Returns a failure as it may be shown. */
  Throwable shown(Throwable thrown) {
    return MaskedFailure.show(thrown, run.masker());
  }

  private HookOutcome cancelled(CallContext call, Throwable thrown) {
    Throwable shown = shown(call, thrown);
    String message = whyCancelled() + more(thrown, shown);
    return new Cancelled(new HookCancelledException(message, shown));
  }

  /** Returns the outcome of something that did not begin, because the run was cancelled. */
  HookOutcome cancelledBefore() {
    return new Cancelled(new HookCancelledException(whyCancelled(), null));
  }

  private String whyCancelled() {
    return String.valueOf(run.cancelled().getMessage());
  }

  HookOutcome timedOut(CallContext call, @Nullable Throwable thrown) {
    Deadline reached = Objects.requireNonNull(call.deadline());
    Throwable shown = thrown == null ? null : shown(call, thrown);
    String message =
        "reached its "
            + reached.words()
            + (thrown == null || shown == null ? "" : more(thrown, shown));
    return new TimedOut(
        reached.limit(),
        Duration.ofNanos(reached.allowed()),
        new HookTimeoutException(message, shown));
  }

  /** An interruption says nothing that the limit or the cancellation does not say. */
  private static String more(Throwable thrown, Throwable shown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      if (at instanceof InterruptedException) {
        return "";
      }
      at = MaskedFailure.causeOf(at);
    }
    return "; " + FailureText.of(shown);
  }

  /** Returns the outcome of a hook that did not end although it was asked to stop. */
  HookOutcome abandoned(CallContext call, Worker.Stop stop) {
    String message =
        "did not end within its grace period of "
            + Durations.words(call.gracePeriod())
            + "; its thread was left behind";
    return stop == Worker.Stop.LIMIT
        ? timedOut(call, new HookTimeoutException(message, null))
        : cancelled(call, new HookCancelledException(message, null));
  }
}
