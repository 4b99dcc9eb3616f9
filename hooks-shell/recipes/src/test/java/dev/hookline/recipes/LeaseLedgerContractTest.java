package dev.hookline.recipes;

import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerContract;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The Leases keep what every ledger promises. */
@Tag("recipes")
class LeaseLedgerContractTest extends LedgerContract {
  private final LeaseServer server = new LeaseServer();
  private final LeaseLedger ledger = server.ledger("deploy-0-x7k2p", Duration.ofSeconds(9));

  LeaseLedgerContractTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected Ledger ledger() {
    return ledger;
  }

  @Override
  protected Ledger impatient() {
    return ledger.waitAtMost(Duration.ZERO);
  }
}
