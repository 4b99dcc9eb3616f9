package dev.hookline.core.run;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookId;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.SkipReason;
import dev.hookline.core.output.OutputCollector;
import dev.hookline.core.output.OutputScope;
import dev.hookline.core.result.ByHand;
import dev.hookline.core.result.MeasuredResult;
import dev.hookline.core.run.Deadlines.Deadline;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** When the latest attempt began, by the clock of the run; noted for hooks with retries. */
  long attemptStart;

  /** How a person does the same, if the hook has said so. */
  volatile @Nullable ByHand byHand;

  /** What it was doing when it was asked to stop, if that was a limit. */
  volatile List<String> postMortem = List.of();

  private List<HookAttempt> history = List.of();
  private Optional<String> command = Optional.empty();
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

  /** Adds an attempt of a hook that may be tried again. */
  void add(HookAttempt attempt) {
    if (history.isEmpty()) {
      history = new ArrayList<>();
    }
    history.add(attempt);
  }

  /** Keeps the command to paste of a hook that failed; null means that it did not. */
  void keepByHand(@Nullable Masker masker) {
    ByHand known = byHand;
    command = known == null || masker == null ? Optional.empty() : known.command(masker);
    byHand = null;
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
    boolean isPlain = history.isEmpty() && postMortem.isEmpty() && command.isEmpty();
    if (isPlain && collector == null && left.isEmpty() && attempts == usualAttempts) {
      return null;
    }
    KeptOutput kept = collector == null ? KeptOutput.none() : collector.close(isAbandoned);
    return new MeasuredResult.Detail(
        attempts, kept, left, List.copyOf(history), postMortem, command);
  }
}
