package dev.hookline.example;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.file.FileLedger;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One deployment at a time: two that overlap would undo one another. The ledger keeps the turn, and
 * the operating system gives it back if this process dies.
 */
final class Turn implements AutoCloseable {
  private static final Phase DEPLOYMENT = Phase.of("deployment");

  private final LedgerClaim claim;

  private Turn(LedgerClaim claim) {
    this.claim = claim;
  }

  /** Waits for the turn, says whose it is meanwhile, and what an earlier one has left undone. */
  static Turn take(Path target, PrintStream out) throws InterruptedException {
    String self = "process " + ProcessHandle.current().pid();
    Ledger ledger = FileLedger.in(target.resolve("ledger"));
    Turn turn = new Turn(ledger.claim(DEPLOYMENT, OnceKey.of("turn"), self, new Announcement(out)));
    turn.claim
        .cutOff()
        .ifPresent(
            earlier ->
                out.println(
                    "the deployment of "
                        + earlier.runId()
                        + ", begun at "
                        + earlier.began()
                        + ", was cut off; its release is not in use unless the link says so"));
    turn.claim.recordBegun(Optional.empty());
    return turn;
  }

  /** Says once who is waited for. */
  private static final class Announcement implements Ledger.Patience {
    private final PrintStream out;
    private boolean isMade;

    Announcement(PrintStream out) {
      this.out = out;
    }

    @Override
    public Optional<String> reasonToGiveUp(Optional<KeyHolder> holder) throws InterruptedException {
      if (holder.isPresent() && !isMade) {
        isMade = true;
        out.println("waits for " + holder.get());
      }
      return Ledger.Patience.untilInterrupted().reasonToGiveUp(holder);
    }
  }

  @Override
  public void close() {
    claim.recordDone();
    claim.close();
  }
}
