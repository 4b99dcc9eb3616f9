package dev.hookline.core.run;

import dev.hookline.api.HookId;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.SkipReason;
import dev.hookline.core.output.OutputCollector;
import dev.hookline.core.output.OutputScope;
import dev.hookline.core.result.MeasuredResult;
import dev.hookline.core.run.Deadlines.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What only some hooks have: one that succeeds at once and writes nothing needs none of it. */
final class CallDetail {
  /** Shared and held for moments only: a lock that a hook can take could hold up the run. */
  static final Object LOCK = new Object();

  @Nullable Deadline deadline;
  @Nullable Throwable thrown;

  /** What was thrown, as it may be shown. */
  @Nullable Throwable shown;

  /** Which condition said no, if one did. */
  @Nullable SkipReason refusal;

  boolean isAbandoned;
  private @Nullable OutputCollector output;
  private @Nullable List<LeftBehind> leftBehind;

  /**
   * Returns the output of the hook, made when it is first asked for.
   *
   * @param isTimeUp says whether the hook was to end
   */
  OutputCollector output(OutputScope run, HookId hook, BooleanSupplier isTimeUp) {
    synchronized (LOCK) {
      OutputCollector collector =
          output == null ? new OutputCollector(run, hook, isTimeUp) : output;
      output = collector;
      return collector;
    }
  }

  /** Adds something that outlives the hook; whoever calls this holds the lock. */
  void add(LeftBehind left) {
    List<LeftBehind> list = leftBehind == null ? new ArrayList<>() : leftBehind;
    leftBehind = list;
    list.add(left);
  }

  /** Ends the output and returns what is out of the ordinary, if anything is. */
  MeasuredResult.@Nullable Detail end(int attempts, int usualAttempts) {
    OutputCollector collector;
    List<LeftBehind> left;
    synchronized (LOCK) {
      collector = output;
      left = leftBehind == null ? List.of() : List.copyOf(leftBehind);
    }
    if (collector == null && left.isEmpty() && attempts == usualAttempts) {
      return null;
    }
    KeptOutput kept = collector == null ? KeptOutput.none() : collector.close(isAbandoned);
    return new MeasuredResult.Detail(attempts, kept, left);
  }
}
