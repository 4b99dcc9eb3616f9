package dev.hookline.core.ledger.file;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.record.StagedClaim;
import dev.hookline.core.ledger.text.KeyText;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A key of a {@link FileLedger}, held by one run. */
final class FileClaim extends StagedClaim {
  private final KeyLock lock;
  private final LedgerFile file;
  private final Supplier<Instant> clock;

  FileClaim(String runId, KeyLock lock, LedgerFile file, Supplier<Instant> clock) {
    super(file.phase(), file.key(), runId, file.found());
    this.lock = lock;
    this.file = file;
    this.clock = clock;
  }

  @Override
  public List<String> warnings() {
    return file.warnings();
  }

  /** The operating system takes the lock from no process that lives. */
  @Override
  public OptionalLong token() {
    return OptionalLong.empty();
  }

  @Override
  public void onLost(Consumer<String> reaction) {}

  @Override
  protected void write(Event event, String hook, Optional<OnceKey> state) {
    Instant now = clock.get().truncatedTo(ChronoUnit.MILLIS);
    LedgerEntry entry = new LedgerEntry(phase(), key(), event, runId(), now, hook, state);
    try {
      file.append(EntryText.encode(entry));
    } catch (IOException e) {
      String what = "\"" + event.word() + "\" of run " + runId() + " cannot be recorded";
      throw FileTrouble.cannot(what, file.path(), e);
    }
  }

  @Override
  protected void release() {
    try (lock;
        file) {
      // both are closed, the file first
    } catch (IOException e) {
      throw FileTrouble.cannot(
          KeyText.words(phase(), key()) + " cannot be released", file.path(), e);
    }
  }
}
