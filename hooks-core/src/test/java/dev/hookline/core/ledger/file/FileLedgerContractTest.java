package dev.hookline.core.ledger.file;

import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerContractTest extends LedgerContract {
  @TempDir Path directory;

  @Override
  protected Ledger ledger() {
    return FileLedger.in(directory);
  }

  @Override
  protected Ledger impatient() {
    return FileLedger.in(directory).waitAtMost(Duration.ZERO);
  }
}
