package dev.hookline.core;

import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.ledger.CutOff;
import dev.hookline.core.ledger.FileLedger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The ledger's side of a phase that runs only once for a key; records nothing in a dry run. */
final class PhaseClaim implements AutoCloseable {
  private final LedgerClaim claim;
  private final Run run;
  private final boolean isDryRun;

  private PhaseClaim(LedgerClaim claim, Run run) {
    this.claim = claim;
    this.run = run;
    this.isDryRun = run.request.isDryRun();
  }

  /** Claims the key, and waits for it, or refuses, as the ledger says. */
  static PhaseClaim open(Run run, LedgerKey key) throws InterruptedException {
    FileLedger ledger = Objects.requireNonNull(run.engine.ledger(), "checked when the run began");
    return new PhaseClaim(ledger.claim(key, run.id(), run::reasonToGiveUp), run);
  }

  Optional<SkipReason> doneAlready() {
    return claim
        .done()
        .map(
            entry ->
                new SkipReason(
                    Cause.DONE_ALREADY,
                    "done already (run " + entry.runId() + " at " + entry.at() + ")"));
  }

  Optional<CutOff> cutOff() {
    return isDryRun ? Optional.empty() : claim.cutOff();
  }

  void begun() {
    if (!isDryRun) {
      claim.recordBegun();
    }
  }

  void succeeded(Work work) {
    if (!isDryRun && work.undo != null) {
      claim.recordSucceeded(work.id.name());
    }
  }

  void undone(Work work) {
    if (!isDryRun) {
      claim.recordUndone(work.id.name());
    }
  }

  /** Closes the books of a run whose hooks were taken back. */
  void failed() {
    claim.recordFailed();
  }

  /** Begins again with hooks that succeeded, so that it can be written down what is undone. */
  void reopen(List<String> succeeded) {
    claim.recordBegun();
    succeeded.forEach(claim::recordSucceeded);
  }

  void ended(RunStatus status) {
    if (isDryRun) {
      return;
    }
    if (status == RunStatus.SUCCEEDED) {
      claim.recordDone();
    } else {
      claim.recordFailed();
    }
  }

  @Override
  public void close() {
    try {
      claim.close();
    } catch (LedgerException e) {
      run.warn(MaskedFailure.messageOf(e)); // all is written down, and the key is free
    }
  }
}
