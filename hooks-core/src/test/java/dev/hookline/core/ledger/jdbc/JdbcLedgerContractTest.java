package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;

import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerContract;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class JdbcLedgerContractTest extends LedgerContract {
  private final JdbcLedger ledger = JdbcLedger.on(POSTGRES.database("contract"));

  @BeforeEach
  void createTables() {
    ledger.createTables();
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
