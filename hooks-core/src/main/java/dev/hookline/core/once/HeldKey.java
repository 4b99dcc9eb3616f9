package dev.hookline.core.once;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Task;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import dev.hookline.core.output.MaskedFailure;
import dev.hookline.core.output.OutputScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The key of a phase as one run has it: what the ledger says, and what the next run would have to
 * undo. A dry run only looks at the key, and writes nothing.
 */
public final class HeldKey implements AutoCloseable {
  private static final Set<Cause> SETTLED =
      EnumSet.of(Cause.BY_HOOK, Cause.NO_SUCH_FILE, Cause.NOT_FOR_ROLE);

  private final KeyClaim key;
  private final OutputScope run;
  private final LedgerView known;
  private final @Nullable LedgerClaim claim;
  private final List<String> holdersBefore;
  private Consumer<Throwable> troubles = trouble -> {};
  private boolean isOwing;

  private HeldKey(KeyClaim key, OutputScope run, LedgerView known, @Nullable LedgerClaim claim) {
    this.key = key;
    this.run = run;
    this.known = known;
    this.claim = claim;
    this.holdersBefore = KeyHolders.here();
    known.warnings().forEach(run::warn);
  }

  static HeldKey looked(KeyClaim key, OutputScope run, LedgerView view) {
    return new HeldKey(key, run, view, null);
  }

  static HeldKey claimed(KeyClaim key, OutputScope run, String runId, LedgerClaim claim) {
    LedgerView known =
        new LedgerView(claim.done(), claim.cutOff(), Optional.empty(), claim.warnings());
    HeldKey held = new HeldKey(key, run, known, claim);
    KeyHolders.set(KeyHolders.with(runId));
    claim.onLost(key::lost);
    return held;
  }

  /** Sets what gets the failures that keep a hook, an undo or the end from being written down. */
  public void onTrouble(Consumer<Throwable> action) {
    troubles = action;
  }

  // ---- what the ledger says

  /**
   * Returns why nothing is to be done, if so. A place may have been given another state since; then
   * what was done counts no more.
   */
  public Optional<SkipReason> reasonToSkip() {
    return known
        .done()
        .filter(entry -> entry.state().equals(key.state()))
        .map(entry -> SkipReason.doneAlready(entry.runId(), entry.at()));
  }

  /** Returns whether a run, which is resumed, had done the phase before its process died. */
  public boolean isDoneBy(String runId) {
    return known.done().filter(entry -> entry.runId().equals(runId)).isPresent();
  }

  /** Returns whether a run, which is resumed, had begun the phase and not ended it. */
  public boolean isLeftBy(String runId) {
    return known.cutOff().filter(left -> left.runId().equals(runId)).isPresent();
  }

  /** Returns the earlier run that is to be rolled back, if there is one. */
  public Optional<CutOffRun> cutOff() {
    return known.cutOff();
  }

  /** Returns the fencing token, if the ledger gives one. */
  public OptionalLong token() {
    return claim == null ? OptionalLong.empty() : claim.token();
  }

  // ---- what is written down

  /** Writes that the earlier run is rolled back, unless an undo is still owed. */
  public void settleCutOff() {
    if (claim != null && !isOwing) {
      claim.recordFailed();
    }
  }

  /** Writes that the run begins. */
  public void begin() {
    if (claim != null) {
      claim.recordBegun(key.state());
    }
  }

  /** Writes that the run undoes what it had ended. */
  public void beginRollBack() {
    if (claim != null) {
      claim.recordRollingBack();
    }
  }

  /** Notes a hook that can be undone. */
  public void succeeded(Task task) {
    write(held -> held.recordSucceeded(task.id.name()));
  }

  /** Notes how an undo ended. */
  public void ended(Task undo, HookOutcome outcome) {
    if (claim == null) {
      return;
    }
    if (isSettled(undo, outcome)) {
      write(held -> held.recordUndone(undo.id.name()));
      return;
    }
    isOwing = true;
    write(held -> held.recordNotUndone(undo.id.name()));
    run.warn(undo.id + " is still owed: the next run for " + key + " begins with it");
  }

  /** An undo may say itself that it has nothing to do; that of an ignored hook may fail. */
  private static boolean isSettled(Task undo, HookOutcome outcome) {
    if (outcome instanceof Skipped skipped) {
      return SETTLED.contains(skipped.reason().cause());
    }
    boolean mayFail = undo.spec.onFailure() == FailurePolicy.IGNORE;
    return outcome == HookOutcome.succeeded() || (mayFail && !(outcome instanceof Cancelled));
  }

  /** Returns whether an undo is left for the next run. */
  public boolean isOwing() {
    return isOwing;
  }

  /** Writes the end, unless an undo is owed; without it the next run finds one that was cut off. */
  public void end(boolean isDone) {
    if (!isOwing) {
      write(isDone ? LedgerClaim::recordDone : LedgerClaim::recordFailed);
    }
  }

  private void write(Consumer<LedgerClaim> entry) {
    try {
      if (claim != null) {
        entry.accept(claim);
      }
    } catch (Throwable trouble) {
      troubles.accept(trouble);
    }
  }

  @Override
  public void close() {
    KeyHolders.set(holdersBefore);
    try {
      if (claim != null) {
        claim.close();
      }
    } catch (LedgerException e) {
      run.warn(MaskedFailure.messageOf(e)); // all is written down, and the key is free
    }
  }
}
