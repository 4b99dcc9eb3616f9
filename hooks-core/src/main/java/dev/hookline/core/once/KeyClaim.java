package dev.hookline.core.once;

import dev.hookline.api.CutOffException;
import dev.hookline.api.Durations;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Once;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.Ledger.Patience;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import dev.hookline.core.output.Heard;
import dev.hookline.core.output.OutputScope;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** How one run comes to the key of a phase: it waits, but not for itself, and not for ever. */
public final class KeyClaim {
  private final RunInput input;
  private final RunClock clock;
  private final OutputScope run;
  private final Phase phase;
  private final Once once;
  private final Ledger ledger;
  private boolean isWaiting;
  private volatile Consumer<SkipReason> whenLost = reason -> {};

  /** Prepares a claim; the engine has a ledger. */
  public KeyClaim(RunInput input, RunClock clock, OutputScope run, Phase phase, Once once) {
    this.input = input;
    this.clock = clock;
    this.run = run;
    this.phase = phase;
    this.once = once;
    this.ledger = Objects.requireNonNull(input.engine().ledger(), "checked by the engine");
  }

  /** Sets what hears why no hook may begin any more, if the key is lost. */
  public void whenLost(Consumer<SkipReason> action) {
    whenLost = action;
  }

  /** Returns the key as a dry run has it, without waiting. */
  public HeldKey look() {
    LedgerView view = ledger.look(phase, once.key());
    view.holder()
        .ifPresent(
            holder -> run.warn(this + " is held by " + holder + "; a run would wait for it"));
    return HeldKey.looked(this, run, view);
  }

  /**
   * Waits for the key.
   *
   * @param runId the id of the run
   * @param harmlessRequests how many requests to cancel do not end the wait
   * @param deadline when the wait ends if the run is limited, by the clock of the run
   * @throws InterruptedException if the run is cancelled meanwhile
   * @throws HookTimeoutException if the limit of the run is reached
   */
  public HeldKey claim(String runId, int harmlessRequests, long deadline)
      throws InterruptedException, HookTimeoutException {
    boolean[] isOutOfTime = {false};
    try {
      Patience patience =
          holder -> {
            checkCancellation(harmlessRequests);
            isOutOfTime[0] = isLimited() && clock.nanos() - deadline >= 0;
            return isOutOfTime[0] ? Optional.of("no time is left") : reasonNotToWait(holder);
          };
      return HeldKey.claimed(this, run, runId, ledger.claim(phase, once.key(), runId, patience));
    } catch (LedgerException e) {
      if (isOutOfTime[0]) {
        throw outOfTime();
      }
      throw e;
    }
  }

  private boolean isLimited() {
    return input.request().timeout() != null;
  }

  private void checkCancellation(int harmlessRequests) throws InterruptedException {
    if (input.cancellation().count() > harmlessRequests) {
      throw new InterruptedException("the run was cancelled");
    }
  }

  private Optional<String> reasonNotToWait(Optional<KeyHolder> holder) {
    if (holder.isPresent() && KeyHolders.here().contains(holder.get().runId())) {
      return Optional.of(
          this
              + " is held by "
              + holder.get()
              + ", which this run is a part of and would wait for; run the phase without the key,"
              + " or after that run");
    }
    holder.ifPresent(this::waiting);
    return Optional.empty();
  }

  private void waiting(KeyHolder holder) {
    if (!isWaiting && run.heard().hears(Heard.KEY_AWAITED)) {
      run.announce(
          new KeyAwaited(run.listeners().run(), run.now(), phase, once.key(), holder.toString()));
    }
    isWaiting = true;
  }

  /**
   * Stops the run where it is, as if its process had died: another may hold the key by now, has
   * rolled back what this one did, and would see its own work undone.
   */
  void lost(String why) {
    String words = "the run was cancelled: it lost " + this + ", because " + why;
    whenLost.accept(new SkipReason(Cause.CANCELLED, words));
    input.cancellation().request(new HookCancelledException(words, null));
  }

  private HookTimeoutException outOfTime() {
    Duration limit = Objects.requireNonNull(input.request().timeout());
    return new HookTimeoutException(
        "the run limit of "
            + Durations.words(limit)
            + " was reached before the ledger's key was free",
        null);
  }

  /** Returns what the phase is to bring about, if its key is that of a place. */
  Optional<OnceKey> state() {
    return once.state();
  }

  /** Returns the failure that hooks deal with when a run that was cut off is rolled back. */
  public CutOffException failureOf(CutOffRun cutOff) {
    List<String> newestFirst = new ArrayList<>(cutOff.succeeded());
    Collections.reverse(newestFirst);
    return new CutOffException(
        cutOff.runId(), cutOff.began(), phase, once.key(), newestFirst, cutOff.notUndone());
  }

  /** Returns how messages name the key. */
  @Override
  public String toString() {
    return "key \"" + once.key() + "\" of phase " + phase;
  }
}
